"""Write how the hand-made reports of the tests look today into tests/golden."""

from __future__ import annotations

import re
from pathlib import Path

from licscan.report import View, reporter
from tests.report.sample import conflict, waived

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"
FORMATS = ("github", "gitlab", "html", "junit", "markdown", "plain")
REPORTS = {"conflict": conflict, "waived": waived}
_STYLE = re.compile(r"<style>.*?</style>", re.S)
_VERSION = re.compile(r"licscan \d+\.\d+\.\d+")


def rendered(report: str, name: str) -> str:
    """Return a report in a format, without what changes with a release or a style sheet."""
    text = reporter(name).render(View(REPORTS[report](), "gate failed; not cleared: 1 conflict"))
    return _VERSION.sub("licscan VERSION", _STYLE.sub("", text))


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for report in REPORTS:
        for name in FORMATS:
            (GOLDEN / f"{report}.{name}").write_text(rendered(report, name), encoding="utf-8")
