"""What all bills of materials have: packages with licenses, one of which is the subject.

The license of the subject is a license of the folder; that of any other package stands for that
package alone. NOASSERTION says that nothing is said, so it is no claim.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from licscan.model import (
    Basis,
    ComponentClaim,
    Defined,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    Span,
    UpstreamClaim,
)

_SILENT = frozenset({"", "NOASSERTION"})
_ABSENT = frozenset({*_SILENT, "NONE"})
"""NONE of what was found in files says that nothing was found, not that nothing is granted."""
_DATA = "pkg:huggingface/datasets/"
_MODELS = ("pkg:huggingface/", "pkg:mlflow/")


class Statement(NamedTuple):
    """One license of a package as written."""

    place: Span
    raw: str
    concluded: bool = False
    """True where the writer of the document concluded it, false where the package declares it."""
    link: str = ""
    defined: tuple[Defined, ...] = ()
    """Texts that the document has for names in `raw`."""
    found: bool = False
    """True where it was only met in files of the package, by whoever looked for licenses."""


class Package(NamedTuple):
    """One package of a bill of materials."""

    place: Span
    name: str
    """A package URL where there is one, else an address or the name."""
    title: str
    kind: Kind
    statements: tuple[Statement, ...] = ()


class InFile(NamedTuple):
    """What is said of the license of one file."""

    file: str
    statement: Statement


def kind_of(name: str, fallback: Kind = Kind.CODE) -> Kind:
    """Return what a package URL says of its kind."""
    if name.startswith(_DATA):
        return Kind.DATASET
    return Kind.MODEL if name.startswith(_MODELS) else fallback


def subject_facts(package: Package, extractor: str) -> Iterator[Fact]:
    """Yield the component that a document is about, with its licenses."""
    yield ComponentClaim(package.place, package.kind, extractor, name=package.title, strong=False)
    for claim in license_facts(package, extractor):
        yield claim._replace(applies_to=package.kind)


def license_facts(package: Package, extractor: str, scope: str = "") -> Iterator[LicenseClaim]:
    """Yield the licenses of one package; a conclusion that only repeats is left out."""
    stated = [row for row in package.statements if not row.found and row.raw not in _SILENT]
    declared = {row.raw for row in stated if not row.concluded}
    for concluded in (False, True):
        rows = [row for row in stated if row.concluded is concluded]
        for row in rows:
            if not concluded or row.raw not in declared:
                claim = _claim(row, extractor, scope)
                group = f"{package.place.pointer}/{concluded}" if len(rows) > 1 else ""
                yield claim._replace(group=group)
    words = {word.strip("()") for row in stated for word in row.raw.split()} | declared
    for row in package.statements:
        if row.found and row.raw not in _ABSENT and row.raw not in words:
            yield _claim(row, extractor, scope or package.name or package.place.pointer)


def _claim(row: Statement, extractor: str, scope: str) -> LicenseClaim:
    note = "concluded by the writer of the document" if row.concluded else ""
    note = "found in files, not declared" if row.found else note
    return LicenseClaim(
        row.place,
        row.raw,
        Basis.REFERENCE if row.found else Basis.DECLARED,
        extractor,
        link=row.link,
        note="; ".join(part for part in (f"of {scope}" if scope else "", note) if part),
        scope=scope,
        defined=row.defined,
    )


def other_facts(
    packages: Iterable[Package], parents: Container[str], extractor: str
) -> Iterator[Fact]:
    """Yield the licenses of packages that are not the subject, each for itself.

    Those of models, data and `parents` are stated of them by whatever name the tree leads to them.
    """
    for package in packages:
        if package.name and (package.kind is not Kind.CODE or package.name in parents):
            for claim in license_facts(package, extractor):
                yield UpstreamClaim(package.name, package.kind, claim)
        if not package.name or package.name not in parents:
            scope = package.name or package.place.pointer
            yield from license_facts(package, extractor, scope)


def file_facts(
    files: Iterable[InFile], said: Iterable[Statement], extractor: str
) -> Iterator[LicenseClaim]:
    """Yield each license of files that none of `said` names, at the first file that has it."""
    known = {*_ABSENT, *(row.raw for row in said)}
    apart: dict[str, list[InFile]] = {}
    for one in files:
        if one.file and one.statement.raw not in known:
            apart.setdefault(one.statement.raw, []).append(one)
    for same in apart.values():
        claim = _claim(same[0].statement, extractor, same[0].file.removeprefix("./"))
        more = f"and of {len(same) - 1} more files" if len(same) > 1 else ""
        yield claim._replace(note="; ".join(filter(None, (claim.note, more))))


def parent(place: Span, package: Package, relation: Relation | None, extractor: str) -> ParentClaim:
    """Return the claim that a component was made from a package."""
    return ParentClaim(place, package.name, Source.MANIFEST, extractor, package.kind, relation)
