"""Columns and keys by which the records of a dataset name their licenses, and counts of them.

The names are data: `rules/records.toml`. No more than a bounded part of a file is ever read.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from licscan.model import (
    Span,
)
from licscan.record_licenses import Count, RecordLicenses
from licscan.rules_root import rules_root
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

WHOLE = 4_000_000
"""Bytes; of a larger file the beginning and seven other places are read, together no more."""
MOST_RECORDS = 50_000

_PARTS = 8
_PART = WHOLE // _PARTS
_MOST_WORDS = 2_000
_LONGEST = 300
_GZIP = b"\x1f\x8b"

Words = tuple[tuple[str, ...], str]
"""The words of a record, and an address beside them."""


class Tally:
    """Counts what stands in the wanted columns, record after record."""

    def __init__(self) -> None:
        self.records = 0
        self._counts: dict[str, Counter[Words]] = {}
        self._places: dict[str, tuple[int, int, str]] = {}

    def add(self, record: Mapping[str, object], line: int, pointer: str = "") -> None:
        """Count one record, which stands on *line*."""
        self.records += 1
        for column, keys, value in _wanted(record):
            self._places.setdefault(column, (line, 1, pointer + keys))
            counts = self._counts.setdefault(column, Counter())
            words = _words(value)
            if words is not None and (words in counts or len(counts) < _MOST_WORDS):
                counts[words] += 1
            elif words is not None:
                counts[("other values",), ""] += 1

    def facts(self, path: str, whole: bool, extractor: str) -> Iterator[RecordLicenses]:
        """Yield what each column says that holds a word; the other records name no license."""
        for column, counts in self._counts.items():
            said = [row for row in counts.most_common() if row[0][0]]
            rows = [Count(words, count, link) for (words, link), count in said]
            silent = self.records - sum(row.records for row in rows)
            if rows:
                unnamed = [Count((), silent)] if silent else []
                span = Span(path, *self._places[column])
                told = (*rows, *unnamed)
                yield RecordLicenses(span, column, told, self.records, extractor, whole)


def mentions(data: bytes) -> bool:
    """Tell whether the name of a wanted column stands anywhere in the bytes."""
    lowered = data.lower()
    return any(name.encode() in lowered for name in _names())


def is_wanted(column: str) -> bool:
    """Tell whether a column of this name may hold licenses."""
    return column.strip().lower() in _names()


def is_stated(column: str) -> bool:
    """Tell whether a word in a column of this name is a license even where nobody knows it."""
    return column.rpartition(".")[2].strip().lower() in _tables()["stated"]


def looks_like_license(word: str) -> bool:
    """Tell whether an unknown word has a piece in it that words for licenses have."""
    lowered = word.lower()
    return any(piece in lowered for piece in _tables()["like"])


def rank(column: str) -> int:
    """Return the place of a column among the wanted ones, the best first."""
    return list(_names()).index(column.rpartition(".")[2].strip().lower())


def is_aside(path: str) -> bool:
    """Tell whether a file lies in a folder that holds no records of a dataset (docs, tests)."""
    return not set(path.lower().split("/")[:-1]).isdisjoint(_tables()["aside"])


def lists_packages(columns: Iterable[str]) -> bool:
    """Tell whether a table with these columns is about software packages."""
    return not {c.strip().lower() for c in columns}.isdisjoint(_tables()["package"])


def promised(span: Span, column: str, extractor: str) -> Iterator[RecordLicenses]:
    """Yield a column of licenses that a description of the data names, without its words."""
    if is_stated(column):
        yield RecordLicenses(span, column, (), 0, extractor)


def parts(document: Document) -> Iterator[tuple[bytes, bool]]:
    """Yield parts of whole lines, and whether each is the beginning; packed files from there on."""
    head = document.head(WHOLE if document.size <= WHOLE else _PART)
    if head.startswith(_GZIP):
        import zlib

        try:
            head = zlib.decompressobj(wbits=31).decompress(head, WHOLE)
        except zlib.error:
            return
        yield head.rpartition(b"\n")[0] or head, True
    elif document.size <= WHOLE:
        yield head, True
    else:
        yield head.rpartition(b"\n")[0], True
        for number in range(1, _PARTS):
            try:
                part = document.read_at(number * (document.size // _PARTS), _PART)
            except Unreadable:  # of a file in git, no more than its beginning is read
                return
            yield part.partition(b"\n")[2].rpartition(b"\n")[0], False


def is_whole(document: Document) -> bool:
    """Tell whether `parts` yields all there is."""
    return document.size <= WHOLE and document.head(2) != _GZIP


def _wanted(record: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Yield name, pointer and value of the wanted keys of a record."""
    for key, value in record.items():
        name = str(key).strip().lower()
        if name in _names():
            yield str(key), f"/{key}", value
        elif isinstance(value, dict) and name in _tables()["within"]:
            for inner, held in value.items():
                if str(inner).strip().lower() in _names():
                    yield f"{key}.{inner}", f"/{key}/{inner}", held


def _words(value: object) -> Words | None:
    """Return the words of a value; none of them where it is empty, None where it is no word."""
    if isinstance(value, str):
        word = " ".join(value[:_LONGEST].split())
        return ((), "") if word.lower() in _tables()["absent"] else ((word,), "")
    if isinstance(value, dict):
        name, link = (value.get(k) for k in ("name", "url"))
        words = [word for word in (name, link) if isinstance(word, str) and word.strip()]
        return ((words[0].strip(),) if words else (), link if isinstance(link, str) else "")
    if isinstance(value, list):
        found = [_words(item) for item in value if isinstance(item, str | dict)]
        flat = {word for one in found if one for word in one[0]}
        return tuple(sorted(flat)), ""
    return ((), "") if value is None else None


def _names() -> tuple[str, ...]:
    return (*_tables()["stated"], *_tables()["hinted"])


@functools.cache
def _tables() -> dict[str, Any]:
    import tomllib

    return tomllib.loads((rules_root() / "records.toml").read_text(encoding="utf-8"))
