"""codemeta.json: what states nothing of the software first, then licenses and origins."""

from __future__ import annotations

import json

import pytest

from licscan.extract import codemeta
from licscan.model import (
    ComponentClaim,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)
from licscan.sources.document import from_bytes

CONTEXT = {"@context": "https://w3id.org/codemeta/3.0"}


def read(value: object) -> list[object]:
    return list(codemeta.extract(from_bytes("p/codemeta.json", json.dumps(value).encode())))


@pytest.mark.parametrize("value", [[], None, {"license": "MIT"}])
def test_codemeta_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"license": ""},
        {"license": {"@type": "CreativeWork"}},
        {"softwareRequirements": [{"name": "x", "license": "MIT"}]},
        {"isBasedOn": None, "isPartOf": "https://example.org"},
    ],
)
def test_codemeta_finds_software_and_nothing_more(keys: dict[str, object]) -> None:
    (fact,) = read({**CONTEXT, **keys})
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://spdx.org/licenses/MIT", [("https://spdx.org/licenses/MIT", "/license")]),
        ({"@type": "CreativeWork", "name": "MIT"}, [("MIT", "/license/name")]),
        (["MIT", {"url": "https://example.org"}],
         [("MIT", "/license/0"), ("https://example.org", "/license/1/url")]),
    ],
)  # fmt: skip
def test_codemeta_reads_licenses(value: object, expected: list[object]) -> None:
    facts = read({**CONTEXT, "license": value})
    claims = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert [(claim.raw, claim.span.pointer) for claim in claims] == expected


def test_codemeta_reads_what_it_is_based_on() -> None:
    based = ["https://example.org/a", {"@id": "https://example.org/b", "name": "B"}]
    found = [f for f in read({**CONTEXT, "isBasedOn": based}) if isinstance(f, ParentClaim)]
    assert [parent.raw for parent in found] == ["https://example.org/a", "https://example.org/b"]
    assert {parent.relation for parent in found} == {Relation.DERIVED_FROM}


@pytest.mark.parametrize(
    ("license_", "expected"),
    [
        (None, []),
        ({"@type": "CreativeWork"}, []),
        ("MIT", [("MIT", "/isBasedOn/license")]),
        (["MIT", {"name": "ISC"}],
         [("MIT", "/isBasedOn/license/0"), ("ISC", "/isBasedOn/license/1/name")]),
    ],
)  # fmt: skip
def test_codemeta_states_licenses_of_what_it_is_based_on_for_that_alone(
    license_: object, expected: list[object]
) -> None:
    facts = read({**CONTEXT, "isBasedOn": {"name": "B", "license": license_}})
    assert not [fact for fact in facts if isinstance(fact, LicenseClaim)]
    stated = [fact for fact in facts if isinstance(fact, UpstreamClaim)]
    assert {(fact.name, fact.kind) for fact in stated} <= {("B", Kind.CODE)}
    assert [(fact.says.raw, fact.span.pointer) for fact in stated] == expected
