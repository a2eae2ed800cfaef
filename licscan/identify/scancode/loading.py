"""Loading ScanCode's license index: quickly, and without a trace on the disk."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_FOLDERS = ("SCANCODE_TEMP", "SCANCODE_CACHE")


def licenses() -> Any:
    """Return ScanCode's licenses and index; the second call in a process costs nothing.

    Unpickling makes millions of objects, which the collector would walk again and again, so it
    rests meanwhile.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with own_folders():
            from licensedcode.cache import get_cache

            loaded = get_cache()
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
    return loaded


@contextmanager
def own_folders() -> Iterator[None]:
    """Give ScanCode folders of its own while it is imported, and delete them after.

    Its configuration makes a cache folder in the user's home and a temporary one for each process,
    which nothing of license or copyright detection uses. Whoever named folders keeps them.
    """
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="licscan-")
    ours = [name for name in _FOLDERS if not os.environ.get(name)]
    os.environ.update(dict.fromkeys(ours, folder))
    try:
        import scancode_config

        shutil.rmtree(scancode_config.scancode_temp_dir, ignore_errors=True)
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
        shutil.rmtree(folder, ignore_errors=True)
