"""Our reading of bills of materials against the libraries of their formats.

On documents that the libraries write, in each of their forms; and, where the shared folder is, on
other people's. Run with `-s` it prints how many documents were compared.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from licscan.extract import cyclonedx, spdx_documents, spdx_graphs
from licscan.extract.bill_of_materials import Package
from licscan.sources.document import from_bytes, from_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "sbom"
NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
TERMS = "Our own terms.\nPaint the frob on Sundays."

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
# The libraries' own ways of saying that they, or their own dependencies, are to be renewed.
pytestmark = pytest.mark.filterwarnings("ignore")


def _files(*endings: str) -> list[Path]:
    return [file for file in sorted(SHARED.rglob("*")) if file.name.endswith(endings)]


def _plain(raw: object) -> str:
    """One spelling of an expression, so that brackets and order make no difference."""
    from license_expression import get_spdx_licensing

    return str(get_spdx_licensing().parse(str(raw), simple=True).simplify())


# SPDX 2


def _spdx2(file: Path) -> tuple[Any, ...]:
    """What we read: packages, files, texts and relationships."""
    parsed = spdx_documents.form_of(from_file(file.name, file))
    assert parsed is not None
    packages = {
        name: (
            package.title,
            sorted((row.found, row.concluded, _plain(row.raw)) for row in package.statements),
        )
        for name, package in spdx_documents.packages_of(parsed).items()
    }
    root = parsed.value
    files = {
        row["SPDXID"]: _plain(row.get("licenseConcluded", "NOASSERTION"))
        for row in root.get("files", ())
    }
    texts = {
        row["licenseId"]: row["extractedText"] for row in root.get("hasExtractedLicensingInfos", ())
    }
    related = {row[1:] for row in spdx_documents.relations_of(root)}
    related |= {(root["SPDXID"], "DESCRIBES", name) for name in root.get("documentDescribes", ())}
    for row in root.get("packages", ()):
        for name in row.get("hasFiles", ()):
            if (name, "CONTAINED_BY", row["SPDXID"]) not in related:
                related.add((row["SPDXID"], "CONTAINS", name))
    return packages, files, texts, related


def _spdx2_of_library(document: Any) -> tuple[Any, ...]:
    packages = {
        package.spdx_id: (
            package.name,
            sorted(
                (found, concluded, _plain(stated))
                for found, concluded, stated in (
                    (False, False, package.license_declared),
                    (False, True, package.license_concluded),
                    *((True, False, one) for one in package.license_info_from_files),
                )
                if stated is not None
            ),
        )
        for package in document.packages
    }
    files = {
        file.spdx_id: _plain(
            file.license_concluded if file.license_concluded is not None else "NOASSERTION"
        )
        for file in document.files
    }
    texts = {one.license_id: one.extracted_text for one in document.extracted_licensing_info}
    related = {
        (row.spdx_element_id, row.relationship_type.name, str(row.related_spdx_element_id))
        for row in document.relationships
    }
    return packages, files, texts, related


def _library_document() -> Any:
    """A model with its base and a license of its own, put together by hand."""
    from license_expression import get_spdx_licensing
    from spdx_tools.spdx import model

    parse = get_spdx_licensing().parse
    info = model.CreationInfo(
        spdx_version="SPDX-2.3",
        spdx_id="SPDXRef-DOCUMENT",
        name="net",
        document_namespace="https://example.org/net",
        creators=[model.Actor(model.ActorType.TOOL, "hand")],
        created=datetime(2026, 1, 1, tzinfo=UTC),
    )
    purl = model.ExternalPackageRef(
        model.ExternalPackageRefCategory.PACKAGE_MANAGER, "purl", "pkg:huggingface/acme/base@1"
    )
    net = model.Package(
        "SPDXRef-net",
        "net",
        model.SpdxNoAssertion(),
        license_declared=parse("LicenseRef-own"),
        license_concluded=parse("MIT AND LicenseRef-own"),
        license_info_from_files=[parse("ISC"), model.SpdxNoAssertion()],
        verification_code=model.PackageVerificationCode("0" * 40),
    )
    base = model.Package(
        "SPDXRef-base",
        "base",
        model.SpdxNoAssertion(),
        files_analyzed=False,
        license_declared=parse("Apache-2.0"),
        license_concluded=model.SpdxNone(),
        external_references=[purl],
    )
    file = model.File(
        "./net.py",
        "SPDXRef-file",
        [model.Checksum(model.ChecksumAlgorithm.SHA1, "0" * 40)],
        license_concluded=parse("Zlib"),
        license_info_in_file=[parse("MIT")],
    )
    kinds = model.RelationshipType
    relations = [
        model.Relationship("SPDXRef-DOCUMENT", kinds.DESCRIBES, "SPDXRef-net"),
        model.Relationship("SPDXRef-net", kinds.CONTAINS, "SPDXRef-file"),
        model.Relationship("SPDXRef-net", kinds.DESCENDANT_OF, "SPDXRef-base"),
    ]
    own = model.ExtractedLicensingInfo("LicenseRef-own", TERMS, "Our terms")
    return model.Document(
        info,
        packages=[net, base],
        files=[file],
        relationships=relations,
        extracted_licensing_info=[own],
    )


@pytest.mark.parametrize("ending", ["json", "yaml", "xml", "tag", "rdf.xml"])
def test_spdx_2_is_read_as_the_library_wrote_it(ending: str, tmp_path: Path) -> None:
    from spdx_tools.spdx.writer.write_anything import write_file

    document = _library_document()
    file = tmp_path / f"net.spdx.{ending}"
    write_file(document, str(file))
    assert _spdx2(file) == _spdx2_of_library(document)


@needs_shared
def test_spdx_2_is_read_as_the_library_reads_it() -> None:
    """Smaller documents alone: spdx-tools takes many seconds for one of 300 kB."""
    from spdx_tools.spdx.parser.parse_anything import parse_file

    count = 0
    for file in _files(".json", ".spdx"):
        data = file.read_bytes()
        if len(data) < 60_000 and (b'"SPDX-2.' in data or data.startswith(b"SPDXVersion:")):
            assert _spdx2(file) == _spdx2_of_library(parse_file(str(file))), file
            count += 1
    print(f"\nSPDX 2: {count} documents agree with spdx-tools")
    assert count >= 15


# SPDX 3

LICENSES = ("hasDeclaredLicense", "hasConcludedLicense")


def _spdx3(data: bytes) -> tuple[Any, ...]:
    """What we read: packages, the licenses of all elements, relationships."""
    graph = spdx_graphs.graph_of(from_bytes("x.json", data).json())
    packages = {name: package.title for name, package in graph.packages.items()}
    licenses = Counter(
        (name, link.relation, graph.licenses.of(target)[0])
        for name, links in graph.licensed.items()
        for link in links
        for target in link.targets
    )
    related = Counter(
        (link.source, link.relation, target)
        for link in graph.links
        for target in link.targets
        if link.relation not in LICENSES
    )
    return packages, licenses, related


def _spdx3_of_library(objects: Any) -> tuple[Any, ...]:
    from spdx_python_model import v3_0_1 as model

    def last(name: object) -> str:
        return str(name).rstrip("/").rpartition("/")[2]

    packages = {one._id: one.name for one in objects.foreach_type(model.software_Package)}
    licenses: Counter[tuple[str, str, str]] = Counter()
    related: Counter[tuple[str, str, str]] = Counter()
    for row in objects.foreach_type(model.Relationship):
        relation = last(row.relationshipType)
        for target in row.to:
            if relation in LICENSES:
                licenses[_id(row.from_), relation, _license3(target)] += 1
            else:
                related[_id(row.from_), relation, _id(target)] += 1
    return packages, licenses, related


def _id(element: Any) -> str:
    return element if isinstance(element, str) else str(element._id)


def _license3(element: Any) -> str:
    last = _id(element).rstrip("/").rpartition("/")[2]
    for ending, word in (("NoAssertionLicense", "NOASSERTION"), ("NoneLicense", "NONE")):
        if last.endswith(ending):
            return word
    if isinstance(element, str):
        return last
    expression = getattr(element, "simplelicensing_licenseExpression", None)
    return str(expression or element.name or last)


def _library_graph() -> Any:
    """A model, its base and its data, put together by hand."""
    from spdx_python_model import v3_0_1 as model

    info = model.CreationInfo(specVersion="3.0.1", created=datetime(2026, 1, 1, tzinfo=UTC))
    person = model.Person(_id="https://example.org/me", name="me", creationInfo=info)
    info.createdBy = [person]

    def named(kind: Any, name: str, **keys: Any) -> Any:
        return kind(_id=f"https://example.org/{name}", name=name, creationInfo=info, **keys)

    net, base = named(model.ai_AIPackage, "net"), named(model.ai_AIPackage, "base")
    birds = named(model.dataset_DatasetPackage, "birds")
    birds.dataset_datasetType = [model.dataset_DatasetType.image]
    own = named(model.simplelicensing_SimpleLicensingText, "own", simplelicensing_licenseText=TERMS)
    mit = named(
        model.simplelicensing_LicenseExpression, "l", simplelicensing_licenseExpression="MIT OR ISC"
    )
    kinds = model.RelationshipType
    steps = [
        (net, kinds.hasDeclaredLicense, mit),
        (net, kinds.hasConcludedLicense, "https://spdx.org/licenses/MIT"),
        (base, kinds.hasDeclaredLicense, own),
        (birds, kinds.hasConcludedLicense, NO_ASSERTION),
        (net, kinds.descendantOf, base),
        (net, kinds.trainedOn, birds),
        (net, kinds.testedOn, birds),
    ]
    objects = model.SHACLObjectSet()
    for number, (source, kind, target) in enumerate(steps):
        row = named(model.Relationship, f"r{number}", from_=source, relationshipType=kind)
        row.to = [target]
        objects.add(row)
    for one in (person, net, base, birds, own, mit):
        objects.add(one)
    return objects


def test_spdx_3_is_read_as_the_library_wrote_it(tmp_path: Path) -> None:
    model = pytest.importorskip("spdx_python_model").v3_0_1

    objects = _library_graph()
    file = tmp_path / "net.json"
    with file.open("wb") as stream:
        model.JSONLDSerializer().write(objects, stream, force_at_graph=True)
    packages, licenses, related = _spdx3(file.read_bytes())
    assert (packages, licenses, related) == _spdx3_of_library(objects)
    assert packages.keys() == {f"https://example.org/{name}" for name in ("net", "base", "birds")}
    assert licenses.total() == 4


@needs_shared
def test_spdx_3_is_read_as_the_library_reads_it() -> None:
    model = pytest.importorskip("spdx_python_model").v3_0_1

    count = 0
    for file in _files(".json"):
        if b"spdx.org/rdf/3." not in file.read_bytes()[:3_000]:
            continue
        objects = model.SHACLObjectSet()
        with file.open("rb") as stream:
            model.JSONLDDeserializer().read(stream, objects)
        assert _spdx3(file.read_bytes()) == _spdx3_of_library(objects), file
        count += 1
    print(f"\nSPDX 3: {count} documents agree with spdx-python-model")
    assert count >= 20


# CycloneDX

_Row = tuple[str, tuple[tuple[bool, bool, str], ...]]


def _cyclonedx(path: str, data: bytes) -> set[_Row]:
    """What we read: the name of each component, with its licenses."""
    parsed = cyclonedx.form_of(from_bytes(path, data))
    assert parsed is not None
    return {_row(package) for package in cyclonedx.packages_of(parsed) if package.title}


def _row(package: Package) -> _Row:
    stated = {
        (row.found, row.concluded, row.raw)
        for row in package.statements
        if not row.place.pointer.endswith("/url")
    }
    return package.title, tuple(sorted(stated))


def _cyclonedx_of_library(bom: Any) -> set[_Row]:
    found = set()
    top = bom.metadata.component
    for component in _within([*([top] if top else []), *bom.components]):
        title = "/".join(part for part in (component.group, component.name) if part)
        stated = {(False, *one) for one in _choices(component.licenses)}
        if component.evidence:
            stated |= {(True, False, word) for _, word in _choices(component.evidence.licenses)}
        found.add((title, tuple(sorted(stated))))
    return found


def _within(components: Iterable[Any]) -> Iterator[Any]:
    """Yield components, those within, and the ancestors of all of them."""
    for one in components:
        yield one
        yield from _within(one.components)
        if one.pedigree:
            yield from _within(one.pedigree.ancestors)


def _choices(licenses: Iterable[Any]) -> Iterator[tuple[bool, str]]:
    for one in filter(None, licenses):  # None: a license without id and name
        word = getattr(one, "value", None) or getattr(one, "id", None) or one.name
        said = one.acknowledgement.value if one.acknowledgement else ""
        yield said == "concluded", word


def _library_bom() -> Any:
    from cyclonedx.model import AttachedText, Encoding, bom, component, license
    from packageurl import PackageURL

    said = license.LicenseAcknowledgement
    base = component.Component(
        name="base",
        group="acme",
        type=component.ComponentType.MACHINE_LEARNING_MODEL,
        purl=PackageURL("huggingface", "acme", "base", "1"),
        licenses=[license.LicenseExpression("MIT OR ISC")],
    )
    terms = AttachedText(content="T3VyIHRlcm1zLg==", encoding=Encoding.BASE_64)
    net = component.Component(
        name="net",
        type=component.ComponentType.MACHINE_LEARNING_MODEL,
        licenses=[
            license.DisjunctiveLicense(id="Apache-2.0", acknowledgement=said.DECLARED),
            license.DisjunctiveLicense(name="Ours", text=terms, acknowledgement=said.CONCLUDED),
        ],
        pedigree=component.Pedigree(ancestors=[base]),
    )
    lib = component.Component(
        name="lib",
        evidence=component.ComponentEvidence(licenses=[license.DisjunctiveLicense(id="Zlib")]),
    )
    birds = component.Component(
        name="birds",
        type=component.ComponentType.DATA,
        licenses=[license.DisjunctiveLicense(id="CC-BY-4.0")],
    )
    found = bom.Bom(components=[lib, birds])
    found.metadata.component = net
    return found


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
@pytest.mark.parametrize("form", ["JSON", "XML"])
def test_cyclonedx_is_read_as_the_library_wrote_it(form: str, version: str) -> None:
    """Versions before 1.5 have no model, before 1.6 no acknowledgement: read back what is left."""
    pytest.importorskip("cyclonedx.model")
    from cyclonedx.model.bom import Bom
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion

    bom = _library_bom()
    if version == "1.4":
        for one in (bom.metadata.component, *bom.components):
            one.type = type(one.type).LIBRARY
        next(iter(bom.metadata.component.pedigree.ancestors)).type = one.type
    text = make_outputter(bom, OutputFormat[form], SchemaVersion.from_version(version))
    written = text.output_as_string()
    back = Bom.from_json(json.loads(written)) if form == "JSON" else _bom_of_xml(written.encode())
    ours = _cyclonedx(f"bom.{form.lower()}", written.encode())
    assert ours == _cyclonedx_of_library(back)
    assert len(ours) == 4


def _bom_of_xml(data: bytes) -> Any:
    from cyclonedx.model.bom import Bom
    from defusedxml import ElementTree

    return Bom.from_xml(ElementTree.fromstring(data))


UNREAD = {"base85", "Non-primitive types", "name/name", "`id` or `name` MUST"}
"""Where the library gives up: an encoding that does not exist, its own limits, no name at all."""

BOTH = "invalid-license-choice"
"""A license and an expression in one choice, which is invalid: the library takes one, we both."""


@needs_shared
def test_cyclonedx_is_read_as_the_library_reads_it() -> None:
    pytest.importorskip("cyclonedx.model")
    from cyclonedx.model.bom import Bom

    count, unread = 0, []
    for file in _files(".json", ".xml"):
        data = file.read_bytes()
        if b"CycloneDX" not in data and b"cyclonedx.org/schema/bom" not in data:
            continue
        try:
            read = Bom.from_json if file.suffix == ".json" else None
            bom = read(json.loads(data)) if read else _bom_of_xml(data)
        except Exception as error:
            unread.append(f"{file.name}: {error}")
            continue
        if file.name.startswith(BOTH):
            continue
        assert _cyclonedx(file.name, data) == _cyclonedx_of_library(bom), file
        count += 1
    assert [one for one in unread if not any(words in one for words in UNREAD)] == []
    print(
        f"\nCycloneDX: {count} documents agree with the library; it cannot read {len(unread)} more"
    )
    assert count >= 60
