"""What all bills of materials have: packages with licenses, one of which is the subject.

The license of the subject is a license of the folder; that of any other package stands for that
package alone. NOASSERTION says that nothing is said, so it is no claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    Span,
)

_SILENT = frozenset({"", "NOASSERTION"})
_DATA = "pkg:huggingface/datasets/"
_MODELS = ("pkg:huggingface/", "pkg:mlflow/")


class Statement(NamedTuple):
    """One license of a package as written."""

    place: Span
    raw: str
    concluded: bool = False
    """True where the writer of the document concluded it, false where the package declares it."""
    name: str = ""
    link: str = ""


class Package(NamedTuple):
    """One package of a bill of materials."""

    place: Span
    name: str
    """A package URL where there is one, else an address or the name."""
    title: str
    kind: Kind
    statements: tuple[Statement, ...] = ()


def kind_of(name: str, fallback: Kind = Kind.CODE) -> Kind:
    """Return what a package URL says of its kind."""
    if name.startswith(_DATA):
        return Kind.DATASET
    return Kind.MODEL if name.startswith(_MODELS) else fallback


def subject_facts(package: Package, extractor: str) -> Iterator[Fact]:
    """Yield the component that a document is about, with its licenses."""
    yield ComponentClaim(package.place, package.kind, extractor, name=package.title, strong=False)
    yield from license_facts(package, extractor, scope="")


def license_facts(package: Package, extractor: str, scope: str) -> Iterator[LicenseClaim]:
    """Yield the licenses of one package; a conclusion that only repeats is left out."""
    for concluded in (False, True):
        found = [
            row
            for row in package.statements
            if row.concluded is concluded and row.raw not in _SILENT
        ]
        said = {row.raw for row in package.statements if concluded and not row.concluded}
        for row in found:
            if row.raw not in said:
                yield LicenseClaim(
                    row.place,
                    row.raw,
                    Basis.DECLARED,
                    extractor,
                    applies_to=package.kind if not scope else None,
                    group=f"{package.place.pointer}/{concluded}" if len(found) > 1 else "",
                    name=row.name,
                    link=row.link,
                    note="concluded by the writer of the document" if concluded else "",
                    scope=scope,
                )


def package_facts(packages: Iterable[Package], extractor: str) -> Iterator[LicenseClaim]:
    """Yield the licenses of packages that are not the subject, each for itself."""
    for package in packages:
        yield from license_facts(package, extractor, scope=package.name or package.place.pointer)


def parent(place: Span, package: Package, relation: Relation | None, extractor: str) -> ParentClaim:
    """Return the claim that the subject was made from a package; its stated license goes along."""
    stated = sorted({row.raw for row in package.statements if row.raw not in _SILENT})
    note = f"its license, as the document states it: {', '.join(stated)}" if stated else ""
    return ParentClaim(
        place, package.name, Source.MANIFEST, extractor, package.kind, relation, note=note
    )
