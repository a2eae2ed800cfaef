"""Every rule file holds what its schema allows, and the schemas speak the words of `terms.toml`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from licscan.rulebook import Rulebook

RULES = Path(__file__).resolve().parents[2] / "rules"
FILES = [
    *(("license", path) for path in sorted(RULES.glob("licenses/*.toml"))),
    *(("exception", path) for path in sorted(RULES.glob("exceptions/*.toml"))),
    *(("pairs", path) for path in sorted(RULES.glob("pairs/*.toml"))),
    *(("plan", path) for path in sorted(RULES.glob("cases/*.toml"))),
    *((name, RULES / f"{name}.toml") for name in ("stances", "relations", "tags", "flags")),
]
LICENSE = """
schema = "licscan-license/1"
id = "LicenseRef-made-up"
"""


def _schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (RULES / "schema" / f"{name}.schema.json").read_text("utf-8")
    )
    return found


@pytest.mark.parametrize("name", sorted(p.stem for p in RULES.glob("schema/*.json")))
def test_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads((RULES / "schema" / f"{name}.json").read_text()))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(LICENSE, "is a required property", id="nearly empty"),
        pytest.param(LICENSE + 'colour = "red"', "colour", id="unknown key"),
        pytest.param(LICENSE + 'category = "nice"', "nice", id="unknown category"),
    ],
)
def test_schema_refuses(text: str, problem: str) -> None:
    errors = Draft202012Validator(_schema("license")).iter_errors(tomllib.loads(text))
    assert any(problem in error.message for error in errors)


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_rule_file_fits_its_schema(name: str, path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    errors = Draft202012Validator(_schema(name)).iter_errors(data)
    assert [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in errors] == []


@pytest.mark.parametrize("name", Rulebook().license_ids())
def test_license_with_what_it_takes_over_is_whole(name: str) -> None:
    data = Rulebook().license_table(name)
    schema = _schema("license") | {"if": False}
    assert [error.message[:200] for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_license_files_are_named_by_their_id() -> None:
    paths = sorted(RULES.glob("licenses/*.toml"))
    assert [p.name for p in paths if tomllib.loads(p.read_text("utf-8"))["id"] != p.stem] == []


def test_schema_words_are_those_of_the_vocabulary() -> None:
    terms = tomllib.loads((RULES / "terms.toml").read_text(encoding="utf-8"))
    license = _schema("license")["properties"]
    duty, limit = license["duties"]["items"], license["limits"]["items"]
    assert duty["properties"]["kind"]["enum"] == terms["duties"]
    assert duty["properties"]["on"]["items"]["enum"] == terms["triggers"]
    assert limit["properties"]["kind"]["enum"] == terms["limits"]
    assert license["outbound"]["properties"]["rule"]["enum"] == terms["outbound-rules"]
    assert license["category"]["enum"] == terms["categories"]
