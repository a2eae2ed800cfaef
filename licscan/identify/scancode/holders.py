"""Who holds the copyright of a text: ScanCode's detector of copyright statements.

It needs no license index, but costs up to a second on a long license text, so it is asked only
where a notice is to be written.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from licscan.identify.scancode.deadline import bounded
from licscan.identify.scancode.errors import Unavailable
from licscan.identify.tokens import is_copyright
from licscan.model import Span

SIZE_LIMIT = 300_000
"""Characters of one text; the rest is not looked at, copyright statements stand at the head."""
TIME_LIMIT = 10.0
"""Seconds for one text."""


@dataclass(frozen=True, slots=True)
class Copyright:
    """A copyright statement at its place, and whom it names."""

    span: Span
    statement: str
    holders: tuple[str, ...] = ()


def copyrights(span: Span, text: str) -> tuple[Copyright, ...]:
    """Return the copyright statements of a text, each once, in its order.

    `span` is where the text begins. A statement without a holder, such as the blank of a license's
    appendix, is none.
    Errors: `Unavailable` where ScanCode is missing, fails, or takes too long.
    """
    lines = text[:SIZE_LIMIT].splitlines()
    if not any(map(_may_name, lines)):
        return ()
    try:
        with bounded(TIME_LIMIT):
            found = _detected(lines)
    except TimeoutError as error:
        problem = f"looking for copyright statements took more than {TIME_LIMIT:.0f} seconds"
        raise Unavailable(problem, limit=True) from error
    except Exception as error:
        raise Unavailable(f"ScanCode's copyright detection failed ({error})") from error
    return tuple(
        Copyright(Span(span.path, span.line + line - 1), statement, holders)
        for statement, (line, holders) in found.items()
        if holders
    )


def _may_name(line: str) -> bool:
    lowered = line.lower()
    return "copyright" in lowered or "(c)" in lowered or "\u00a9" in line or is_copyright(line)


def _detected(lines: list[str]) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return the line and the holders of each statement."""
    from cluecode.copyrights import detect_copyrights_from_lines

    statements: dict[str, tuple[int, tuple[str, ...]]] = {}
    detections = detect_copyrights_from_lines(
        list(enumerate(lines, 1)), include_authors=False, deadline=time.time() + TIME_LIMIT
    )
    rows = [detection.to_dict() for detection in detections]
    holders = [(r["start_line"], r["end_line"], r["holder"]) for r in rows if "holder" in r]
    for row in rows:
        if "copyright" in row:
            first, last = int(row["start_line"]), int(row["end_line"])
            named = [name for start, end, name in holders if start <= last and end >= first]
            names = tuple(dict.fromkeys(name for name in named if name in row["copyright"]))
            statements.setdefault(row["copyright"], (first, names))
    return statements
