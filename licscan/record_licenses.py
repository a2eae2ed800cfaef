"""What the records of a dataset say of their own licenses: one more kind of fact."""

from __future__ import annotations

from typing import NamedTuple

from licscan.model import Fact, Span


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
