"""Licenses of single records in JSON lines, and in a JSON array of records.

Source: https://jsonlines.org/; the names of keys stand in `rules/records.toml`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import json_stream
from licscan.extract.record_columns import (
    MOST_RECORDS,
    WHOLE,
    Tally,
    is_aside,
    is_whole,
    mentions,
    parts,
)
from licscan.model import (
    Gap,
    Span,
)
from licscan.record_licenses import AnyFact

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "json-records"
READS = "Keys of records that are named like a license, in JSON lines and arrays, counted."
IGNORES = (
    "What else the records hold; of a large file all but the beginning and seven other places; "
    "JSON that is no list of records."
)


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what the records looked at name."""
    if is_aside(document.path):
        return
    if ".jsonl" in document.path.lower() or ".ndjson" in document.path.lower():
        yield from _lines(document)
    elif document.head(1) in (b"[", b"\xef", b" ", b"\n"):
        yield from _array(document)


def _lines(document: Document) -> Iterator[AnyFact]:
    tally, broken, line = Tally(), 0, 0
    for part, is_first in parts(document):
        if is_first and not mentions(part):
            return
        for row in part.split(b"\n"):
            line += 1
            if not row.strip() or tally.records >= MOST_RECORDS:
                continue
            try:
                record = json.loads(row)
            except (ValueError, RecursionError):
                broken += 1
                continue
            if isinstance(record, dict):
                tally.add(record, line if is_first else 1)
    whole = is_whole(document) and tally.records < MOST_RECORDS
    found = list(tally.facts(document.path, whole, NAME))
    yield from found
    if broken and found:
        problem = f"{broken:,} lines are not JSON; the licenses of their records are not known."
        yield Gap(Span(document.path), problem)


def _array(document: Document) -> Iterator[AnyFact]:
    data = document.head(WHOLE)
    text = data.decode("utf-8", "replace")
    if json_stream.opening(text) != "[" or not mentions(data):
        return
    tally, line, seen = Tally(), 1, 0
    for number, (item, at) in enumerate(json_stream.items(text, text.index("["))):
        line += text.count("\n", seen, at)
        seen = at
        if isinstance(item, dict):
            tally.add(item, line, f"/{number}")
        if tally.records >= MOST_RECORDS:
            break
    whole = document.size <= WHOLE and tally.records < MOST_RECORDS
    yield from tally.facts(document.path, whole, NAME)
