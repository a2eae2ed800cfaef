"""The offline catalog: well-known models and datasets, and what is known of their licenses.

Exact names first (aliases are rows), then families by pattern; an exact row that knows nothing is
knowledge too. No pattern stands for an owner. Rows and their sources: `rules/catalog/README.md`.
Nothing is parsed ahead: rows are found by bisection in the sorted files.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from licscan.model import NOASSERTION, Kind, Relation
from licscan.rules_root import rules_root
from licscan.upstream import company
from licscan.upstream.addresses import Site, read_address

_FILES = {Kind.MODEL: "models", Kind.DATASET: "datasets"}
_RELATIONS = frozenset(Relation)
_SIZE = "{1}"
_FREE_NAMES = "dpi:"
"""Begins names that an annotation gives to data without a repository; they may hold anything."""


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
    """`annotated`, `documented`, `declared` or `memory`."""
    alias_of: str = ""
    """The name that the same repository has today."""
    generators: tuple[str, ...] = ()
    """Whose models wrote (part of) it: terms of their vendors bind whoever accepted them."""
    gated: bool = False
    """Terms have to be accepted before a download."""
    informal: bool = False
    """Not the name of a repository (`coco`, `dpi:BFD`)."""
    note: str = ""
    family: bool = False
    """Found by a pattern."""

    @property
    def known(self) -> bool:
        """Whether the row says anything about a license."""
        return self.license != NOASSERTION

    @property
    def hub(self) -> bool:
        """Whether the row is about a repository of the Hub."""
        return not self.informal

    @property
    def dissent(self) -> str:
        """Say where its page and the people who read its source differ; else nothing."""
        silent = self.confidence == "annotated" and not self.known
        if not self.declared or not (silent or "declared-vs-annotated" in self.note):
            return ""
        found = self.license if self.known else "no license"
        return f"the hosting site says {', '.join(self.declared)}, annotators found {found}"

    @property
    def words(self) -> str:
        """Say where the license is known from, and how sure that is."""
        told = [f"catalog, {self.confidence}, as of {self.as_of}"]
        if self.family:
            told.append(f"by family {self.id}")
        if self.dissent:
            told.append(self.dissent)
        return "; ".join(told)


def look_up(name: str, kind: Kind | None = None) -> Entry | None:
    """Return what the catalog holds of a name, an address or a package URL; None for nothing.

    Names are compared without case (the Hub does so too) and without revision. Only models and
    datasets are held; None as `kind` asks for either, models first.
    """
    name, kind = _asked(name, kind)
    kinds = tuple(_FILES) if kind is None else (kind,)
    for one in kinds:
        found = _find(one, name) if one in _FILES else None
        if found is not None:
            return found
    return None


def same_on_hub(name: str, kind: Kind) -> str:
    """Return the Hub name of a repository of ModelScope, where that is known; else nothing."""
    entry = _exact(kind, name) or _family(kind, name) if kind in _FILES else None
    return name if entry else _renamed(kind, name)


def _asked(name: str, kind: Kind | None) -> tuple[str, Kind | None]:
    """Return the name without site and revision, and the kind that an address states."""
    name = name.strip()
    if name.startswith(_FREE_NAMES):
        return name, kind
    address = read_address(name)
    if address is not None:
        foreign = address.site not in (Site.HUB, Site.MODELSCOPE)
        return ("" if foreign else address.name), address.kind or kind
    return name.partition("@")[0], kind


def family(name: str, kind: Kind) -> Entry | None:
    """Return what the families alone say of a name; for checking them against exact rows."""
    return _family(kind, name)


def _find(kind: Kind, name: str) -> Entry | None:
    found = _exact(kind, name) or _family(kind, name)
    if found is None:
        renamed = _renamed(kind, name)
        found = (_exact(kind, renamed) or _family(kind, renamed)) if renamed else None
    return found


def _exact(kind: Kind, name: str) -> Entry | None:
    wanted = _key(name)
    if not wanted:
        return None
    line = company.row(_FILES[kind], wanted) or next(_from(_table(_FILES[kind]), wanted), b"")
    return _entry(line, kind) if _key_of(line) == wanted else None


def _family(kind: Kind, name: str) -> Entry | None:
    """Return the row whose pattern has the most letters of those that match."""
    line = _fitting(f"{_FILES[kind]}-families", name)
    if not line:
        return None
    entry = _entry(line, kind, family=True)
    return entry._replace(parents=tuple(_sized(entry, name))) if entry.parents else entry


def _sized(entry: Entry, name: str) -> Iterator[tuple[Relation, str]]:
    """Put the size of a member into the names of its family's parents (`Llama-2-{1}-hf`).

    The size is what the first `*` stands for; where that is more than a size, no parent is named.
    """
    size = name[entry.id.index("*") :]
    behind = entry.id.partition("*")[2].partition("*")[0]
    size = size[: size.lower().find(behind.lower())] if behind else size
    plain = size.replace(".", "").isalnum()
    for relation, parent in entry.parents:
        if _SIZE not in parent:
            yield relation, parent
        elif plain:
            yield relation, parent.replace(_SIZE, size)


def _renamed(kind: Kind, name: str) -> str:
    """Return the Hub name of what another site keeps under another owner."""
    line = _fitting("renames", name) if kind is Kind.MODEL else b""
    owner = line.rstrip(b"\r\n").split(b"\t")[1].decode() if line else ""
    return f"{owner}/{name.partition('/')[2]}" if owner else ""


def _fitting(table: str, name: str) -> bytes:
    owner, slash, rest = _key(name).partition(b"/")
    if not slash:
        return b""
    prefix = owner + slash
    best, most = b"", 0
    for line in _from(_table(table), prefix):
        glob = _key_of(line)
        if not glob.startswith(prefix):
            break
        letters = len(glob) - glob.count(b"*")
        if letters > most and _fits(glob[len(prefix) :], rest):
            best, most = line, letters
    return best


def _fits(glob: bytes, text: bytes) -> bool:
    """Match a pattern whose `*` stands for any letters but `/`, of which a name has no more."""
    first, *middle, last = glob.split(b"*") if b"*" in glob else (glob, glob)
    if b"*" not in glob:
        return glob == text
    if len(text) < len(first) + len(last) or not text.startswith(first) or b"/" in text:
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return text.endswith(last)


def _from(table: mmap.mmap, wanted: bytes) -> Iterator[bytes]:
    """Yield the lines from the first whose key is not below the wanted one."""
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.find(b"\n", start) + 1 or len(table)
        if _key_of(table[start:end]) < wanted:
            low = end
        else:
            high = start
    while low < len(table):
        end = table.find(b"\n", low) + 1 or len(table)
        yield table[low:end]
        low = end


def _key(name: str) -> bytes:
    return name.encode("utf-8", "replace").lower()


def _key_of(line: bytes) -> bytes:
    return line.partition(b"\t")[0].lower()


@lru_cache(maxsize=8)
def _table(name: str) -> mmap.mmap:
    with (_folder() / f"{name}.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _folder() -> Path:
    return rules_root() / "catalog"


def _entry(line: bytes, kind: Kind, *, family: bool = False) -> Entry:
    fields = line.decode().rstrip("\r\n").split("\t")
    id_, license, declared, parents, as_of, source, confidence, alias, generators, marks, note = (
        fields
    )
    return Entry(
        id=id_,
        kind=kind,
        license=license,
        declared=_listed(declared),
        parents=tuple(_parents(parents)),
        as_of=as_of,
        source=source,
        confidence=confidence,
        alias_of=alias,
        generators=_listed(generators),
        gated="gated" in marks,
        informal="informal" in marks,
        note=note,
        family=family,
    )


def _listed(field: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in field.split(";") if word.strip())


def _parents(field: str) -> Iterator[tuple[Relation, str]]:
    for part in _listed(field):
        relation, _, parent = part.partition(":")
        if relation in _RELATIONS and parent:
            yield Relation(relation), parent
