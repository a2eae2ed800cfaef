"""What two hand-made reports look like in each format; read the diff by eye, then `make golden`.

These files say how something is written, never what is right: the other tests do that.
"""

from __future__ import annotations

import pytest

from tools.golden import FORMATS, GOLDEN, REPORTS, rendered


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", REPORTS)
def test_a_report_looks_as_it_was_read(report: str, name: str) -> None:
    assert rendered(report, name) == (GOLDEN / f"{report}.{name}").read_text("utf-8")


def test_no_file_is_left_over() -> None:
    wanted = {f"{report}.{name}" for report in REPORTS for name in FORMATS}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
