"""What the records of a dataset say of their own licenses: one more kind of fact."""

from __future__ import annotations

from typing import NamedTuple

from licscan.model import Component, ComponentId, Edge, Fact, Gap, Resolution, Span

PART = "#records-"
"""Stands in the id of a part of a dataset before its license."""
UNSTATED = "unstated"


class Count(NamedTuple):
    """How many records say the same of their license."""

    raw: tuple[str, ...]
    """The words; several where a record lists several, none where it names no license."""
    records: int
    link: str = ""
    """An address beside them."""


class RecordLicenses(NamedTuple):
    """What the records of one file say, in one column or key."""

    span: Span
    column: str
    counts: tuple[Count, ...]
    looked_at: int
    """Records; no more than a bounded part of a file is read."""
    extractor: str
    whole: bool = False
    """True where that is every record of the file."""


AnyFact = Fact | RecordLicenses
"""What an extractor may say of a file."""


class Parts(NamedTuple):
    """The parts of the datasets of a tree, by the licenses of their records."""

    components: dict[ComponentId, Component]
    resolutions: dict[ComponentId, Resolution]
    edges: tuple[Edge, ...]
    gaps: tuple[Gap, ...] = ()
    """Columns named like a license whose words were not taken for licenses."""


def called(identifier: str) -> str:
    """Return what a person calls a part, by its id; empty for every other component."""
    _, mark, word = identifier.partition(PART)
    if word == UNSTATED:
        return "the part without a stated license"
    return f"the part under {word}" if mark else ""
