"""SPDX 2 in JSON: what states nothing of the described package first, then what does."""

from __future__ import annotations

import json

import pytest

from licscan.extract import spdx_documents
from licscan.model import (
    Basis,
    Defined,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)
from licscan.sources.document import from_bytes

A = {"SPDXID": "SPDXRef-a", "name": "a"}
B = {"SPDXID": "SPDXRef-b", "name": "b"}


def read(value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(spdx_documents.extract(from_bytes("d/x.spdx.json", data)))


def spdx(**keys: object) -> list[object]:
    return read({"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", **keys})


def licenses(facts: list[object]) -> list[tuple[str, str]]:
    return [(fact.raw, fact.scope) for fact in facts if isinstance(fact, LicenseClaim)]


def related(relation: str, source: str, target: str) -> dict[str, str]:
    return {
        "spdxElementId": f"SPDXRef-{source}",
        "relationshipType": relation,
        "relatedSpdxElement": f"SPDXRef-{target}",
    }


@pytest.mark.parametrize(
    "value", [[], None, {"packages": [A]}, {"spdxVersion": 2.3}, {"spdxVersion": "SPDX-3.0"}]
)
def test_spdx_documents_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"licenseDeclared": "NOASSERTION", "licenseConcluded": "NOASSERTION"},
        {"licenseComments": "MIT", "attributionTexts": ["MIT"]},
        {"licenseInfoFromFiles": ["NONE", "NOASSERTION"]},
        {"licenseDeclared": ["MIT"]},
    ],
)
def test_spdx_documents_finds_no_license_in(keys: dict[str, object]) -> None:
    files = [
        {"licenseConcluded": "MIT"},
        {"fileName": "a", "licenseConcluded": "NONE", "licenseInfoInFiles": ["NONE"]},
        {"fileName": "b", "licenseComments": "MIT", "noticeText": "MIT"},
    ]
    facts = spdx(packages=[{**A, **keys}], files=files, snippets=[{"licenseConcluded": "MIT"}])
    assert licenses(facts) == []


def test_spdx_documents_keeps_what_was_found_in_files_apart() -> None:
    package = {**A, "licenseDeclared": "MIT", "licenseInfoFromFiles": ["MIT", "ISC"]}
    files = [
        {"fileName": "./a.c", "licenseInfoInFiles": ["MIT"]},
        {"fileName": "./b.c", "licenseConcluded": "Zlib", "licenseInfoInFiles": ["MIT"]},
        {"fileName": "./c.c", "licenseInfoInFiles": ["0BSD"]},
        {"fileName": "./d.c", "licenseInfoInFiles": ["0BSD", "NONE"]},
    ]
    facts = spdx(packages=[package], files=files)
    claims = [(f.raw, f.basis, f.scope) for f in facts if isinstance(f, LicenseClaim)]
    assert claims == [
        ("MIT", Basis.DECLARED, ""),
        ("ISC", Basis.REFERENCE, "a"),
        ("Zlib", Basis.DECLARED, "b.c"),
        ("0BSD", Basis.REFERENCE, "c.c"),
    ]


def test_spdx_documents_says_what_stands_behind_an_ancestor() -> None:
    facts = spdx(
        packages=[A, {**B, "licenseDeclared": "MIT"}, {"SPDXID": "SPDXRef-c", "name": "c"}],
        documentDescribes=["SPDXRef-a"],
        relationships=[related("DESCENDANT_OF", "a", "b"), related("DESCENDANT_OF", "b", "c")],
    )
    stated = [(f.name, f.says.raw) for f in facts if isinstance(f, UpstreamClaim)]
    assert stated == [("b", "c"), ("b", "MIT")]
    assert [f.raw for f in facts if isinstance(f, ParentClaim)] == ["b"]


@pytest.mark.parametrize(
    "link",
    [
        related("DEPENDS_ON", "a", "b"),
        related("VARIANT_OF", "a", "b"),
        related("DESCENDANT_OF", "b", "a"),
        related("GENERATED_FROM", "a", "file"),
        related("DESCENDANT_OF", "a", "a"),
        related("ANCESTOR_OF", "a", "b"),
        related("CONTAINED_BY", "a", "b"),
        related("DEPENDENCY_OF", "b", "a"),
    ],
)
def test_spdx_documents_takes_no_parent_from(link: dict[str, str]) -> None:
    facts = spdx(packages=[A, B], documentDescribes=["SPDXRef-a"], relationships=[link])
    assert not [fact for fact in facts if isinstance(fact, ParentClaim)]


@pytest.mark.parametrize(
    "keys",
    [
        {"documentDescribes": ["SPDXRef-a"]},
        {"relationships": [related("DESCRIBES", "DOCUMENT", "a")]},
        {"relationships": [related("DESCRIBED_BY", "a", "DOCUMENT")]},
    ],
)
def test_spdx_documents_tells_the_described_package_from_others(keys: dict[str, object]) -> None:
    packages = [
        {**A, "licenseDeclared": "MIT", "licenseConcluded": "MIT"},
        {**B, "licenseDeclared": "NOASSERTION", "licenseConcluded": "ISC"},
    ]
    facts = spdx(packages=packages, **keys)
    assert licenses(facts) == [("MIT", ""), ("ISC", "b")]


def test_spdx_documents_names_an_extracted_license() -> None:
    named = {"licenseId": "LicenseRef-1", "name": "Our own", "extractedText": "x"}
    facts = spdx(
        packages=[{**A, "licenseDeclared": "LicenseRef-1"}], hasExtractedLicensingInfos=[named]
    )
    (claim,) = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert claim.raw == "LicenseRef-1"
    assert claim.defined == (Defined("LicenseRef-1", "x", "Our own"),)


@pytest.mark.parametrize(
    ("link", "relation"),
    [
        (related("DESCENDANT_OF", "a", "b"), Relation.DERIVED_FROM),
        (related("ANCESTOR_OF", "b", "a"), Relation.DERIVED_FROM),
        (related("GENERATED_FROM", "a", "b"), Relation.DERIVED_FROM),
        (related("GENERATES", "b", "a"), Relation.DERIVED_FROM),
        (related("CONTAINS", "a", "b"), Relation.CONTAINS),
        (related("CONTAINED_BY", "b", "a"), Relation.CONTAINS),
        (related("DEPENDENCY_OF", "b", "a"), Relation.CONTAINS),
    ],
)
def test_spdx_documents_reads_ancestors(link: dict[str, str], relation: Relation) -> None:
    purl = {"referenceType": "purl", "referenceLocator": "pkg:huggingface/acme/base@1"}
    facts = spdx(
        packages=[A, {**B, "externalRefs": [purl]}],
        documentDescribes=["SPDXRef-a"],
        relationships=[link],
    )
    (parent,) = [fact for fact in facts if isinstance(fact, ParentClaim)]
    assert (parent.raw, parent.kind) == ("pkg:huggingface/acme/base@1", Kind.MODEL)
    assert parent.relation is relation
