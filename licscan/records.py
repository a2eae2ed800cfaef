"""A dataset whose records name licenses of their own is a collection; each license is a part.

The judgement holds the label of the dataset against its parts (JUDGEMENT section 7). How many of
the records looked at are under one is told; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from licscan.components import Holding
from licscan.extract.record_columns import is_stated, looks_like_license, rank
from licscan.identify.words import resolve_word
from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Edge,
    Expression,
    Gap,
    Kind,
    LicenseClaim,
    Relation,
)
from licscan.record_licenses import PART, UNSTATED, Count, Parts, RecordLicenses
from licscan.resolve import resolve

_MOST_UNKNOWN = 20
"""Words that name no known license and are a part each; the rest is one."""
_FEWEST_KNOWN = 0.1
"""Share of the records with a word whose word names a license, which makes a column one of them."""
_LONGEST_WORD = 120
_LONGEST_ID = 48
_NO_ID = re.compile(r"[^\w.+-]+")
_NO_WORD = re.compile(r"[-+.\d]+|true|false|yes|no", re.IGNORECASE)


class _Row(NamedTuple):
    """One count of one column, and what its words may mean."""

    said: Count
    meaning: tuple[Expression, ...]
    column: RecordLicenses

    @property
    def weight(self) -> int:
        """How many records; a license that is only listed counts as one."""
        return self.said.records or 1


def by_record(holdings: Mapping[ComponentId, Holding]) -> Parts:
    """Return a part for each license that records of a dataset name; none for other components."""
    parts = Parts({}, {}, ())
    for home, holding in holdings.items():
        if holding.component.kind is Kind.DATASET and holding.records:
            parts = _of_dataset(parts, home, holding.records)
    return parts


def _of_dataset(parts: Parts, home: ComponentId, found: Sequence[RecordLicenses]) -> Parts:
    columns = list(_columns(found))
    read = {rows[0].column.span.path for rows in columns}
    parts = parts._replace(gaps=(*parts.gaps, *_not_taken(found, read)))
    looked_at = sum(rows[0].column.looked_at for rows in columns)
    for label, rows in _grouped(row for column in columns for row in column):
        name = _name(home, label, parts.components)
        span = rows[0].column.span
        counted = sum(row.said.records for row in rows)
        told = f"{counted:,} of {looked_at:,} records looked at"
        component = Component(name, Kind.DATASET, told, span=span, records=(counted, looked_at))
        parts.components[name] = component
        claims = (claim for row in rows for claim in _claims(row))
        parts.resolutions[name], _ = resolve(component, claims)
        edge = Edge(home, name, Relation.CONTAINS, span)
        parts = parts._replace(edges=(*parts.edges, edge))
    return parts


def _columns(found: Iterable[RecordLicenses]) -> Iterator[list[_Row]]:
    """Yield, of the columns of each file that are of licenses, the one whose words say most."""
    files: dict[str, list[list[_Row]]] = {}
    for column in found:
        rows = [_Row(count, _meaning(count), column) for count in column.counts]
        if _is_of_licenses(rows):
            files.setdefault(column.span.path, []).append(rows)
    for columns in files.values():
        yield max(columns, key=lambda rows: (_certain(rows), -rank(rows[0].column.column)))


def _not_taken(found: Iterable[RecordLicenses], read: Set[str]) -> Iterator[Gap]:
    """Yield the columns, of files without any of licenses, that a person should look at."""
    for column in found:
        if not column.looked_at and not column.counts and not read:
            problem = f"Each record has {column.column!r}; no file of records was looked at."
            yield Gap(column.span, problem)
        rows = [_Row(count, (), column) for count in column.counts if count.raw]
        if column.span.path not in read and _may_be_of_licenses(rows):
            words = ", ".join(repr(word) for row in rows[:3] for word in row.said.raw)
            problem = f"The words of {column.column!r} name no known license: {words}."
            yield Gap(column.span, f"{problem} They were not taken for licenses of records.")


def _certain(rows: Iterable[_Row]) -> int:
    """Return for how many records the words name one license."""
    return sum(row.weight for row in rows if row.said.raw and len(row.meaning) == 1)


def _is_of_licenses(rows: Sequence[_Row]) -> bool:
    """Tell whether the words of a column are licenses, and no plates, numbers or prose."""
    worded = [row for row in rows if row.said.raw]
    records = sum(row.weight for row in worded)
    if not worded or sum(row.weight for row in worded if row.meaning) >= _FEWEST_KNOWN * records:
        return bool(worded)
    return _may_be_of_licenses(worded) and any(
        looks_like_license(word) for row in worded for word in row.said.raw
    )


def _may_be_of_licenses(worded: Sequence[_Row]) -> bool:
    """Tell whether a column named like a license holds few words again and again."""
    words = [word for row in worded for word in row.said.raw]
    plain = all(len(word) <= _LONGEST_WORD and not _NO_WORD.fullmatch(word) for word in words)
    few = len(worded) <= max(3, sum(row.weight for row in worded) // 10)
    return bool(words) and is_stated(worded[0].column.column) and plain and few


def _grouped(rows: Iterable[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """Yield label and rows of each part: one meaning, one unknown word, or (empty) no word."""
    groups: dict[tuple[str, ...], list[_Row]] = {}
    unknown = 0
    for row in sorted(rows, key=lambda row: (-row.said.records, row.said.raw)):
        key: tuple[str, ...] = row.meaning or row.said.raw
        if key not in groups and key and not row.meaning:
            unknown += 1
            key = key if unknown <= _MOST_UNKNOWN else ("other words",)
        groups.setdefault(key, []).append(row)
    for key, held in groups.items():
        yield key[0] if len(key) == 1 else " or ".join(held[0].said.raw), held


def _name(home: ComponentId, label: str, taken: Mapping[ComponentId, Component]) -> ComponentId:
    short = _NO_ID.sub("-", label or UNSTATED)[:_LONGEST_ID].strip("-")
    names = (f"{home}{PART}{short}{end}" for end in ("", *(f"-{n}" for n in range(2, 9999))))
    return next(ComponentId(name) for name in names if name not in taken)


def _claims(row: _Row) -> Iterator[LicenseClaim]:
    """Yield a claim for each word; a record that lists several states neither AND nor OR."""
    column = row.column
    for word in row.said.raw:
        yield LicenseClaim(
            column.span,
            _clearer(word, row.said.link),
            Basis.DECLARED,
            column.extractor,
            applies_to=Kind.DATASET,
            group=column.column if len(row.said.raw) > 1 else "",
            note=f"{row.said.records:,} of {column.looked_at:,} records looked at say {word!r}",
        )


def _meaning(count: Count) -> tuple[Expression, ...]:
    """Return every license that the words of a count may stand for."""
    words = [_clearer(word, count.link) for word in count.raw]
    return tuple(dict.fromkeys(one for word in words for one in _meanings(word)))


def _clearer(word: str, link: str) -> str:
    """Return the address beside a word where it says which license it is and the word does not."""
    return link if link and len(_meanings(word)) != 1 and _meanings(link) else word


def _meanings(word: str) -> tuple[Expression, ...]:
    found = resolve_word(word)
    return (found.expression,) if found.expression else found.members
