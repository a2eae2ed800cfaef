"""SPDX 2 in tag-value, YAML, XML and RDF: what is no document first, then the same in each form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from licscan.extract import spdx_documents
from licscan.model import Basis, Defined, LicenseClaim, ParentClaim, UpstreamClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable

TERMS = "Our own terms.\nPaint the frob on Sundays."
TAGS = f"""# A document.
SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: net
DocumentNamespace: https://example.org/net
Creator: Tool: hand
Created: 2026-01-01T00:00:00Z

PackageName: net
SPDXID: SPDXRef-net
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseDeclared: LicenseRef-own
PackageLicenseConcluded: MIT AND LicenseRef-own
PackageLicenseInfoFromFiles: ISC
PackageComment: <text>PackageLicenseDeclared: GPL-3.0-only
PackageLicenseDeclared: GPL-3.0-only</text>
PackageCopyrightText: <text>2026 Acme</text>

FileName: ./net.py
SPDXID: SPDXRef-file
FileChecksum: SHA1: 0000000000000000000000000000000000000000
LicenseConcluded: Zlib
LicenseInfoInFile: NOASSERTION
FileCopyrightText: NONE

PackageName: base
SPDXID: SPDXRef-base
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
PackageLicenseDeclared: Apache-2.0
PackageLicenseConcluded: NOASSERTION
PackageCopyrightText: NOASSERTION
ExternalRef: PACKAGE-MANAGER purl pkg:huggingface/acme/base@1

LicenseID: LicenseRef-own
LicenseName: Our terms
ExtractedText: <text>{TERMS}</text>

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-net
Relationship: SPDXRef-net CONTAINS SPDXRef-file
Relationship: SPDXRef-net DESCENDANT_OF SPDXRef-base
"""
OWN = {
    "spdxVersion": "SPDX-2.3",
    "dataLicense": "CC0-1.0",
    "SPDXID": "SPDXRef-DOCUMENT",
    "packages": [
        {
            "SPDXID": "SPDXRef-net",
            "name": "net",
            "licenseDeclared": "LicenseRef-own",
            "licenseConcluded": "MIT AND LicenseRef-own",
            "licenseInfoFromFiles": ["ISC"],
        },
        {
            "SPDXID": "SPDXRef-base",
            "name": "base",
            "licenseDeclared": "Apache-2.0",
            "licenseConcluded": "NOASSERTION",
            "externalRefs": [
                {"referenceType": "purl", "referenceLocator": "pkg:huggingface/acme/base@1"}
            ],
        },
    ],
    "files": [{"fileName": "./net.py", "SPDXID": "SPDXRef-file", "licenseConcluded": "Zlib"}],
    "hasExtractedLicensingInfos": [
        {"licenseId": "LicenseRef-own", "name": "Our terms", "extractedText": TERMS}
    ],
    "relationships": [
        {"spdxElementId": one, "relationshipType": how, "relatedSpdxElement": other}
        for one, how, other in (
            ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-net"),
            ("SPDXRef-net", "DESCENDANT_OF", "SPDXRef-base"),
        )
    ],
}


def _elements(value: Mapping[str, Any]) -> str:
    """Write a mapping as SPDX writes XML: an element a key, repeated for a list."""
    rows = [
        (key, one)
        for key, item in value.items()
        for one in (item if isinstance(item, list) else [item])
    ]
    return "\n".join(
        f"<{key}>{_elements(one) if isinstance(one, dict) else one}</{key}>" for key, one in rows
    )


XML = f"<Document>\n{_elements(OWN)}\n</Document>"
RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
         xmlns="http://spdx.org/rdf/terms#">
  <SpdxDocument rdf:about="https://example.org/net#SPDXRef-DOCUMENT">
    <specVersion>SPDX-2.3</specVersion>
    <name>net</name>
    <dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>
    <creationInfo>
      <CreationInfo>
        <created>2026-01-01T00:00:00Z</created>
        <creator>Tool: hand</creator>
      </CreationInfo>
    </creationInfo>
    <relationship>
      <Relationship>
        <relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_describes"/>
        <relatedSpdxElement>
          <Package rdf:about="https://example.org/net#SPDXRef-net">
            <name>net</name>
            <downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
            <filesAnalyzed>false</filesAnalyzed>
            <licenseDeclared rdf:resource="http://spdx.org/licenses/MIT"/>
            <relationship>
              <Relationship>
                <relationshipType
                  rdf:resource="http://spdx.org/rdf/terms#relationshipType_descendantOf"/>
                <relatedSpdxElement>
                  <Package rdf:about="https://example.org/net#SPDXRef-base">
                    <name>base</name>
                    <downloadLocation rdf:resource="http://spdx.org/rdf/terms#noassertion"/>
                    <filesAnalyzed>false</filesAnalyzed>
                    <licenseDeclared rdf:resource="http://spdx.org/licenses/ISC"/>
                  </Package>
                </relatedSpdxElement>
              </Relationship>
            </relationship>
          </Package>
        </relatedSpdxElement>
      </Relationship>
    </relationship>
  </SpdxDocument>
</rdf:RDF>
"""


def read(text: str, path: str = "d/net.spdx") -> list[object]:
    return list(spdx_documents.extract(from_bytes(path, text.encode())))


def told(facts: list[object]) -> set[tuple[str, ...]]:
    rows = set()
    for fact in facts:
        if isinstance(fact, LicenseClaim):
            rows.add((fact.raw, str(fact.basis), fact.scope))
        elif isinstance(fact, ParentClaim):
            rows.add((fact.raw, str(fact.relation)))
        elif isinstance(fact, UpstreamClaim):
            rows.add((fact.name, "says", fact.says.raw))
    return rows


BASE = "pkg:huggingface/acme/base@1"
EXPECTED = {
    ("LicenseRef-own", str(Basis.DECLARED), ""),
    ("MIT AND LicenseRef-own", str(Basis.DECLARED), ""),
    ("ISC", str(Basis.REFERENCE), "net"),
    ("Zlib", str(Basis.DECLARED), "net.py"),
    (BASE, "derived-from"),
    (BASE, "says", "Apache-2.0"),
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PackageName: net\nPackageLicenseDeclared: MIT\n",
        "x SPDXVersion: SPDX-2.3\nPackageName: net\nPackageLicenseDeclared: MIT\n",
        "SPDXVersion: SPDX-3.0\nPackageName: net\nPackageLicenseDeclared: MIT\n",
        "spdx: true\nlicenseDeclared: MIT\n",
        "SPDX-License-Identifier: MIT\n",
        "<project><licenses><license><name>MIT</name></license></licenses></project>",
        "<Document><licenseDeclared>MIT</licenseDeclared></Document>",
        "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSnippetLicenseConcluded: MIT\n",
    ],
)
def test_what_is_no_document_or_states_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SPDXVersion: SPDX-2.3\nPackageComment: <text>never\n", "line 2 is never closed"),
        (RDF.replace("<specVersion>SPDX-2.3</specVersion>", ""), "cannot be read"),
        (RDF.replace("Tool: hand", "hand"), "broken"),
        (RDF.replace("</rdf:RDF>", ""), "not valid XML"),
        (RDF + "<!--" + "x" * 1_000_000 + "-->", "no more than"),
        (f"<!DOCTYPE a>{XML}<!-- spdx -->", "document type"),
        ("---\nspdxVersion: SPDX-2.3\npackages: [", "YAML"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, words: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(text, "net.spdx.yaml")
    assert words in raised.value.problem


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(TAGS, {"LicenseRef-own": 14, "ISC": 16, "Zlib": 24}, id="tag-value"),
        pytest.param(TAGS.replace("\n", "\r\n"), {"Zlib": 24}, id="tag-value, CRLF"),
        pytest.param(json.dumps(OWN, indent=1), {"LicenseRef-own": 9}, id="json"),
        pytest.param("---\n" + json.dumps(OWN, indent=1), {"LicenseRef-own": 10}, id="yaml"),
        pytest.param(XML, {"LicenseRef-own": 7}, id="xml"),
    ],
)
def test_a_document_says_the_same_in_each_form(text: str, lines: Mapping[str, int]) -> None:
    facts = read(text, "net.spdx.yaml" if text.startswith("---") else "net.spdx")
    assert told(facts) == EXPECTED
    claims = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert {claim.raw: claim.span.line for claim in claims}.items() >= lines.items()
    assert claims[0].defined == (Defined("LicenseRef-own", TERMS, "Our terms"),)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdf_is_read_with_the_places_of_packages() -> None:
    facts = read(RDF, "net.spdx.rdf.xml")
    assert told(facts) == {
        ("MIT", str(Basis.DECLARED), ""),
        ("base", "derived-from"),
        ("base", "says", "ISC"),
    }
    (claim,) = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert claim.span.line == 19
