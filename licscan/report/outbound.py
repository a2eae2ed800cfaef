"""The licenses under which each component may go out, and what each of them asks for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from licscan.model import Judged, Option, Repair, Verdict
from licscan.report import View
from licscan.report.page import DISCLAIMER, MOST_OPTIONS, safe, short

NAME = "outbound"


def render(view: View) -> str:
    """Write one list a component, clear options first, at most twenty of each."""
    blocks = ["\n".join(_component(view, one)) for one in view.report.judged]
    return "\n\n".join([*blocks, DISCLAIMER]) + "\n"


def _component(view: View, judged: Judged) -> Iterator[str]:
    name = short(judged.component)
    clear = [option for option in judged.options if option.verdict <= Verdict.OBLIGED]
    contested = [option for option in judged.options if option.verdict > Verdict.OBLIGED]
    if not _has_parents(view, judged):
        yield f"{safe(name)} is made from nothing that was found: any license may be chosen."
    elif clear:
        yield f"{safe(name)} may go out under:"
        yield from _options(view, clear)
    elif contested:
        yield f"No license clears {safe(name)} under every reading of the law."
    else:
        yield f"No license clears {safe(name)}."
        yield from _why_not(view, judged)
    if contested:
        yield "Only under one reading of contested law:"
        yield from _options(view, contested)


def _has_parents(view: View, judged: Judged) -> bool:
    return any(edge.child == judged.component for edge in view.report.edges)


def _options(view: View, options: list[Option]) -> Iterator[str]:
    for option in options[:MOST_OPTIONS]:
        duties = f": {', '.join(option.duties)}" if option.duties else ""
        note = f" ({option.note})" if option.note else ""
        yield from _wrapped(view, f"  - {option.expression}{note}{duties}")
    more = len(options) - MOST_OPTIONS
    if more > 0:
        yield f"    and {more} more in the JSON report"


def _why_not(view: View, judged: Judged) -> Iterator[str]:
    for finding in judged.findings:
        if finding.verdict > Verdict.OBLIGED:
            yield from _wrapped(view, f"  - {safe(finding.message)}")
    repairs: tuple[Repair, ...] = judged.repairs
    for repair in repairs:
        yield from _wrapped(view, f"  What would clear it: {safe(repair.text)}.")


def _wrapped(view: View, text: str) -> list[str]:
    return textwrap.wrap(text, view.width, subsequent_indent="    ", break_on_hyphens=False)
