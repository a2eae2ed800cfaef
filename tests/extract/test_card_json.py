"""Cards kept as JSON: other JSON first, then answers of the Hub, lists of them, and the toolkit."""

from __future__ import annotations

import json

import pytest

from licscan.extract import card_json, readers
from licscan.model import ComponentClaim, Gap, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(value: object, name: str = "net/model_info.json") -> list[object]:
    return list(card_json.extract(from_bytes(name, json.dumps(value).encode())))


def lines(*rows: str) -> list[object]:
    return list(card_json.extract(from_bytes("cards.jsonl", "\n".join(rows).encode())))


def licenses(facts: list[object]) -> list[tuple[str, str, str]]:
    return [(f.raw, f.scope, f.span.pointer) for f in facts if isinstance(f, LicenseClaim)]


def parents(facts: list[object]) -> list[tuple[str, Kind, Relation | None]]:
    return [(f.raw, f.kind, f.relation) for f in facts if isinstance(f, ParentClaim)]


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        {},
        [],
        [1, "license:mit"],
        {"license": "mit"},
        {"id": "acme/net", "license": "mit"},
        {"id": "acme/net", "tags": ["license", "text-generation", 7]},
        {"id": "acme/net", "tags": "license:mit"},
        {"cardData": {"license": "mit"}},
        {"id": "acme/net", "cardData": "license: mit"},
        {"model_details": "license: mit"},
        {"model_overview": {"model_name": "net"}, "license": "mit"},
        [{"id": "acme/net", "name": "net", "files": [{"tags": []}]}],
    ],
)
def test_other_json_states_nothing(value: object) -> None:
    assert read(value) == []


def test_broken_json_is_left_to_the_scan() -> None:
    with pytest.raises(Unreadable):
        list(card_json.extract(from_bytes("model_info.json", b"{")))


def test_lineage_of_works_in_a_list_is_not_that_of_the_folder() -> None:
    row = {"id": "acme/a", "cardData": {"license": "mit", "base_model": "acme/b"}}
    facts = read([row, {**row, "id": "acme/c"}])
    assert [type(fact) for fact in facts] == [LicenseClaim, LicenseClaim]


@pytest.mark.parametrize("name", ["net/config.json", "data/cards/deck.json", "models.json"])
def test_json_of_other_names_is_not_asked(name: str) -> None:
    assert card_json.NAME not in {reader.NAME for reader in readers(name)}


ANSWER = {
    "id": "acme/net",
    "modelId": "acme/net",
    "tags": [
        "license:mit",
        "base_model:acme/base",
        "base_model:quantized:acme/base",
        "dataset:a/d",
    ],
    "cardData": {"license": "apache-2.0", "base_model": ["acme/base"], "datasets": ["a/d"]},
}


@pytest.mark.parametrize("value", [ANSWER, [ANSWER]])
def test_answer_of_the_hub_is_the_card_that_it_quotes(value: object) -> None:
    facts = read(value)
    at = "/0" if isinstance(value, list) else ""
    (component,) = (fact for fact in facts if isinstance(fact, ComponentClaim))
    assert (component.kind, component.name) == (Kind.MODEL, "acme/net")
    assert licenses(facts) == [("apache-2.0", "", f"{at}/cardData/license")]
    assert parents(facts) == [
        ("acme/base", Kind.MODEL, None),
        ("a/d", Kind.DATASET, Relation.TRAINED_ON),
    ]


def test_answer_without_a_card_is_read_from_its_tags() -> None:
    facts = read({key: ANSWER[key] for key in ("id", "tags")})
    assert licenses(facts) == [("mit", "", "/tags/0")]
    assert parents(facts) == [
        ("acme/base", Kind.MODEL, Relation.QUANTIZED),
        ("a/d", Kind.DATASET, Relation.TRAINED_ON),
    ]


def test_answer_about_data() -> None:
    facts = read({"id": "a/d", "citation": "", "cardData": {"license": ["mit"]}, "tags": []})
    assert isinstance(facts[0], ComponentClaim)
    assert facts[0].kind is Kind.DATASET


def test_place_of_a_license_is_a_line_of_the_whole_file() -> None:
    text = '{\n "id": "acme/net",\n "cardData": {\n  "license": "mit"\n }\n}\n'
    _, claim = card_json.extract(from_bytes("model_info.json", text.encode()))
    assert (claim.span.line, claim.span.pointer) == (4, "/cardData/license")


def test_list_tells_the_license_of_each() -> None:
    rows = [{"id": f"acme/{n}", "tags": [f"license:{n}"]} for n in ("mit", "isc")]
    wanted = [("mit", "acme/mit"), ("isc", "acme/isc")]
    assert [row[:2] for row in licenses(read(rows, "hub-cards.json"))] == wanted
    facts = lines(*map(json.dumps, rows))
    assert [row[:2] for row in licenses(facts)] == wanted
    assert [fact.span.line for fact in facts if isinstance(fact, LicenseClaim)] == [1, 2]


def test_broken_line_of_a_list_is_a_gap_at_its_place() -> None:
    *_, gap = lines('{"id": "a/b", "tags": ["license:mit"]}', "", '{"id": ')
    assert isinstance(gap, Gap)
    assert gap.span.line == 3


def test_card_of_the_toolkit() -> None:
    value = {
        "model_details": {
            "name": "Net",
            "licenses": [{"identifier": "Apache-2.0"}, {"custom_text": "Ask us."}, {}],
        },
        "model_parameters": {"data": [{"name": "Cats", "link": "https://example.org/cats"}, {}]},
    }
    facts = read(value, "model_card.json")
    assert isinstance(facts[0], ComponentClaim)
    assert facts[0].name == "Net"
    assert [row[0] for row in licenses(facts)] == ["Apache-2.0", "Ask us."]
    assert parents(facts) == [("https://example.org/cats", Kind.DATASET, None)]
