"""The JSON Schema of the configuration and its reader say the same, as far as a schema can."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from licscan.config.reading import ConfigError, parse
from tests.config.test_reading import WHOLE

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "rules" / "schema" / "config.schema.json").read_text("utf-8"))
HASH = "0" * 64


def plain(value: Any) -> Any:
    """Return TOML values as JSON has them: dates are strings."""
    return json.loads(json.dumps(value, default=str))


def fits(text: str) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(plain(tomllib.loads(text)))


def is_read(text: str) -> bool:
    try:
        return parse(text, Path("licscan.toml")) is not None
    except ConfigError:
        return False


@pytest.mark.parametrize(
    "text",
    [
        "profil = 'strict'",
        "profile = 'harsh'",
        "fail-on = 'never'",
        "exclude = [1]",
        "exclude = ' '",
        "require-rules = 'new'",
        "release = 3",
        "[release]\nacts = []",
        "[release]\nacts = 'sell'",
        "[release]\nusers = -1",
        "[release]\nusers = true",
        "[[release]]\npath = 'a'\ncomponent = 'a'",
        "[stances]\nnc-training = 'no'",
        "[severity]\nLIC201 = 'loud'",
        "[licenses]\nallowed = []",
        "[licenses]\nallow = [1]",
        "[[clarify]]\ncomponent = 'a'\nexpression = 'MIT'",
        "[[clarify]]\ncomponent = 'a'\nexpression = 'MIT'\nreason = 'x'\nfile = 'a'",
        "[[clarify]]\ncomponent = 'a'\nexpression = 'MIT'\nreason = 'x'\nfile = 'a'\nsha256 = '1'",
        "[[waive]]\ncode = 'LIC201'\ncomponent = '.'",
        "[[waive]]\ncode = 'LIC201'\ncomponent = '.'\nreason = 'x'\nexpires = 'soon'",
        "[[waive]]\ncode = 'LIC201'\ncomponent = '.'\nreason = 'x'\nuntil = 2027-01-01",
        "[[hold]]\ncomponent = 'a'\nlifts = []\nreference = 'x'",
        "waive = 1",
    ],
)
def test_neither_takes(text: str) -> None:
    assert (fits(text), is_read(text)) == (False, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        WHOLE,
        "release = {acts = 'use', territories = 'EU'}",
        "[[release]]\ncomponent = 'a'\nusers = 0",
        "[stances]\nprofile = 'lenient'",
        "[licenses]\nallow = []",
        "[[waive]]\ncode = 'over-grant'\ncomponent = '.'\nreason = 'x'\nexpires = '2027-01-01'",
        f"[[clarify]]\ncomponent='a'\nexpression='MIT'\nreason='x'\nfile='a'\nsha256='{HASH}'",
        "[[hold]]\ncomponent = 'a'\nlifts = 'all'\nreference = 'x'\nexpires = 2027-01-01",
    ],
)
def test_both_take(text: str) -> None:
    assert (fits(text), is_read(text)) == (True, True)


def test_every_key_of_the_schema_is_known_to_the_reader_and_in_the_docs() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert [key for key in SCHEMA["properties"] if key not in page] == []
    for key in SCHEMA["properties"]:
        with pytest.raises(ConfigError) as caught:
            parse(f"{key} = 1.5\n", Path("licscan.toml"))
        assert "unknown key" not in str(caught.value)


def test_acts_and_liftable_terms_are_those_of_the_rules() -> None:
    licenses = json.loads((ROOT / "rules" / "schema" / "plan.schema.json").read_text("utf-8"))
    acts = licenses["properties"]["release"]["properties"]["acts"]["items"]["enum"]
    own = SCHEMA["$defs"]["release"]["properties"]["acts"]["oneOf"][0]["enum"]
    assert sorted(own) == sorted(acts)
