"""What an SPDX 3 document says: licenses by relationship, and what a model was trained on.

Source: SPDX 3.0.1, JSON-LD serialization, https://spdx.github.io/spdx-spec/v3.0.1/ (profiles Core,
Licensing, AI, Dataset). Elements refer to one another by `spdxId`; licenses are elements too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.bill_of_materials import (
    Package,
    Statement,
    kind_of,
    package_facts,
    parent,
    subject_facts,
)
from licscan.extract.parsed import pointer, rows, text
from licscan.model import Fact, Kind, ParentClaim, Relation, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "spdx_graphs"
READS = "Licenses of packages, training and test data, and ancestors in SPDX 3 JSON-LD."
IGNORES = (
    "Licenses of single files, dependencies of software on one another, `dataLicense` (it is about "
    "the document), energy and other measurements."
)

_KINDS = {"ai_AIPackage": Kind.MODEL, "dataset_DatasetPackage": Kind.DATASET}
_PACKAGES = frozenset({*_KINDS, "software_Package"})
_HOLDERS = frozenset({"SpdxDocument", "software_Sbom", "Bom", "Bundle"})
_LICENSES = {"hasDeclaredLicense": False, "hasConcludedLicense": True}
_FORWARD = {
    "trainedOn": Relation.TRAINED_ON,
    "pretrainedOn": Relation.TRAINED_ON,
    "finetunedOn": Relation.TRAINED_ON,
    "testedOn": Relation.EVALUATED_ON,
    "evaluatedOn": Relation.EVALUATED_ON,
    "descendantOf": Relation.DERIVED_FROM,
}
_SPECIAL = (("NoAssertionLicense", "NOASSERTION"), ("NoneLicense", "NONE"))


class _Link(NamedTuple):
    place: Span
    source: str
    relation: str
    targets: tuple[str, ...]


class _Graph(NamedTuple):
    elements: dict[str, dict[object, object]]
    links: tuple[_Link, ...]
    packages: dict[str, Package]
    above: dict[str, str]
    """The element that contains another one, by the relation `contains`."""


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one document states of its subject and of its other packages."""
    parsed = document.json()
    if not isinstance(parsed.value, dict) or "spdx.org/rdf/3." not in str(
        parsed.value.get("@context")
    ):
        return
    graph = _read(parsed)
    subjects = _subjects(graph)
    for name in subjects:
        yield from subject_facts(graph.packages[name], NAME)
    yield from _lineage(graph, subjects)
    yield from package_facts(
        (package for name, package in graph.packages.items() if name not in subjects), NAME
    )


def _read(parsed: Positioned) -> _Graph:
    listed = list(rows(parsed.value.get("@graph")))
    nodes: list[tuple[tuple[str | int, ...], dict[object, object]]]
    nodes = [(("@graph", number), row) for number, row in listed] or [((), parsed.value)]
    elements = {_id(row): row for _, row in nodes}
    links = tuple(
        _Link(
            parsed.span(pointer(*keys)),
            text(row, "from"),
            text(row, "relationshipType"),
            tuple(_refs(row.get("to"))),
        )
        for keys, row in nodes
        if text(row, "relationshipType")
    )
    packages = {
        _id(row): _package(parsed.span(pointer(*keys)), row, elements, links)
        for keys, row in nodes
        if text(row, "type") in _PACKAGES
    }
    above = {
        target: link.source
        for link in links
        if link.relation == "contains"
        for target in link.targets
    }
    return _Graph(elements, links, packages, above)


def _id(row: dict[object, object]) -> str:
    return text(row, "spdxId") or text(row, "@id")


def _refs(value: object) -> Iterator[str]:
    """Yield the ids in a value: a text, an element in place, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        found = _id(item) if isinstance(item, dict) else item
        if isinstance(found, str) and found:
            yield found


def _package(
    place: Span,
    row: dict[object, object],
    elements: dict[str, dict[object, object]],
    links: tuple[_Link, ...],
) -> Package:
    identifiers = (
        text(identifier, "identifier")
        for _, identifier in rows(row.get("externalIdentifier"))
        if text(identifier, "externalIdentifierType") == "packageUrl"
    )
    kind = _KINDS.get(text(row, "type"))
    url = text(row, "software_packageUrl") or next(identifiers, "")
    address = text(row, "software_downloadLocation") if kind else ""
    name = url or (address if "://" in address else "") or text(row, "name")
    statements = tuple(
        Statement(link.place, _license(target, elements), _LICENSES[link.relation])
        for link in links
        if link.relation in _LICENSES and link.source == _id(row)
        for target in link.targets
    )
    return Package(place, name, text(row, "name"), kind or kind_of(url), statements)


def _license(name: str, elements: dict[str, dict[object, object]]) -> str:
    """Return the expression of a license element, or the id of a listed license."""
    row = elements.get(name, {})
    expression = text(row, "simplelicensing_licenseExpression")
    if expression:
        return expression
    last = name.rstrip("/").rpartition("/")[2]
    for ending, word in _SPECIAL:
        if last.endswith(ending) or text(row, "type").endswith(ending):
            return word
    return last if name.startswith(("http://spdx.org/", "https://spdx.org/")) else text(row, "name")


def _subjects(graph: _Graph) -> list[str]:
    """Return the packages that the document and its bills of materials are rooted in."""
    roots = [
        target
        for row in graph.elements.values()
        if text(row, "type") in _HOLDERS
        for target in _refs(row.get("rootElement"))
    ]
    found = [name for name in dict.fromkeys(roots) if name in graph.packages]
    return found or (list(graph.packages) if len(graph.packages) == 1 else [])


def _lineage(graph: _Graph, subjects: list[str]) -> Iterator[ParentClaim]:
    """Yield what a subject, or a file in it, was trained on, tested on or descends from.

    Data that is also trained on is not told as data for tests: its splits are no disagreement.
    """
    seen: set[str] = set()
    for place, child, origin, relation in sorted(_steps(graph), key=_is_test):
        holder = _root(graph, origin)
        if holder not in graph.packages or holder in subjects:
            continue
        package = graph.packages[holder]
        if _root(graph, child) in subjects and package.name and package.name not in seen:
            seen.add(package.name)
            yield parent(place, package, relation, NAME)


def _is_test(step: tuple[Span, str, str, Relation]) -> bool:
    return step[3] is Relation.EVALUATED_ON


def _steps(graph: _Graph) -> Iterator[tuple[Span, str, str, Relation]]:
    """Yield place, child, origin and relation of every step of lineage."""
    for link in graph.links:
        for target in link.targets:
            if link.relation == "ancestorOf":
                yield link.place, target, link.source, Relation.DERIVED_FROM
            elif link.relation in _FORWARD:
                yield link.place, link.source, target, _FORWARD[link.relation]


def _chain(graph: _Graph, name: str) -> Iterator[str]:
    """Yield an element and those that contain it, nearest first; a circle ends where it closes."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        yield name
        name = graph.above.get(name, "")


def _root(graph: _Graph, name: str) -> str:
    """Return the package that an element belongs to."""
    return next((one for one in _chain(graph, name) if one in graph.packages), "")
