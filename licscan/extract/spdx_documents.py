"""What an SPDX 2 document in JSON says: licenses of packages, and what the described one is from.

Source: https://spdx.github.io/spdx-spec/v2.3/ (clauses 7.13, 7.15, 10, 11). `dataLicense` is the
license of the document and is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from licscan.extract.bill_of_materials import (
    Package,
    Statement,
    kind_of,
    package_facts,
    parent,
    subject_facts,
)
from licscan.extract.parsed import pointer, rows, text
from licscan.model import Fact, Kind, ParentClaim, Relation

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "spdx_documents"
READS = "Declared and concluded licenses of packages, and their ancestors, in SPDX 2 JSON."
IGNORES = (
    "Licenses of single files, dependencies of software on one another, `dataLicense`; tag-value, "
    "RDF, YAML and XML."
)

_DOCUMENT = "SPDXRef-DOCUMENT"
_FORWARD = frozenset({"DESCENDANT_OF", "GENERATED_FROM"})
_BACKWARD = frozenset({"ANCESTOR_OF", "GENERATES"})
_LICENSES = (("licenseDeclared", False), ("licenseConcluded", True))


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one document states of what it describes and of its other packages."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict) or not text(root, "spdxVersion").startswith("SPDX-2."):
        return
    packages = packages_of(parsed)
    described = [name for name in _described(root) if name in packages]
    for name in described:
        yield from subject_facts(packages[name], NAME)
    yield from _lineage(parsed, root, packages, described)
    yield from package_facts(
        (package for name, package in packages.items() if name not in described), NAME
    )


def packages_of(parsed: Positioned) -> dict[str, Package]:
    """Return the packages of a document by their ids."""
    names = {
        text(row, "licenseId"): text(row, "name")
        for _, row in rows(parsed.value.get("hasExtractedLicensingInfos"))
    }
    found: dict[str, Package] = {}
    for number, row in rows(parsed.value.get("packages")):
        statements = tuple(
            Statement(
                parsed.span(pointer("packages", number, key)),
                text(row, key),
                concluded,
                name=names.get(text(row, key), ""),
            )
            for key, concluded in _LICENSES
            if text(row, key)
        )
        name = _url(row) or text(row, "name")
        place = parsed.span(pointer("packages", number))
        found[text(row, "SPDXID")] = Package(
            place, name, text(row, "name"), kind_of(name), statements
        )
    return found


def _url(row: dict[object, object]) -> str:
    """Return the package URL of a package (annex F.3.5)."""
    references = (
        text(reference, "referenceLocator")
        for _, reference in rows(row.get("externalRefs"))
        if text(reference, "referenceType") == "purl"
    )
    return next(references, "")


def _described(root: dict[object, object]) -> list[str]:
    """Return the ids of what the document describes, by either way of writing it, or its only."""
    listed = root.get("documentDescribes")
    found = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
    for _, source, relation, target in _relations(root):
        if relation == "DESCRIBES" and source == _DOCUMENT:
            found.append(target)
        elif relation == "DESCRIBED_BY" and target == _DOCUMENT:
            found.append(source)
    alone = [text(row, "SPDXID") for _, row in rows(root.get("packages"))]
    return list(dict.fromkeys(found or (alone if len(alone) == 1 else [])))


def _relations(root: dict[object, object]) -> Iterator[tuple[int, str, str, str]]:
    for number, row in rows(root.get("relationships")):
        yield (
            number,
            text(row, "spdxElementId"),
            text(row, "relationshipType"),
            text(row, "relatedSpdxElement"),
        )


def _lineage(
    parsed: Positioned,
    root: dict[object, object],
    packages: Mapping[str, Package],
    described: list[str],
) -> Iterator[ParentClaim]:
    """Yield what a described package descends from; models and data in it are its parts."""
    for number, source, relation, target in _relations(root):
        child, origin = (target, source) if relation in _BACKWARD else (source, target)
        package = packages.get(origin)
        if child not in described or package is None or origin in described or not package.name:
            continue
        place = parsed.span(pointer("relationships", number))
        if relation in _FORWARD | _BACKWARD:
            yield parent(place, package, Relation.DERIVED_FROM, NAME)
        elif relation in ("CONTAINS", "DEPENDS_ON") and package.kind is not Kind.CODE:
            yield parent(place, package, Relation.CONTAINS, NAME)
