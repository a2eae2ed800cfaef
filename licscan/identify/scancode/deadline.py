"""A limit of time that holds: what runs too long is stopped wherever it is.

ScanCode looks at its own deadline only between stages, so one slow stage would run on. The stop is
an exception set in the running thread from another; it works in every thread and on every system,
where an alarm signal would only do so in the main thread of a Unix process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer, get_ident


class _Stop(BaseException):
    """Raised inside the work; no `except Exception` in there can swallow it."""


class _Watch:
    def __init__(self) -> None:
        self._thread = ctypes.c_ulong(get_ident())
        self._lock = Lock()
        self._over = False
        self._fired = False

    def fire(self) -> None:
        with self._lock:
            if not self._over:
                self._fired = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(_Stop))

    def end(self) -> None:
        """Let nothing be raised from here on."""
        with self._lock:
            self._over = True
            if self._fired:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Run what is inside for at most so many seconds.

    Errors: `TimeoutError` where it took longer.
    """
    watch = _Watch()
    timer = Timer(max(seconds, 0.0), watch.fire)
    timer.daemon = True
    try:
        try:
            timer.start()
            yield
        finally:
            timer.cancel()
            watch.end()
    except _Stop:
        raise TimeoutError(f"more than {seconds:.0f} seconds") from None
