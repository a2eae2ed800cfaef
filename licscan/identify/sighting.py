"""What is known of a text before it becomes a claim."""

from __future__ import annotations

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


def exact(answer: Answer) -> Sighting:
    """Return what it means that a whole text is this rule: only a license text is evidence."""
    if answer.kind == "text":
        return Sighting(answer.expression, Basis.TEXT, Match.EXACT)
    if answer.kind == "tag":
        return Sighting(answer.expression, Basis.TAGGED, Match.TAG)
    return Sighting(answer.expression, Basis.REFERENCE, Match.REFERENCE)
