"""Documents that are known by their words: what is left alone first, then what is read."""

from __future__ import annotations

import json

import pytest

from licscan.extract import extract, opens, readers
from licscan.extract.by_content import may_tell
from licscan.model import Fact, Gap, LicenseClaim
from licscan.sources.document import Document, from_bytes

BOM = {"bomFormat": "CycloneDX", "components": [{"name": "a", "licenses": [{"expression": "MIT"}]}]}
SPDX = {
    "SPDXID": "SPDXRef-DOCUMENT",
    "packages": [{"SPDXID": "SPDXRef-a", "name": "a", "licenseDeclared": "MIT"}],
    "spdxVersion": "SPDX-2.3",
}
GRAPH = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "software_Package", "spdxId": "urn:a", "name": "a"},
        {"type": "Relationship", "from": "urn:a", "relationshipType": "hasDeclaredLicense",
         "to": ["https://spdx.org/licenses/MIT"]},
    ],
}  # fmt: skip
CROISSANT = {
    "@context": {"cr": "http://mlcommons.org/croissant/"},
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "license": "MIT",
}
TAGS = "SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\nPackageLicenseDeclared: MIT\n"
XML = (
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component><name>a</name>'
    "<licenses><expression>MIT</expression></licenses></component></components></bom>"
)


def read(path: str, text: str) -> list[Fact]:
    return list(extract(from_bytes(path, text.encode())))


def licenses(facts: list[Fact]) -> list[str]:
    return [fact.raw for fact in facts if isinstance(fact, LicenseClaim)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data.json", '{"license": "MIT", "licenses": [{"name": "MIT"}]}'),
        ("data.json", '{"@context": "https://schema.org/", "@type": "Dataset", "license": "mit"}'),
        ("data.json", json.dumps({"text": f"a bill has bomFormat in it: {BOM}"})),
        ("broken.json", '{"license": "MIT"'),
        ("lines.json", "Of bomFormat, spdxVersion, SPDXRef-DOCUMENT and mlcommons.org/croissant\n"),
        ("lines.json", json.dumps({"text": json.dumps(BOM)}) + "\n{}\n"),
        ("words.txt", "Each document has a spdxVersion: and names SPDXRef-DOCUMENT.\n- a: b: c\n"),
        ("terms.xml", '<rdf xmlns="http://spdx.org/rdf/terms#"><licenseDeclared/></rdf>'),
        ("words.txt", "An SPDX document begins with SPDXVersion: SPDX-2.3\n"),
        ("pom.xml", "<project><licenses><license><name>MIT</name></license></licenses></project>"),
        ("bom.csv", json.dumps(BOM)),
        ("bom", json.dumps(BOM)),
        ("list.json", json.dumps([BOM])),
    ],
)
def test_other_files_are_left_alone(path: str, text: str) -> None:
    assert read(path, text) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sbom/foo.json", json.dumps(BOM)),
        ("bom-xyz.json", json.dumps(BOM)),
        ("app.JSON", json.dumps(BOM)),
        ("parts.xml", XML),
        ("bom.xml", XML),
        ("net.spdx", TAGS),
        ("net.spdx.tag", TAGS),
        ("net.spdx.yaml", json.dumps(SPDX)),
        ("sbom/foo.json", json.dumps(SPDX)),
        ("foo.json", json.dumps({**SPDX, "comment": "x" * 200_000})),
        ("foo.json", json.dumps({"comment": "x" * 200_000, **SPDX})),
        ("foo.yaml", json.dumps(SPDX)),
        ("spdx.txt", TAGS),
        ("sbom/foo.json", json.dumps(GRAPH)),
        ("dataset.json", json.dumps(CROISSANT)),
        ("metadata.json", json.dumps(CROISSANT)),
        ("croissant.json", json.dumps(CROISSANT)),
        ("metadata.json", json.dumps(BOM)),
    ],
)
def test_documents_are_read_under_any_name_once(path: str, text: str) -> None:
    assert licenses(read(path, text)) == ["MIT"]


def test_a_broken_document_of_any_name_is_a_gap() -> None:
    (gap,) = read("foo.json", json.dumps(BOM)[:-1])
    assert isinstance(gap, Gap)


def test_of_a_large_file_only_the_ends_are_looked_at() -> None:
    asked: list[int] = []

    def part(offset: int, count: int) -> bytes:
        asked.append(count)
        return b" " * count

    assert list(extract(Document("data.json", 4_000_000_000, part))) == []
    assert sum(asked) < 50_000


def test_a_name_alone_does_not_make_a_file_wanted() -> None:
    assert not readers("parts/list.json")
    assert not opens("parts/list.json")
    assert may_tell("parts/list.json")
    assert not may_tell("parts/list.csv")
