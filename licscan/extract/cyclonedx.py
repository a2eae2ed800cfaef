"""What a CycloneDX bill of materials says: licenses of components, and what a model was made from.

Source: CycloneDX 1.2 to 1.7 in JSON and XML, https://cyclonedx.org/docs/1.7/json/. The license in
`metadata.licenses` is that of the document; `pedigree.ancestors` are whole components; a model
card's `datasets` were used "to train and evaluate", so the relation stays open.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.bill_of_materials import (
    Package,
    Statement,
    kind_of,
    other_facts,
    parent,
    subject_facts,
)
from licscan.extract.cyclonedx_licenses import statements
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import (
    Basis,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "cyclonedx"
READS = (
    "Licenses of components and their texts, ancestors, and data and models that a model was made "
    "from, in CycloneDX JSON and XML (1.2 to 1.7)."
)
IGNORES = "Dependencies of software on one another, tools, services, vulnerabilities; protobuf."

_MODEL, _DATA = "machine-learning-model", "data"
_KINDS = {_MODEL: Kind.MODEL, _DATA: Kind.DATASET}
_DEEPEST = 30
_HEAD = 4_096
_NAMESPACE = b"http://cyclonedx.org/schema/bom"


class _Component(NamedTuple):
    keys: tuple[str | int, ...]
    row: dict[object, object]


class _Step(NamedTuple):
    child: _Component
    claim: ParentClaim


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one bill of materials states of its subject and its components."""
    parsed = form_of(document)
    root = parsed.value if parsed else None
    if parsed is None or not isinstance(root, dict):
        return
    yield from _of_the_document(parsed, root)
    subject, others, ancestors = _components(root)
    steps = list(_steps(parsed, [*([subject] if subject else []), *others, *ancestors], others))
    if subject is not None:
        yield from subject_facts(_package(parsed, subject), NAME)
        steps += _parts(parsed, subject, others, {step.claim.raw for step in steps})
    for child, claim in steps:
        package = _package(parsed, child)
        if child is subject:
            yield claim
        elif package.name:
            yield UpstreamClaim(package.name, package.kind, claim)
    parents = {claim.raw for _, claim in steps}
    yield from other_facts((_package(parsed, one) for one in [*others, *ancestors]), parents, NAME)


def packages_of(parsed: Positioned) -> list[Package]:
    """Return all components of a bill: its subject, its parts, and the ancestors of both."""
    subject, others, ancestors = _components(parsed.value)
    return [_package(parsed, one) for one in [*([subject] if subject else []), *others, *ancestors]]


def _components(
    root: dict[object, object],
) -> tuple[_Component | None, list[_Component], list[_Component]]:
    """Return the subject, the other components, and the ancestors of all of these."""
    inner = list(_inner(root))
    subject = _subject(root, inner)
    others = [component for component in inner if component is not subject]
    return subject, others, list(_ancestors([*([subject] if subject else []), *others]))


def form_of(document: Document) -> Positioned | None:
    """Return a bill in the form of its JSON; None where it is none."""
    start = document.head(_HEAD).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not start.startswith(b"<"):
        parsed = document.json()
        return parsed if text(parsed.value, "bomFormat") == "CycloneDX" else None
    if _NAMESPACE not in start:
        return None
    from licscan.extract.xml_forms import cyclonedx_form
    from licscan.sources.markup import parse_xml

    root = parse_xml(document.data())
    is_bill = root.tag == "bom" and root.namespace.startswith(_NAMESPACE.decode())
    return cyclonedx_form(document.path, root) if is_bill else None


def _of_the_document(parsed: Positioned, root: dict[object, object]) -> Iterator[LicenseClaim]:
    """Yield the license of the bill itself, which is none of what it describes."""
    licenses = entry(root, "metadata", "licenses")
    for row in statements(parsed, licenses, "metadata", "licenses"):
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
    waiting: deque[tuple[tuple[str | int, ...], object]] = deque()
    waiting.append((("components",), root.get("components")))
    waiting.append((("metadata", "component", "components"), entry(described, "components")))
    while waiting:
        keys, value = waiting.popleft()
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
    keys, row = component
    title = "/".join(part for part in (text(row, "group"), text(row, "name")) if part)
    name = text(row, "purl") or title
    kind = _KINDS.get(text(row, "type")) or kind_of(name)
    found = statements(parsed, entry(row, "evidence", "licenses"), *keys, "evidence", "licenses")
    licenses = (
        *statements(parsed, row.get("licenses"), *keys, "licenses"),
        *(statement._replace(found=True, concluded=False) for statement in found),
    )
    return Package(
        parsed.span(pointer(*keys)), name, title, kind, licenses or _linked(parsed, component)
    )


def _linked(parsed: Positioned, component: _Component) -> tuple[Statement, ...]:
    """Return the address of the license where it is all that is said (`externalReferences`)."""
    keys = (*component.keys, "externalReferences")
    return tuple(
        Statement(parsed.span(pointer(*keys, number, "url")), text(row, "url"), found=True)
        for number, row in rows(component.row.get("externalReferences"))
        if text(row, "type") == "license" and text(row, "url")
    )


def _ancestors(components: list[_Component]) -> Iterator[_Component]:
    """Yield the ancestors of components, and theirs."""
    waiting = deque((component, 0) for component in components)
    while waiting:
        component, depth = waiting.popleft()
        keys = (*component.keys, "pedigree", "ancestors")
        for number, row in rows(entry(component.row, "pedigree", "ancestors")):
            ancestor = _Component((*keys, number), row)
            yield ancestor
            if depth < _DEEPEST:
                waiting.append((ancestor, depth + 1))


def _steps(
    parsed: Positioned, children: list[_Component], others: list[_Component]
) -> Iterator[_Step]:
    """Yield the ancestors and the data that go into components."""
    by_ref = {text(one.row, "bom-ref"): one for one in others if text(one.row, "bom-ref")}
    for child in children:
        for number, row in rows(entry(child.row, "pedigree", "ancestors")):
            keys = (*child.keys, "pedigree", "ancestors", number)
            ancestor = _package(parsed, _Component(keys, row))
            if ancestor.name:
                claim = parent(ancestor.place, ancestor, Relation.DERIVED_FROM, NAME)
                yield _Step(child, claim)
        for claim in _data(parsed, child, by_ref):
            yield _Step(child, claim)


def _data(
    parsed: Positioned, child: _Component, by_ref: Mapping[str, _Component]
) -> Iterator[ParentClaim]:
    """Yield the data that a model card names, by reference or in place."""
    keys = (*child.keys, "modelCard", "modelParameters", "datasets")
    for number, row in rows(entry(child.row, "modelCard", "modelParameters", "datasets")):
        place = parsed.span(pointer(*keys, number))
        known = by_ref.get(text(row, "ref"))
        name = text(row, "contents", "url") or text(row, "name")
        data = _package(parsed, known) if known else Package(place, name, name, Kind.DATASET)
        if data.name:
            yield parent(place, data._replace(kind=Kind.DATASET), None, NAME)


def _parts(
    parsed: Positioned, subject: _Component, others: list[_Component], named: set[str]
) -> Iterator[_Step]:
    """Yield models and data in the bill as parts of the subject, but those that are told so far."""
    for one in others:
        package = _package(parsed, one)
        if package.name and package.name not in named and package.kind is not Kind.CODE:
            yield _Step(subject, parent(package.place, package, _contained(package, subject), NAME))


def _contained(package: Package, subject: _Component) -> Relation | None:
    """A component is part of the subject; data beside a model may be what it was trained on."""
    is_model = text(subject.row, "type") == _MODEL
    return None if package.kind is Kind.DATASET and is_model else Relation.CONTAINS
