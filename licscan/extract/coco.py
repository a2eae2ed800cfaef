"""Licenses of single pictures in annotations in the form of COCO.

Source: https://cocodataset.org/#format-data: `licenses` is a table, and each image has the id of a
row in `license`. The same form has LVIS, iNaturalist, Open Images conversions and many exports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import json_stream
from licscan.extract.record_columns import MOST_RECORDS, WHOLE, is_aside
from licscan.model import (
    ComponentClaim,
    Gap,
    Kind,
    Span,
)
from licscan.record_licenses import AnyFact, Count, RecordLicenses
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "coco"
READS = "The table of licenses in COCO annotations, and how many images refer to each."
IGNORES = "Annotations and categories; images beyond the first 4 MB; where pictures are kept."

_TABLE = b'"licenses"'
_STEP = 4_000_000
_FURTHEST = 64_000_000
"""Bytes in which the table is looked for; older files of COCO have it after the images."""


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield the licenses of the table, each with the images looked at that refer to it."""
    if is_aside(document.path):
        return
    text = document.head(WHOLE).decode("utf-8", "replace")
    if json_stream.opening(text) != "{" or '"images"' not in text:
        return
    table: list[object] | None = None
    ids: Counter[str] = Counter()
    place, is_coco = 0, False
    for key, at in json_stream.members(text):
        if key == "licenses":
            table, place = [item for item, _ in json_stream.items(text, at)], at
        elif key == "images":
            is_coco = text[at] == "["
            ids = _ids(text, at)
    if not is_coco or (table is None and not any(ids.keys() - {""})):
        return
    if table is None:
        table = _elsewhere(document)
    if table is None:
        yield Gap(
            Span(document.path, 1, 1, "/images"),
            "Images have a license by number, and the table of licenses was not found.",
            limit=document.size > _FURTHEST,
        )
        return
    rows = {str(row.get("id")): row for row in table if isinstance(row, dict) and _word(row)}
    if rows:
        span = Span(document.path, text.count("\n", 0, place) + 1, 1, "/licenses")
        yield ComponentClaim(span, Kind.DATASET, NAME, strong=False)
        whole = document.size <= WHOLE and ids.total() < MOST_RECORDS
        looked_at = ids.total()
        counts = tuple(_counts(rows, ids, whole))
        yield RecordLicenses(span, "license", counts, looked_at, NAME, whole)


def _ids(text: str, at: int) -> Counter[str]:
    """Count the license ids of the images that begin at *at*; empty for an image without."""
    ids: Counter[str] = Counter()
    for item, _ in json_stream.items(text, at):
        if ids.total() >= MOST_RECORDS:
            break
        found = item.get("license") if isinstance(item, dict) else None
        ids[str(found) if isinstance(found, int | str) else ""] += 1
    return ids


def _counts(
    rows: dict[str, dict[object, object]], ids: Counter[str], whole: bool
) -> Iterator[Count]:
    """Yield the images of each row; of a row without, only where others may still refer to it."""
    only_listed = not (whole and rows.keys() & ids.keys())
    for number, row in rows.items():
        link, images = row.get("url"), ids.pop(number, 0)
        if images or only_listed:
            yield Count((_word(row),), images, link if isinstance(link, str) else "")
    if ids.total():
        yield Count((), ids.total())


def _word(row: dict[object, object]) -> str:
    """Return the name of a license, or its address; an export without licenses has empty ones."""
    found = (row.get(key) for key in ("name", "url"))
    return next((word.strip() for word in found if isinstance(word, str) and word.strip()), "")


def _elsewhere(document: Document) -> list[object] | None:
    """Return the table of licenses from further on, or from the end of the file."""
    starts = [*range(0, min(document.size, _FURTHEST), _STEP), max(0, document.size - _STEP)]
    for start in starts:
        try:
            part = document.read_at(start, _STEP + len(_TABLE))
            at = part.find(_TABLE)
            text = document.read_at(start + at, _STEP).decode("utf-8", "replace") if at >= 0 else ""
        except Unreadable:  # of a file in git, no more than its beginning is read
            return None
        if text:
            return [item for item, _ in json_stream.items(text, text.find("["))]
    return None
