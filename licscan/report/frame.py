"""A few lines of the file around a place, so that a reader sees what is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.model import Span
from licscan.report.source import Source
from licscan.sources.printable import printable

if TYPE_CHECKING:
    from licscan.report import View
    from licscan.report.page import Line


def frame(view: View, span: Span) -> Iterator[Line]:
    """Yield the place and, where the file is at hand, the line itself between its neighbours."""
    from licscan.report.page import Line

    arrow = "──▶" if view.unicode else "-->"
    yield Line(f"   {arrow} {printable(str(span))}", "dim")
    lines = Source(view.root).lines(span.path)
    if not lines or span.line > len(lines):
        return
    bar = "│" if view.unicode else "|"
    for number in range(max(1, span.line - 1), min(len(lines), span.line + 1) + 1):
        mark = ">" if number == span.line else " "
        text = printable(lines[number - 1]).replace("\t", " ")[: view.width - 13]
        yield Line(f"  {mark} {number:>5} {bar} {text}".rstrip(), "" if mark == ">" else "dim")
