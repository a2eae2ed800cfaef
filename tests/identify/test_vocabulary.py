"""The tables of license words: complete, without contradiction, and with ids that exist."""

from __future__ import annotations

import importlib.util
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from licscan.expressions import exception_id, license_id, license_ids, successor
from licscan.identify import license_links, vocabulary
from licscan.identify.folding import fold, tokens

ROOT = Path(__file__).resolve().parents[2]
HUB_TABLE = ROOT.parent.joinpath(
    *("shared", "corpus", "hub-docs", "huggingface+hub-docs", "docs", "hub"),
    "repositories-licenses.md",
)


def _table(name: str) -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((ROOT / "rules" / name).read_text(encoding="utf-8"))
    return data


TAGS, SPELLINGS, URLS = _table("tags.toml"), _table("spellings.toml"), _table("urls.toml")


def _members() -> Iterator[str]:
    yield from TAGS["tags"].values()
    yield from SPELLINGS["equals"].values()
    for family in (*TAGS["families"].values(), *SPELLINGS["families"]):
        yield from family["members"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MIT", "MIT-0"),
        ("BSD-2-Clause", "BSD-3-Clause"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("LGPL-2.1", "LGPL-2"),
        ("cc-by-3.0", "cc-by-3.0-at"),
        ("cc0", "cc"),
        ("Unlicense", "Unlicensed"),
        ("openrail", "openrail++"),
        ("MIT", "MIT?"),
        ("llama 3", "llama 3.1"),
    ],
)
def test_spellings_that_differ(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPLv3", "gpl-3.0"),
        ("GPL version 3", "GPL 3"),
        ("GPL-3.0+", "GPL v3 or later"),
        ("cc-by-4-0", "CC BY 4.0"),
        ("LGPL-2-1", "LGPL 2.1"),
        ("BlueOak-1.0.0", "BlueOak 1"),
        ("CC\u2013BY\u00a04.0", "cc_by_4.0"),
        ("\uff2d\uff29\uff34", "mit"),
    ],
)
def test_spellings_that_are_one(one: str, other: str) -> None:
    assert " ".join(tokens(one)) == " ".join(tokens(other))


def test_what_is_said_twice_counts_once() -> None:
    assert fold("GPL v3 (GPLv3)", frozenset(), ()) == "gpl 3"


def test_every_tag_of_the_hub_stands_once() -> None:
    assert len(TAGS["tags"]) + len(TAGS["families"]) == 83
    assert not set(TAGS["tags"]) & set(TAGS["families"])


@pytest.mark.skipif(not HUB_TABLE.is_file(), reason="the Hub's table is not at hand")
def test_tags_are_those_of_the_hub() -> None:
    rows = (line.split("|") for line in HUB_TABLE.read_text(encoding="utf-8").splitlines())
    cells = (row[2].strip() for row in rows if len(row) > 3)
    hub = {cell.strip("`") for cell in cells if cell.startswith("`")}
    assert set(TAGS["tags"]) | set(TAGS["families"]) == hub


@pytest.mark.parametrize(("tag", "meant"), sorted(TAGS["tags"].items()))
def test_quick_reader_reads_what_toml_reads(tag: str, meant: str) -> None:
    assert vocabulary.listed(tag) == meant


@pytest.mark.parametrize("one", sorted(set(_members())))
def test_ids_are_on_a_list(one: str) -> None:
    assert license_id(one) == one
    assert not successor(one)


def test_own_ids_are_of_the_rulebook_or_scancode() -> None:
    license_expression = pytest.importorskip("license_expression")
    scancode = {entry["spdx_license_key"] for entry in license_expression.get_license_index()}
    rulebook = {path.stem for path in (ROOT / "rules" / "licenses").glob("*.toml")}
    named = {*_members(), *SPELLINGS["names"]}
    own = {one for one in named if one.startswith("LicenseRef-")}
    assert own - rulebook - scancode == set()


@pytest.mark.parametrize("word", sorted({*SPELLINGS["names"]}))
def test_names_belong_to_a_tag_or_an_id(word: str) -> None:
    assert all(vocabulary.listed(part) or exception_id(part) for part in word.split(" WITH "))


def test_no_name_has_two_meanings() -> None:
    names = [
        *(name for names in SPELLINGS["names"].values() for name in names),
        *(name for family in SPELLINGS["families"] for name in family.get("names", ())),
        *SPELLINGS["nameless"]["names"],
        *SPELLINGS["unlisted"],
        *SPELLINGS["no-license"],
    ]
    meanings = {name: vocabulary.named(name) for name in names}
    wanted: dict[str, object] = {}
    for meant, spelled in SPELLINGS["names"].items():
        wanted |= dict.fromkeys(spelled, vocabulary.listed(meant) or meant)
    assert {name: meanings[name] for name in wanted} == wanted
    assert all(isinstance(meanings[name], vocabulary.Family) for name in set(names) - set(wanted))


def test_no_two_current_ids_are_spelled_alike() -> None:
    noise = frozenset(SPELLINGS["noise"])
    current = [one for one in license_ids() if not successor(one)]
    folded = Counter(fold(one, noise, ()) for one in current)
    assert [one for one in current if folded[fold(one, noise, ())] > 1] == []


def test_a_name_does_not_hide_an_id() -> None:
    found = {one: vocabulary.named(one) for one in license_ids()}
    hidden = [one for one, named in found.items() if named != vocabulary.listed(one)]
    exact = {name for family in SPELLINGS["families"] for name in family.get("exact", ())}
    assert [one for one in hidden if one.lower() not in exact] == []


@pytest.mark.parametrize(
    "word",
    sorted(
        {
            *URLS["addresses"].values(),
            *URLS["repositories"].values(),
            *URLS["series"].values(),
            *URLS["branches"]["repositories"].values(),
        }
    ),
)
def test_addresses_name_what_is_known(word: str) -> None:
    assert (vocabulary.listed(word) or vocabulary.named(word)) is not None


@pytest.mark.parametrize("address", sorted(URLS["addresses"]))
def test_addresses_are_found_as_written(address: str) -> None:
    found = license_links.named_by(f"https://www.{address}/")
    assert found is not None
    assert found.word == URLS["addresses"][address]


def _generator(name: str = "spdx_ids") -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_list_of_ids_is_what_its_generator_writes() -> None:
    pytest.importorskip("license_expression")
    generator = _generator()
    written = generator.TARGET.read_text(encoding="utf-8")
    made_from = written.partition("license-expression ")[2].partition(".\n")[0]
    if generator.importlib.metadata.version("license-expression") != made_from:
        pytest.skip(f"the list was made from license-expression {made_from}")
    assert generator.text() == written


def test_names_of_licenses_are_what_their_generator_writes() -> None:
    pytest.importorskip("licensedcode")
    generator = _generator("license_names")
    written = generator.TARGET.read_text(encoding="utf-8")
    if f"scancode-toolkit {generator._version()}, " not in written:
        pytest.skip("the names were made from another version of ScanCode")
    assert generator.text() == written
