"""Data packages: what states nothing first, then the package, its files and its sources."""

from __future__ import annotations

import json

import pytest

from licscan.extract import frictionless
from licscan.model import ComponentClaim, LicenseClaim, ParentClaim
from licscan.sources.document import from_bytes

CC0 = {"name": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}
ODBL = {"name": "ODbL-1.0"}


def read(value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(frictionless.extract(from_bytes("d/datapackage.json", data)))


def licenses(value: object) -> list[tuple[str, str]]:
    return [(fact.raw, fact.scope) for fact in read(value) if isinstance(fact, LicenseClaim)]


@pytest.mark.parametrize("value", [[], None, {"name": "an npm thing"}, "text"])
def test_frictionless_ignores_what_is_no_package(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "value",
    [
        {"licenses": []},
        {"licenses": "CC0-1.0"},
        {"licenses": [{"title": {"en": "Public domain"}}, {"name": ""}, 3]},
        {"resources": [{"path": "a.csv", "schema": {"licenses": [CC0]}}]},
        {"resources": ["a.csv"], "sources": ["a book"], "contributors": [{"title": "CC0-1.0"}]},
        {"resources": [], "sources": [{"email": "a@example.org"}]},
    ],
)
def test_frictionless_claims_a_dataset_and_nothing_more(value: object) -> None:
    (fact,) = read(value)
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"licenses": [CC0]}, [("CC0-1.0", "")]),
        ({"licenses": [{"path": "LICENSE.md"}]}, [("LICENSE.md", "")]),
        ({"licenses": [{"title": "Our terms"}]}, [("Our terms", "")]),
        ({"licenses": [{"id": "CC0-1.0", "title": "CC0 1.0", "url": "https://example.org"}]},
         [("CC0-1.0", "")]),
        ({"licenses": [{"type": "ODC-BY", "url": "https://example.org"}]}, [("ODC-BY", "")]),
        ({"license": "ODC-By-1.0", "resources": []}, [("ODC-By-1.0", "")]),
        ({"licenses": [CC0], "resources": [{"path": "a.csv"}]}, [("CC0-1.0", "")]),
        ({"licenses": [CC0], "resources": [{"path": "a.csv", "licenses": [CC0]}]},
         [("CC0-1.0", "")]),
        ({"licenses": [CC0], "resources": [{"path": "a.csv", "licenses": [ODBL]}]},
         [("CC0-1.0", ""), ("ODbL-1.0", "a.csv")]),
        ({"resources": [{"path": "a.csv", "licenses": [ODBL]}, {"name": "b", "licenses": [ODBL]}]},
         [("ODbL-1.0", "")]),
        ({"resources": [{"path": "a.csv", "licenses": [ODBL]}, {"name": "b", "licenses": [CC0]}]},
         [("ODbL-1.0", "a.csv"), ("CC0-1.0", "b")]),
        ({"resources": [{"path": "a.csv", "licenses": [ODBL]}, {"path": "b.csv"}]},
         [("ODbL-1.0", "a.csv")]),
    ],
)  # fmt: skip
def test_frictionless_reads_licenses(value: object, expected: list[tuple[str, str]]) -> None:
    assert licenses(value) == expected


def test_frictionless_keeps_several_licenses_as_one_list() -> None:
    claims = [f for f in read({"licenses": [CC0, ODBL]}) if isinstance(f, LicenseClaim)]
    assert {claim.group for claim in claims} == {"/licenses"}
    assert claims[0].link == CC0["path"]


def test_frictionless_reads_sources_of_package_and_files() -> None:
    value = {
        "sources": [{"title": "A book", "path": "https://example.org/book"}],
        "resources": [{"path": "a.csv", "sources": [{"title": "A survey"}]}],
    }
    parents = [f for f in read(value) if isinstance(f, ParentClaim)]
    assert [(p.raw, p.span.pointer) for p in parents] == [
        ("https://example.org/book", "/sources/0/path"),
        ("A survey", "/resources/0/sources/0/title"),
    ]
