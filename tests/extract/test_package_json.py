"""package.json: what states no license first, then today's and the old spellings."""

from __future__ import annotations

import json

import pytest

from licscan.extract import package_json
from licscan.model import Basis, ComponentClaim, Kind, LicenseClaim
from licscan.sources.document import from_bytes


def read(value: object) -> list[object]:
    return list(package_json.extract(from_bytes("p/package.json", json.dumps(value).encode())))


@pytest.mark.parametrize("value", [[], None, {}, {"type": "module"}, {"license": ""}])
def test_package_json_ignores_what_is_no_package(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"license": None},
        {"licenses": []},
        {"licenses": "MIT"},
        {"license": {}},
        {"dependencies": {"a": {"license": "MIT"}}},
        {"description": "MIT", "keywords": ["MIT"]},
    ],
)
def test_package_json_finds_a_package_and_nothing_more(keys: dict[str, object]) -> None:
    (fact,) = read({"name": "x", **keys})
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"license": "(MIT OR ISC)"}, [("(MIT OR ISC)", "", "/license")]),
        ({"license": "UNLICENSED"}, [("UNLICENSED", "", "/license")]),
        ({"license": "SEE LICENSE IN LICENSE.md"},
         [("SEE LICENSE IN LICENSE.md", "LICENSE.md", "/license")]),
        ({"license": {"type": "MIT", "url": "https://example.org"}},
         [("MIT", "https://example.org", "/license/type")]),
        ({"licenses": [{"type": "MIT"}, {"url": "https://example.org"}]},
         [("MIT", "", "/licenses/0/type"),
          ("https://example.org", "https://example.org", "/licenses/1/url")]),
    ],
)  # fmt: skip
def test_package_json_reads_licenses(keys: dict[str, object], expected: list[object]) -> None:
    claims = [f for f in read({"name": "x", **keys}) if isinstance(f, LicenseClaim)]
    assert [(claim.raw, claim.link, claim.span.pointer) for claim in claims] == expected
    assert bool(claims[0].group) == (len(claims) > 1)
    assert {claim.applies_to for claim in claims} == {Kind.CODE}


def test_package_json_takes_a_private_package_for_a_part() -> None:
    (fact,) = read({"name": "x", "private": True})
    assert isinstance(fact, ComponentClaim)
    assert fact.strong is False


def test_package_json_that_points_at_a_file_names_no_license_itself() -> None:
    _, claim = read({"name": "x", "license": "SEE LICENSE IN docs/TERMS"})
    assert isinstance(claim, LicenseClaim)
    assert (claim.basis, claim.link) == (Basis.REFERENCE, "docs/TERMS")
