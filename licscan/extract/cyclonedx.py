"""What a CycloneDX bill of materials says: licenses of components, and what a model was made from.

Source: CycloneDX 1.4 to 1.7 JSON, https://cyclonedx.org/docs/1.7/json/. `metadata.licenses` is the
license of the document; `pedigree.ancestors` are whole components; a model card's `datasets` were
used "to train and evaluate", so the relation stays open.
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
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import Basis, Fact, Kind, LicenseClaim, ParentClaim, Relation

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "cyclonedx"
READS = (
    "Licenses of components, ancestors, and data and models that a model was made from, in "
    "CycloneDX JSON (1.4 to 1.7)."
)
IGNORES = "Dependencies of software on one another, services, vulnerabilities; XML and protobuf."

_MODEL, _DATA = "machine-learning-model", "data"
_KINDS = {_MODEL: Kind.MODEL, _DATA: Kind.DATASET}


class _Component(NamedTuple):
    keys: tuple[str | int, ...]
    row: dict[object, object]


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one bill of materials states of its subject and its components."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict) or root.get("bomFormat") != "CycloneDX":
        return
    yield from _of_the_document(parsed, root)
    inner = list(_inner(root))
    subject = _subject(root, inner)
    others = [component for component in inner if component is not subject]
    if subject is not None:
        yield from subject_facts(_package(parsed, subject), NAME)
        yield from _lineage(parsed, subject, others)
    yield from package_facts((_package(parsed, one) for one in others), NAME)


def _of_the_document(parsed: Positioned, root: dict[object, object]) -> Iterator[LicenseClaim]:
    """Yield the license of the bill itself, which is none of what it describes."""
    licenses = entry(root, "metadata", "licenses")
    for row in _statements(parsed, licenses, "metadata", "licenses"):
        yield LicenseClaim(
            row.place,
            row.raw,
            Basis.REFERENCE,
            NAME,
            note="the license of the bill of materials, not of what it describes",
            scope=parsed.span().path,
        )


def _inner(root: dict[object, object]) -> Iterator[_Component]:
    """Yield all components, those within components too; a subject's own parts among them."""
    described = entry(root, "metadata", "component")
    waiting: list[tuple[tuple[str | int, ...], object]] = [
        (("components",), root.get("components")),
        (("metadata", "component", "components"), entry(described, "components")),
    ]
    while waiting:
        keys, value = waiting.pop(0)
        for number, row in rows(value):
            yield _Component((*keys, number), row)
            waiting.append(((*keys, number, "components"), row.get("components")))


def _subject(root: dict[object, object], inner: list[_Component]) -> _Component | None:
    """Return what the bill is about; without a word on it, its only model or only component."""
    described = entry(root, "metadata", "component")
    if isinstance(described, dict):
        return _Component(("metadata", "component"), described)
    models = [one for one in inner if one.row.get("type") == _MODEL]
    for candidates in (models, inner):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _package(parsed: Positioned, component: _Component) -> Package:
    row = component.row
    title = "/".join(part for part in (text(row, "group"), text(row, "name")) if part)
    name = text(row, "purl") or title
    kind = _KINDS.get(text(row, "type")) or kind_of(name)
    place = pointer(*component.keys)
    licenses = tuple(_statements(parsed, row.get("licenses"), *component.keys, "licenses"))
    return Package(parsed.span(place), name, title, kind, licenses)


def _statements(parsed: Positioned, value: object, *keys: str | int) -> Iterator[Statement]:
    """Yield the id, name or expression of each choice; a choice that has two kinds has both."""
    for number, row in rows(value):
        for inside in (("license",), ()):
            body = entry(row, *inside)
            part = next((p for p in ("id", "name", "expression") if text(body, p)), "")
            if part:
                yield Statement(
                    parsed.span(pointer(*keys, number, *inside, part)),
                    text(body, part),
                    text(body, "acknowledgement") == "concluded",
                    link=text(body, "url"),
                )


def _lineage(
    parsed: Positioned, subject: _Component, others: list[_Component]
) -> Iterator[ParentClaim]:
    """Yield the ancestors, the data and the models that go into the subject, each once."""
    named: set[int] = set()
    for number, row in rows(entry(subject.row, "pedigree", "ancestors")):
        ancestor = _package(
            parsed, _Component((*subject.keys, "pedigree", "ancestors", number), row)
        )
        if ancestor.name:
            yield parent(ancestor.place, ancestor, Relation.DERIVED_FROM, NAME)
    by_ref = {text(one.row, "bom-ref"): one for one in others if text(one.row, "bom-ref")}
    keys = ("modelCard", "modelParameters", "datasets")
    for number, row in rows(entry(subject.row, *keys)):
        place = parsed.span(pointer(*subject.keys, *keys, number))
        known = by_ref.get(text(row, "ref"))
        if known is not None:
            named.add(id(known.row))
        data = _package(parsed, known) if known else _inline(parsed, subject, number, row)
        if data.name:
            yield parent(place, data._replace(kind=Kind.DATASET), None, NAME)
    for one in others:
        package = _package(parsed, one)
        if id(one.row) not in named and package.name and package.kind is not Kind.CODE:
            yield parent(package.place, package, _contained(package, subject), NAME)


def _contained(package: Package, subject: _Component) -> Relation | None:
    """A component is part of the subject; data beside a model may be what it was trained on."""
    is_model = text(subject.row, "type") == _MODEL
    return None if package.kind is Kind.DATASET and is_model else Relation.CONTAINS


def _inline(
    parsed: Positioned, subject: _Component, number: int, row: dict[object, object]
) -> Package:
    keys = (*subject.keys, "modelCard", "modelParameters", "datasets", number)
    title = text(row, "name")
    name = text(row, "contents", "url") or title
    return Package(parsed.span(pointer(*keys)), name, title, Kind.DATASET)
