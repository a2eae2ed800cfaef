"""What an SPDX 3 document says: licenses by relationship, and what a model was trained on.

Source: SPDX 3.0.1, JSON-LD serialization, https://spdx.github.io/spdx-spec/v3.0.1/ (profiles Core,
AI, Dataset; `spdx_graph_licenses` has Licensing). Elements refer to one another by `spdxId`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from licscan.extract.bill_of_materials import (
    InFile,
    Package,
    Statement,
    file_facts,
    kind_of,
    other_facts,
    parent,
    subject_facts,
)
from licscan.extract.parsed import pointer, rows, text
from licscan.extract.spdx_graph_licenses import Licenses
from licscan.model import Fact, Kind, Relation, Span, UpstreamClaim

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "spdx_graphs"
READS = (
    "Licenses of packages and files, texts of licenses, training and test data, and ancestors in "
    "SPDX 3 JSON-LD."
)
IGNORES = (
    "Dependencies of software on one another, `dataLicense` (it is about the document), energy and "
    "other measurements."
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
_FILE = "software_File"
_IDS = frozenset({"spdxId", "@id", "from", "to", "rootElement", "value"})
_LICENSING = "expandedlicensing_"


class _Link(NamedTuple):
    place: Span
    source: str
    relation: str
    targets: tuple[str, ...]


class _Graph(NamedTuple):
    elements: dict[str, dict[object, object]]
    links: tuple[_Link, ...]
    packages: dict[str, Package]
    licenses: Licenses
    licensed: dict[str, list[_Link]]
    """What gives licenses to an element, by its id."""
    above: dict[str, str]
    """The element that contains another one, by the relation `contains`."""


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one document states of its subject and of its other packages."""
    parsed = document.json()
    if not isinstance(parsed.value, dict) or "spdx.org/rdf/3." not in str(
        parsed.value.get("@context")
    ):
        return
    graph = graph_of(parsed)
    subjects = _subjects(graph)
    for name in subjects:
        yield from subject_facts(graph.packages[name], NAME)
    parents: set[str] = set()
    for place, child, origin, relation in _lineage(graph, subjects):
        claim = parent(place, graph.packages[origin], relation, NAME)
        parents.add(claim.raw)
        if child in subjects:
            yield claim
        elif graph.packages[child].name:
            yield UpstreamClaim(graph.packages[child].name, graph.packages[child].kind, claim)
    others = (package for name, package in graph.packages.items() if name not in subjects)
    yield from other_facts(others, parents, NAME)
    said = [row for package in graph.packages.values() for row in package.statements]
    yield from file_facts(_files(graph), said, NAME)


def graph_of(parsed: Positioned) -> _Graph:
    """Return the elements of a document, its packages among them."""
    prefixes = _prefixes(parsed.value.get("@context"))
    root = _spelled_out(parsed.value, prefixes) if prefixes else parsed.value
    listed = list(rows(root.get("@graph")))
    nodes: list[tuple[tuple[str | int, ...], dict[object, object]]]
    nodes = [(("@graph", number), row) for number, row in listed] or [((), root)]
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
    licenses = Licenses(elements)
    licensed: dict[str, list[_Link]] = {}
    for link in links:
        if link.relation in _LICENSES:
            licensed.setdefault(link.source, []).append(link)
    packages = {
        _id(row): _package(parsed.span(pointer(*keys)), row, licenses, licensed)
        for keys, row in nodes
        if text(row, "type") in _PACKAGES
    }
    above = {
        target: link.source
        for link in links
        if link.relation == "contains"
        for target in link.targets
    }
    return _Graph(elements, links, packages, licenses, licensed, above)


def _prefixes(context: object) -> dict[str, str]:
    """Return the short forms of addresses that the document declares for itself (JSON-LD 1.1)."""
    return {
        str(key): value
        for _, row in rows(context)
        for key, value in row.items()
        if isinstance(value, str) and not str(key).startswith("@")
    }


def _spelled_out(value: object, prefixes: Mapping[str, str], key: str = "") -> Any:
    """Return a value with the ids in it as they are without prefixes."""
    if isinstance(value, dict):
        return {name: _spelled_out(item, prefixes, str(name)) for name, item in value.items()}
    if isinstance(value, list):
        return [_spelled_out(item, prefixes, key) for item in value]
    if isinstance(value, str) and (key in _IDS or key.startswith(_LICENSING)):
        prefix, colon, rest = value.partition(":")
        if colon and prefix in prefixes and not rest.startswith("//"):
            return prefixes[prefix] + rest
    return value


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
    licenses: Licenses,
    licensed: Mapping[str, list[_Link]],
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
    statements = tuple(_statements(licensed.get(_id(row), ()), licenses))
    return Package(place, name, text(row, "name"), kind or kind_of(url), statements)


def _statements(links: Iterable[_Link], licenses: Licenses) -> Iterator[Statement]:
    """Yield the licenses that relationships give to one element."""
    for link in links:
        for target in link.targets:
            raw, defined = licenses.of(target)
            yield Statement(link.place, raw, _LICENSES[link.relation], defined=defined)


def _files(graph: _Graph) -> Iterator[InFile]:
    for name, links in graph.licensed.items():
        row = graph.elements.get(name, {})
        if text(row, "type") == _FILE:
            for statement in _statements(links, graph.licenses):
                yield InFile(text(row, "name"), statement)


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


def _lineage(graph: _Graph, subjects: list[str]) -> Iterator[tuple[Span, str, str, Relation]]:
    """Yield what a package, or a file in it, was trained on, tested on or descends from.

    Data that is also trained on is not told as data for tests: its splits are no disagreement.
    """
    seen: set[tuple[str, str]] = set()
    for place, child, origin, relation in sorted(_steps(graph), key=_is_test):
        holder, owner = _root(graph, origin), _root(graph, child)
        if holder in ("", owner, *subjects) or not owner or not graph.packages[holder].name:
            continue
        pair = ("" if owner in subjects else owner, graph.packages[holder].name)
        if pair not in seen:
            seen.add(pair)
            yield place, owner, holder, relation


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
