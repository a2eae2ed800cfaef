"""What is known of a text before it becomes a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licscan.identify.fingerprints import Answer
from licscan.model import Basis, Match


@dataclass(frozen=True, slots=True)
class Sighting:
    """An expression with its worth; `line` counts from the first line of the text."""

    expression: str
    basis: Basis
    match: Match
    score: float = 100.0
    note: str = ""
    line: int = 0


_GRANT = re.compile(
    r"\b(?:licen[cs]ed|released|distributed|published|provided|available|offered|covered|governed)"
    r"\s+(?:to\s+you\s+)?(?:under|by)\b",
    re.IGNORECASE,
)


def exact(answer: Answer, text: str) -> Sighting:
    """Return what it means that a whole text is this rule."""
    if answer.kind == "text":
        return Sighting(answer.expression, Basis.TEXT, Match.EXACT)
    return named(answer.expression, text)


def named(expression: str, text: str, note: str = "") -> Sighting:
    """Return what it means that a license file only names this license.

    "Licensed under ..." is the licensor's word; a mere name or link is a reference.
    """
    basis = Basis.DECLARED if _GRANT.search(text) else Basis.REFERENCE
    return Sighting(expression, basis, Match.REFERENCE, note=note)
