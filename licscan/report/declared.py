"""What is declared of privacy and consent, one sentence a declaration: told, never judged."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.extract import declared
from licscan.model import Report

HEADING = "Declared of privacy and consent (told, not judged)"
_LONGEST = 240


def declarations(report: Report) -> Iterator[str]:
    """Yield a line for each declaration, those of one component and topic together."""
    names = {component.id: component.name for component in report.components}
    told = sorted(report.declarations, key=lambda row: (row[0], row[1].topic, row[1].span))
    for component, one in told:
        words = " ".join(one.raw.split())
        shown = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
        topic = declared.title(one.topic)
        yield f"{names.get(component) or component}: {topic}: {shown} ({one.span})"
