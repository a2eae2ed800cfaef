"""A limit of time: what is in time is left alone, what is not is stopped wherever it is."""

from __future__ import annotations

import threading
import time

import pytest

from licscan.identify.scancode.deadline import bounded


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def swallowing(seconds: float) -> None:
    """Run on whatever is raised, as a library may that catches every exception."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            spin(seconds)
        except Exception:
            continue


def test_work_in_time_is_left_alone() -> None:
    with bounded(60):
        spin(0.001)


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(KeyError), bounded(60):
        raise KeyError("frob")


def test_nothing_is_raised_after_the_work() -> None:
    for _ in range(200):
        try:
            with bounded(0.0005):
                spin(0.0005)
        except TimeoutError:
            pass
        spin(0.0001)


@pytest.mark.parametrize("work", [spin, swallowing])
def test_work_that_takes_too_long_is_stopped(work: object) -> None:
    assert callable(work)
    start = time.monotonic()
    with pytest.raises(TimeoutError, match="more than 0 seconds"), bounded(0.05):
        work(20)
    assert time.monotonic() - start < 10


def test_it_holds_in_a_thread() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            with bounded(0.05):
                spin(20)
        except TimeoutError:
            told.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert told == ["stopped"]
