"""Information of the datasets library: what states nothing first, then a license each."""

from __future__ import annotations

import json

import pytest

from licscan.extract import dataset_infos
from licscan.model import ComponentClaim, LicenseClaim, LicenseText
from licscan.sources.document import from_bytes

LONG = "Permission is granted to use the records for research. " * 5


def read(value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(dataset_infos.extract(from_bytes("d/dataset_infos.json", data)))


@pytest.mark.parametrize(
    "value",
    [[], None, {}, {"license": "mit"}, {"default": {"license": "mit"}}, {"default": "mit"}],
)
def test_dataset_infos_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "value",
    [
        {"default": {"features": {}, "license": ""}},
        {"default": {"features": {"license_plate": {"dtype": "string"}}}},
        {"default": {"citation": "MIT", "description": "MIT licensed", "license": None}},
        {"features": {}, "license": ["mit"], "description": ""},
    ],
)
def test_dataset_infos_claims_a_dataset_and_nothing_more(value: object) -> None:
    (fact,) = read(value)
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"features": {}, "license": "mit", "description": ""}, [("mit", "", "/license")]),
        ({"a": {"features": {}, "license": "mit"}}, [("mit", "", "/a/license")]),
        ({"a": {"splits": {}, "license": "mit"}, "b": {"splits": {}, "license": "mit"}},
         [("mit", "", "/a/license")]),
        ({"a": {"splits": {}, "license": "mit"}, "b": {"splits": {}, "license": "cc0-1.0"}},
         [("mit", "a", "/a/license"), ("cc0-1.0", "b", "/b/license")]),
        ({"a": {"splits": {}, "license": "mit"}, "b": {"splits": {}, "license": ""}},
         [("mit", "a", "/a/license")]),
    ],
)  # fmt: skip
def test_dataset_infos_reads_licenses(value: object, expected: list[object]) -> None:
    claims = [fact for fact in read(value) if isinstance(fact, LicenseClaim)]
    assert [(claim.raw, claim.scope, claim.span.pointer) for claim in claims] == expected


def test_dataset_infos_hands_a_text_to_identification() -> None:
    _, fact = read({"a": {"features": {}, "license": LONG}})
    assert isinstance(fact, LicenseText)
    assert (fact.text, fact.named) == (LONG.strip(), False)
