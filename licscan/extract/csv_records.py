"""Licenses of single records in tables of text: a column named like a license.

Source: RFC 4180 and its usual variants (tab, semicolon, bar); names of columns stand in
`rules/records.toml`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from licscan.extract.record_columns import (
    MOST_RECORDS,
    Tally,
    is_aside,
    is_wanted,
    is_whole,
    lists_packages,
    parts,
)
from licscan.model import Span
from licscan.record_licenses import AnyFact

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "csv-records"
READS = "Columns of CSV and TSV tables that are named like a license, counted."
IGNORES = (
    "Other columns, tables without a header, lists of software packages; of a large file all but "
    "the beginning and seven other places."
)

_DELIMITERS = ",;\t|"


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what the records looked at name."""
    if is_aside(document.path):
        return
    tally = Tally()
    header: Sequence[str] = ()
    delimiter = ","
    for part, is_first in parts(document):
        text = part.decode("utf-8-sig", "replace")
        if is_first:
            first = text.partition("\n")[0]
            delimiter = max(_DELIMITERS, key=first.count)
            header = next(_rows(first, delimiter), [])
            if lists_packages(header) or not any(map(is_wanted, header)):
                return
            text = text.partition("\n")[2]
        for row in _rows(text, delimiter):
            if len(row) == len(header) and tally.records < MOST_RECORDS:
                tally.add(dict(zip(header, row, strict=True)), 1)
    whole = is_whole(document) and tally.records < MOST_RECORDS
    for fact in tally.facts(document.path, whole, NAME):
        column = list(header).index(fact.column) + 1
        yield fact._replace(span=Span(document.path, 1, 1, f"column {column}"))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the rows; a part of a table may begin or end within a quotation."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return
