"""The offline catalog: well-known models and datasets, and what is known of their licenses.

Exact names first (aliases are rows), then families by pattern; an exact row that knows nothing is
knowledge too. No pattern stands for an owner. Rows and their sources: `rules/catalog/README.md`.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from licscan.model import NOASSERTION, Kind, Relation
from licscan.rules_root import rules_root

_FILES = {Kind.MODEL: "models", Kind.DATASET: "datasets"}
_RELATIONS = frozenset(Relation)


class Entry(NamedTuple):
    """One row of the catalog."""

    id: str
    kind: Kind
    license: str
    """The best assessed expression, or NOASSERTION."""
    declared: tuple[str, ...]
    """The words its page declares."""
    parents: tuple[tuple[Relation, str], ...]
    as_of: str
    source: str
    confidence: str
    """`annotated`, `documented`, `declared` or `unverified`."""
    note: str
    family: bool = False
    """Found by a pattern."""

    @property
    def known(self) -> bool:
        """Whether the row says anything about a license."""
        return self.license != NOASSERTION

    @property
    def words(self) -> str:
        """Say where the license is known from, and how sure that is."""
        told = [f"catalog, {self.confidence}, as of {self.as_of}"]
        if self.family:
            told.append(f"by family {self.id}")
        if self.declared and "declared-vs-annotated" in self.note:
            told.append(f"the hosting site says {', '.join(self.declared)}, annotators differ")
        return "; ".join(told)


def look_up(name: str, kind: Kind | None = None) -> Entry | None:
    """Return what the catalog holds of `org/name` or an old bare name; None where it is no row.

    Names are compared without case (the Hub does so too).
    """
    kinds = (kind,) if kind in _FILES else tuple(_FILES)
    for one in kinds:
        assert one is not None
        found = _exact(one, name.lower()) or _family(one, name.lower())
        if found:
            return found
    return None


def _exact(kind: Kind, name: str) -> Entry | None:
    table = _table(_FILES[kind])
    wanted = name.encode()
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start)
        line = table[start : end if end >= 0 else len(table)]
        key = line.partition(b"\t")[0].lower()
        if key == wanted:
            return _entry(line.decode(), kind)
        if key < wanted:
            low = start + len(line) + 1
        else:
            high = start
    return None


def _family(kind: Kind, name: str) -> Entry | None:
    """Return the row whose pattern has the most letters of those that match."""
    owner = name.partition("/")[0]
    rows = _families(_FILES[kind]).get(owner, ())
    return next(
        (_entry(line, kind, family=True) for fits, line in rows if fits.fullmatch(name)), None
    )


@lru_cache(maxsize=4)
def _families(name: str) -> dict[str, tuple[tuple[re.Pattern[str], str], ...]]:
    owners: dict[str, list[tuple[int, re.Pattern[str], str]]] = {}
    for line in _lines(f"{name}-families"):
        glob = line.partition("\t")[0].lower()
        literal = len(glob.replace("*", ""))
        pattern = re.compile("[^/]*".join(re.escape(part) for part in glob.split("*")))
        owners.setdefault(glob.partition("/")[0], []).append((literal, pattern, line))
    return {
        owner: tuple((p, line) for _, p, line in sorted(rows, key=lambda row: (-row[0], row[2])))
        for owner, rows in owners.items()
    }


def _lines(name: str) -> Iterator[str]:
    yield from _path(name).read_text(encoding="utf-8").splitlines()


def _path(name: str) -> Path:
    return rules_root() / "catalog" / f"{name}.tsv"


@lru_cache(maxsize=4)
def _table(name: str) -> mmap.mmap:
    with _path(name).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _entry(line: str, kind: Kind, *, family: bool = False) -> Entry:
    id_, license, declared, base, as_of, source, confidence, note = line.rstrip("\n").split("\t")
    return Entry(
        id=id_,
        kind=kind,
        license=license,
        declared=tuple(word.strip() for word in declared.split(";") if word.strip()),
        parents=tuple(_parents(base)),
        as_of=as_of,
        source=source,
        confidence=confidence,
        note=note,
        family=family,
    )


def _parents(base: str) -> Iterator[tuple[Relation, str]]:
    for part in base.split(";"):
        relation, _, parent = part.strip().partition(":")
        if relation in _RELATIONS and parent:
            yield Relation(relation), parent.strip()
