"""Licenses of single records in Parquet files: a column named like a license.

Source: https://parquet.apache.org/docs/file-format/. Which columns there are is read here; what
stands in one needs the library pyarrow (the extra `parquet`), and is a gap without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parquet_footer import Footer, footer
from licscan.extract.record_columns import Tally, is_aside, is_stated, is_wanted, lists_packages
from licscan.model import (
    Gap,
    Span,
)
from licscan.record_licenses import AnyFact

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "parquet"
READS = (
    "Columns of Parquet files that are named like a license, counted (with the extra `parquet`)."
)
IGNORES = "Other columns; all but 5,000 records of each of four row groups."


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what the records looked at name."""
    if is_aside(document.path):
        return
    found = footer(document)
    columns = [name for name in found.columns if is_wanted(name)] if found else []
    if not found or not columns or lists_packages(found.columns):
        return
    from licscan.extract import parquet_rows

    if not parquet_rows.is_possible():
        if any(map(is_stated, columns)):
            yield _unexamined(document, columns, found)
        return
    rows = parquet_rows.rows(document, columns)
    if not rows.records and found.records:
        place = Span(document.path, 1, 1, f"/{columns[0]}")
        yield Gap(place, f"The column {columns[0]!r} was not read: {rows.problem}", rows.is_large)
    tally = Tally()
    for record in rows.records:
        tally.add(record, 1)
    yield from tally.facts(document.path, tally.records == found.records, NAME)


def _unexamined(document: Document, columns: list[str], found: Footer) -> Gap:
    return Gap(
        Span(document.path, 1, 1, f"/{columns[0]}"),
        f"The column {columns[0]!r} of {found.records:,} records was not looked at: that needs "
        "pyarrow (pip install 'licscan[parquet]').",
    )
