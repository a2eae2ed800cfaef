"""Data Provenance Standards: what is no metadata of theirs first, then what they say."""

from __future__ import annotations

import json

import pytest

from licscan.extract import data_provenance, readers
from licscan.model import ComponentClaim, Declaration, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes

PROVENANCE = {"origin-geography": [{"country": "DE"}], "date": "2025-01-01"}


def read(value: object, path: str = "data-provenance.json") -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(data_provenance.extract(from_bytes(path, data)))


def of(use: object = None, provenance: object = None, **source: object) -> list[object]:
    """Read metadata with these members in the form of the Data & Trust Alliance."""
    return read(
        {
            "source": {"title": "Voices", **source},
            "provenance": {**PROVENANCE, **(provenance or {})},
            "use": use or {},
        }
    )


def declared(facts: list[object]) -> list[tuple[str, str, str]]:
    return [
        (fact.topic, fact.raw, fact.span.pointer) for fact in facts if isinstance(fact, Declaration)
    ]


@pytest.mark.parametrize(
    "value",
    [
        [],
        None,
        {"source": {}, "provenance": {}, "use": {}},
        {"source": "a", "provenance": PROVENANCE, "use": {"license": "mit"}},
        {"source": {"title": "a"}, "provenance": PROVENANCE},
        {"source": {"title": "a"}, "provenance": PROVENANCE, "use": "mit"},
        {"provenance": PROVENANCE, "use": {"license": "mit"}},
        # an attestation of how software was built (SLSA), and what a recipe keeps of a run
        {"_type": "https://in-toto.io/Statement/v1", "predicate": {"buildType": "x"}},
        {"source": {"uri": "git+https://x.org"}, "provenance": {"builder": "x"}, "use": {}},
        {"$schema": "https://json-schema.org/draft/2020-12/schema",
         "properties": {"source": {}, "provenance": {}, "use": {}}},
    ],
)  # fmt: skip
def test_other_files_about_provenance_say_nothing(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    ("use", "provenance"),
    [
        ({"license": ""}, {}),
        ({"license": None, "consents": None}, {}),
        ({"license": []}, {}),
        ({"license": {"name": 3}}, {}),
        # rights that are no license, and who had the data before
        ({"copyright": ["All rights reserved"], "patent": ["MIT"], "trademark": ["GPL"]}, {}),
        ({}, {"origin": [{"name": "A hospital"}], "source": ""}),
        ({}, {"source": "https://example.org/self.json"}),
        ({"consents": [], "classification": [], "privacy-enhancing": [{}]}, {}),
    ],
)
def test_it_claims_a_dataset_and_nothing_more(use: object, provenance: object) -> None:
    (fact,) = of(use, provenance, location="https://example.org/self.json")
    assert isinstance(fact, ComponentClaim)
    assert (fact.kind, fact.name) == (Kind.DATASET, "Voices")


@pytest.mark.parametrize(
    ("license", "expected"),
    [
        ("CC-BY-4.0", [("CC-BY-4.0", "/use/license")]),
        (["CC-BY-4.0"], [("CC-BY-4.0", "/use/license/0")]),
        # "When multiple licenses are listed, they collectively apply"
        (["CC-BY-4.0", "ODbL-1.0"], [("CC-BY-4.0 AND ODbL-1.0", "/use/license")]),
        (["CC-BY-4.0", "https://example.org/terms"],
         [("CC-BY-4.0", "/use/license/0"), ("https://example.org/terms", "/use/license/1")]),
    ],
)  # fmt: skip
def test_licenses(license: object, expected: list[tuple[str, str]]) -> None:
    claims = [fact for fact in of({"license": license}) if isinstance(fact, LicenseClaim)]
    assert [(claim.raw, claim.span.pointer) for claim in claims] == expected
    assert {claim.applies_to for claim in claims} == {Kind.DATASET}


def test_sources_of_the_dataset_and_of_its_parts() -> None:
    facts = of(
        provenance={
            "source": "https://example.org/a.json",
            "sub-provenance": {"source": "https://example.org/b.json", "sub-provenance": [3]},
        }
    )
    parents = [fact for fact in facts if isinstance(fact, ParentClaim)]
    assert [(parent.raw, parent.relation) for parent in parents] == [
        ("https://example.org/a.json", Relation.DERIVED_FROM),
        ("https://example.org/b.json", Relation.DERIVED_FROM),
    ]


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ({"consents": ["https://example.org/consent.pdf"]},
         ("consent", "consents: https://example.org/consent.pdf", "/use/consents/0")),
        ({"classification": [{"regulation": {"code": "phi"}, "evaluated": True}]},
         ("personal-data", "classification: regulation: code: phi; evaluated: true",
          "/use/classification/0")),
        ({"privacy-enhancing": [{"tool-used": "Redact", "parameters": ["k=5"]}]},
         ("protection", "privacy-enhancing: tool-used: Redact; parameters: k=5",
          "/use/privacy-enhancing/0")),
        ({"data-risk-reducing": [{"technology": "data-anonymization"}]},
         ("protection", "data-risk-reducing: technology: data-anonymization",
          "/use/data-risk-reducing/0")),
        ({"intended-purpose": [{"code": "evaluation"}]},
         ("use", "intended-purpose: code: evaluation", "/use/intended-purpose/0")),
        ({"storage-forbidden": [{"country": "DE", "state": "Bavaria"}]},
         ("territory", "storage-forbidden: country: DE; state: Bavaria",
          "/use/storage-forbidden/0")),
    ],
)  # fmt: skip
def test_what_is_declared(use: object, expected: tuple[str, str, str]) -> None:
    assert declared(of(use)) == [expected]


def test_the_form_of_oasis_in_yaml() -> None:
    text = (
        "$schema: https://docs.oasis-open.org/dps/prov-meta/v1.0/schema/data-provenance.json\n"
        "set: {label: x}\nsource:\n  name: Voices\n"
        "provenance:\n  generation-method: [{code: feeds}]\n"
        "use:\n  license: [MIT]\n"
    )
    facts = list(data_provenance.extract(from_bytes("voices.provenance.yaml", text.encode())))
    assert [fact.name for fact in facts if isinstance(fact, ComponentClaim)] == ["Voices"]
    (claim,) = (fact for fact in facts if isinstance(fact, LicenseClaim))
    assert (claim.raw, claim.span.line) == ("MIT", 8)
    assert declared(facts) == [
        ("collection", "generation-method: code: feeds", "/provenance/generation-method/0")
    ]


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("data-provenance-standards-1.0.0.json", True),
        ("d/voices.dps.json", True),
        ("provenance.yml", True),
        ("provenance.py", False),
        ("notes/provenance.txt", False),
    ],
)
def test_files_that_it_is_asked_about(path: str, read: bool) -> None:
    assert any(reader.NAME == data_provenance.NAME for reader in readers(path)) == read
