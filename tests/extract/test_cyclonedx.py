"""CycloneDX: what is no license of the subject first, then licenses and what it is made from."""

from __future__ import annotations

import json

import pytest

from licscan.extract import cyclonedx
from licscan.model import (
    Basis,
    ComponentClaim,
    Defined,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)
from licscan.sources.document import from_bytes

MIT = [{"license": {"id": "MIT"}}]
MODEL = {"type": "machine-learning-model", "group": "acme", "name": "net"}


def read(value: object) -> list[object]:
    return list(cyclonedx.extract(from_bytes("d/bom.json", json.dumps(value, indent=1).encode())))


def bom(**keys: object) -> list[object]:
    return read({"bomFormat": "CycloneDX", "specVersion": "1.6", **keys})


def about(component: object, **keys: object) -> list[object]:
    return bom(metadata={"component": component}, **keys)


def licenses(facts: list[object]) -> list[tuple[str, str]]:
    return [(fact.raw, fact.scope) for fact in facts if isinstance(fact, LicenseClaim)]


def stated(facts: list[object]) -> list[tuple[str, Kind, str]]:
    """Return what is said of other components: a license, or the name of a parent."""
    return [(f.name, f.kind, f.says.raw) for f in facts if isinstance(f, UpstreamClaim)]


def parents(facts: list[object]) -> list[tuple[str, Kind, Relation | None]]:
    return [(f.raw, f.kind, f.relation) for f in facts if isinstance(f, ParentClaim)]


@pytest.mark.parametrize(
    "value",
    [[], None, {"components": [{"name": "a", "licenses": MIT}]}, {"bomFormat": "SPDX"}],
)
def test_cyclonedx_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"components": "none"},
        {"metadata": {"licenses": [{"license": {"url": "https://example.org"}}, 3]}},
        {"services": [{"name": "a", "licenses": MIT}]},
        {"metadata": {"tools": {"components": [{"name": "a", "licenses": MIT}]}}},
        {"metadata": {"tools": [{"name": "a", "licenses": MIT}], "authors": [{"licenses": MIT}]}},
        {"annotations": [{"annotator": {"component": {"name": "a", "licenses": MIT}}}]},
        {"formulation": [{"components": [{"name": "a", "licenses": MIT}]}]},
        {"dependencies": [{"ref": "a", "dependsOn": ["b"]}]},
    ],
)
def test_cyclonedx_finds_nothing_where_nothing_is_stated(keys: dict[str, object]) -> None:
    assert bom(**keys) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"pedigree": {"descendants": [{"name": "a"}], "variants": [{"name": "b"}]}},
        {"pedigree": {"ancestors": [{"type": "library"}], "notes": "made from b"}},
        {"modelCard": {"modelParameters": {"datasets": [{"ref": "gone"}, "words"]}}},
        {"modelCard": {"considerations": {"useCases": ["MIT"]}}},
        {"components": [{"type": "library", "name": "torch", "purl": "pkg:pypi/torch@2"}]},
    ],
)
def test_cyclonedx_takes_no_parent_from(keys: dict[str, object]) -> None:
    facts = about({**MODEL, **keys})
    assert (parents(facts), licenses(facts)) == ([], [])


def test_cyclonedx_keeps_the_license_of_the_bill_apart() -> None:
    (claim,) = bom(metadata={"licenses": MIT})
    assert isinstance(claim, LicenseClaim)
    assert (claim.basis, claim.scope) == (Basis.REFERENCE, "d/bom.json")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (MIT, ["MIT"]),
        ([{"license": {"name": "Our own", "url": "https://example.org"}}], ["Our own"]),
        ([{"expression": "MIT OR Apache-2.0"}], ["MIT OR Apache-2.0"]),
        ([{"license": {"id": "MIT"}, "expression": "Apache-2.0"}], ["MIT", "Apache-2.0"]),
        ([{"license": {"id": "MIT", "acknowledgement": "declared"}},
          {"expression": "MIT", "acknowledgement": "concluded"}], ["MIT"]),
        ([{"license": {"id": "MIT", "acknowledgement": "declared"}},
          {"expression": "ISC", "acknowledgement": "concluded"}], ["MIT", "ISC"]),
    ],
)  # fmt: skip
def test_cyclonedx_reads_licenses_of_the_subject(stated: object, expected: list[str]) -> None:
    facts = about({**MODEL, "licenses": stated})
    assert licenses(facts) == [(raw, "") for raw in expected]
    component = facts[0]
    assert isinstance(component, ComponentClaim)
    assert (component.kind, component.name) == (Kind.MODEL, "acme/net")


def test_cyclonedx_gives_others_their_licenses_for_themselves() -> None:
    inner = {"name": "b", "licenses": [{"license": {"id": "ISC"}}]}
    outer = {"name": "a", "purl": "pkg:npm/a@1", "licenses": MIT, "components": [inner]}
    assert licenses(about(MODEL, components=[outer])) == [("MIT", "pkg:npm/a@1"), ("ISC", "b")]


def test_cyclonedx_takes_the_only_model_for_the_subject() -> None:
    library = {"type": "library", "name": "a"}
    assert licenses(bom(components=[library, {**MODEL, "licenses": MIT}])) == [("MIT", "")]


def test_cyclonedx_reads_what_a_model_is_made_from() -> None:
    base = {"type": "machine-learning-model", "name": "b", "purl": "pkg:huggingface/acme/base@1"}
    data = [{"ref": "d"}, {"name": "Birds", "contents": {"url": "https://example.org/birds"}}]
    facts = about(
        {
            **MODEL,
            "pedigree": {"ancestors": [{**base, "licenses": MIT}]},
            "modelCard": {"modelParameters": {"datasets": data}},
        },
        components=[{"bom-ref": "d", "type": "data", "name": "Trees"}],
    )
    assert parents(facts) == [
        ("pkg:huggingface/acme/base@1", Kind.MODEL, Relation.DERIVED_FROM),
        ("Trees", Kind.DATASET, None),
        ("https://example.org/birds", Kind.DATASET, None),
    ]
    assert stated(facts) == [("pkg:huggingface/acme/base@1", Kind.MODEL, "MIT")]


def test_cyclonedx_keeps_what_was_found_apart_from_what_is_declared() -> None:
    found = {"evidence": {"licenses": [*MIT, {"license": {"id": "ISC"}}]}}
    facts = about({**MODEL, "licenses": MIT, **found})
    claims = [(f.raw, f.basis, f.scope) for f in facts if isinstance(f, LicenseClaim)]
    assert claims == [("MIT", Basis.DECLARED, ""), ("ISC", Basis.REFERENCE, "acme/net")]


def test_cyclonedx_says_what_stands_behind_ancestors_and_data() -> None:
    old = {**MODEL, "name": "old", "licenses": MIT}
    ancestor = {**MODEL, "name": "base", "pedigree": {"ancestors": [old]}}
    trees = {"bom-ref": "t", "type": "data", "name": "Trees", "pedigree": {
        "ancestors": [{"type": "data", "name": "Seeds", "licenses": MIT}]}}  # fmt: skip
    facts = about(
        {
            **MODEL,
            "pedigree": {"ancestors": [ancestor]},
            "modelCard": {"modelParameters": {"datasets": [{"ref": "t"}]}},
        },
        components=[trees],
    )
    assert [name for name, _, _ in parents(facts)] == ["acme/base", "Trees"]
    assert stated(facts) == [
        ("Trees", Kind.DATASET, "Seeds"),
        ("acme/base", Kind.MODEL, "acme/old"),
        ("Seeds", Kind.DATASET, "MIT"),
        ("acme/old", Kind.MODEL, "MIT"),
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"license": {"name": "Ours", "text": {"content": "Our terms."}}},
         (Defined("Ours", "Our terms."),)),
        ({"license": {"id": "MIT", "text": {"content": "T3VyIHRlcm1zLg==",
                                            "encoding": "base64"}}},
         (Defined("MIT", "Our terms."),)),
        ({"expression": "LicenseRef-a AND MIT", "expressionDetails": [
            {"licenseIdentifier": "LicenseRef-a", "text": {"content": "Our terms."}},
            {"licenseIdentifier": "MIT"}, "words"]},
         (Defined("LicenseRef-a", "Our terms."),)),
        ({"license": {"name": "Ours", "text": {"content": "!", "encoding": "base64"}}}, ()),
        ({"license": {"name": "Ours", "text": 3}}, ()),
    ],
)  # fmt: skip
def test_cyclonedx_hands_on_texts_of_licenses(choice: object, expected: object) -> None:
    (claim,) = [f for f in about({**MODEL, "licenses": [choice]}) if isinstance(f, LicenseClaim)]
    assert claim.defined == expected


def test_cyclonedx_takes_an_address_of_a_license_for_a_reference_alone() -> None:
    links = [{"type": "license", "url": "https://example.org/l"}, {"type": "vcs", "url": "x"}]
    (claim,) = [
        fact
        for fact in about({**MODEL, "externalReferences": links})
        if isinstance(fact, LicenseClaim)
    ]
    assert (claim.raw, claim.basis) == ("https://example.org/l", Basis.REFERENCE)


def test_cyclonedx_reads_models_in_an_application() -> None:
    facts = about({"type": "application", "name": "app"}, components=[MODEL])
    assert parents(facts) == [("acme/net", Kind.MODEL, Relation.CONTAINS)]
