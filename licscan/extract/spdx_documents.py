"""What an SPDX 2 document says: licenses of packages and files, and what the described one is from.

Source: https://spdx.github.io/spdx-spec/v2.3/ (clauses 7.13 to 7.15, 8.5, 8.6, 10, 11). The license
in `dataLicense` is that of the document and is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

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
from licscan.extract.parsed import pointer, rows, text, texts
from licscan.model import Defined, Fact, Kind, ParentClaim, Relation, UpstreamClaim

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "spdx_documents"
READS = (
    "Declared and concluded licenses of packages, licenses found in files, texts of licenses, and "
    "ancestors, in SPDX 2 (JSON, YAML, XML, RDF/XML and tag-value)."
)
IGNORES = "Dependencies of software on one another, snippets, `dataLicense`."

_HEAD = 16_384
_YAML = (".yaml", ".yml")
_TAGS = re.compile(rb"(?m)^SPDXVersion:")
_DOCUMENT = "SPDXRef-DOCUMENT"
_ANCESTRY = frozenset({"DESCENDANT_OF", "GENERATED_FROM", "ANCESTOR_OF", "GENERATES"})
_PARTS = frozenset({"CONTAINS", "DEPENDS_ON", "CONTAINED_BY", "DEPENDENCY_OF"})
_BACKWARD = frozenset({"ANCESTOR_OF", "GENERATES", "CONTAINED_BY", "DEPENDENCY_OF"})
"""Where the parent is named first in ancestry, and the part first in what holds it."""
_LICENSES = (("licenseDeclared", False), ("licenseConcluded", True))


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one document states of what it describes and of its other packages."""
    parsed = form_of(document)
    root = parsed.value if parsed else None
    if parsed is None or not isinstance(root, dict):
        return
    if not text(root, "spdxVersion").startswith("SPDX-2."):
        return
    packages = packages_of(parsed)
    described = [name for name in _described(root) if name in packages]
    for name in described:
        yield from subject_facts(packages[name], NAME)
    parents: set[str] = set()
    for child, claim in _lineage(parsed, root, packages, described):
        parents.add(claim.raw)
        if child in described:
            yield claim
        elif packages[child].name:
            yield UpstreamClaim(packages[child].name, packages[child].kind, claim)
    others = (package for name, package in packages.items() if name not in described)
    yield from other_facts(others, parents, NAME)
    said = [row for package in packages.values() for row in package.statements]
    yield from file_facts(_files(parsed), said, NAME)


def form_of(document: Document) -> Positioned | None:
    """Return a document in the form of its JSON; None where it is no SPDX of any form."""
    start = document.head(_HEAD).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{"):
        return document.json()
    if start.startswith(b"<"):
        return _of_xml(document)
    if _TAGS.search(start):
        from licscan.extract.spdx_tag_values import tag_value_form

        return tag_value_form(document.path, document.text())
    is_yaml = document.path.lower().endswith(_YAML) and b"spdxVersion" in start
    return document.yaml() if is_yaml else None


def _of_xml(document: Document) -> Positioned | None:
    from licscan.extract.spdx_rdf import rdf_form
    from licscan.extract.xml_forms import spdx_form
    from licscan.sources.markup import parse_xml

    data = document.data()
    if b"spdx" not in data:
        return None
    root = parse_xml(data)
    if root.tag == "RDF" and b"SpdxDocument" in data:
        return rdf_form(document.path, data)
    return spdx_form(document.path, root) if root.tag == "Document" else None


def packages_of(parsed: Positioned) -> dict[str, Package]:
    """Return the packages of a document by their ids."""
    defined = _defined(parsed)
    found: dict[str, Package] = {}
    for number, row in rows(parsed.value.get("packages")):
        statements = [
            Statement(
                parsed.span(pointer("packages", number, key)),
                text(row, key),
                concluded,
                defined=_named_in(text(row, key), defined),
            )
            for key, concluded in _LICENSES
            if text(row, key)
        ]
        keys = ("packages", number, "licenseInfoFromFiles")
        statements += [
            Statement(parsed.span(place), raw, defined=_named_in(raw, defined), found=True)
            for place, raw in texts(row.get("licenseInfoFromFiles"), *keys)
        ]
        name = _url(row) or text(row, "name")
        place = parsed.span(pointer("packages", number))
        found[text(row, "SPDXID")] = Package(
            place, name, text(row, "name"), kind_of(name), tuple(statements)
        )
    return found


def _defined(parsed: Positioned) -> dict[str, Defined]:
    """Return the licenses that the document defines, by their ids (clause 10)."""
    listed = rows(parsed.value.get("hasExtractedLicensingInfos"))
    return {
        text(row, "licenseId"): Defined(
            text(row, "licenseId"), text(row, "extractedText"), text(row, "name")
        )
        for _, row in listed
    }


def _named_in(raw: str, defined: Mapping[str, Defined]) -> tuple[Defined, ...]:
    words = dict.fromkeys(word.strip("()") for word in raw.split())
    return tuple(defined[word] for word in words if word in defined)


def _files(parsed: Positioned) -> Iterator[InFile]:
    """Yield what is concluded of each file, or else what was found in it."""
    defined = _defined(parsed)
    for number, row in rows(parsed.value.get("files")):
        concluded = text(row, "licenseConcluded")
        keys = ("files", number, "licenseConcluded")
        if concluded not in ("", "NOASSERTION", "NONE"):
            stated = Statement(
                parsed.span(pointer(*keys)),
                concluded,
                concluded=True,
                defined=_named_in(concluded, defined),
            )
            yield InFile(text(row, "fileName"), stated)
            continue
        keys = ("files", number, "licenseInfoInFiles")
        for place, raw in texts(row.get("licenseInfoInFiles"), *keys):
            found = Statement(parsed.span(place), raw, defined=_named_in(raw, defined), found=True)
            yield InFile(text(row, "fileName"), found)


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
    for _, source, relation, target in relations_of(root):
        if relation == "DESCRIBES" and source == _DOCUMENT:
            found.append(target)
        elif relation == "DESCRIBED_BY" and target == _DOCUMENT:
            found.append(source)
    alone = [text(row, "SPDXID") for _, row in rows(root.get("packages"))]
    return list(dict.fromkeys(found or (alone if len(alone) == 1 else [])))


def relations_of(root: dict[object, object]) -> Iterator[tuple[int, str, str, str]]:
    """Yield number, element, relation and related element of each relationship."""
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
) -> Iterator[tuple[str, ParentClaim]]:
    """Yield the id of a package and what it descends from; models and data in it are its parts."""
    for number, source, relation, target in relations_of(root):
        child, origin = (target, source) if relation in _BACKWARD else (source, target)
        package = packages.get(origin)
        if package is None or child not in packages or origin in (child, *described):
            continue
        place = parsed.span(pointer("relationships", number))
        if relation in _ANCESTRY and package.name:
            yield child, parent(place, package, Relation.DERIVED_FROM, NAME)
        elif relation in _PARTS and package.name and package.kind is not Kind.CODE:
            yield child, parent(place, package, Relation.CONTAINS, NAME)
