"""ScanCode itself, loaded once: what the tables leave to it, and that they agree with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licscan.identify import scancode as door
from licscan.identify.fast import Fast
from licscan.identify.identifier import Identifier
from licscan.identify.renamed import renamed
from licscan.identify.scancode import Detection, ScanCode, Unavailable
from licscan.model import Basis, Gap, LicenseClaim, LicenseText, Match, Span
from licscan.rules_root import rules_root

SPAN = Span("LICENSE")
THRESHOLD = (
    "If the Software, or any derivative work of it, is used in products of a company with more "
    "than 100 million monthly active users, that company must ask the author for another license."
)


LLAMA_NOTICE = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright (c) Meta Platforms, "
    "Inc. All Rights Reserved."
)
PROGRAM = """
import sys
from licscan.identify.identifier import Identifier
from licscan.model import LicenseText, Span
identifier = Identifier()
(claim,) = identifier.identify(LicenseText(Span("LICENSE"), "x", sys.stdin.read()))
identifier.close()
print(claim.match)
"""


def test_a_text_that_is_too_long_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SIZE_LIMIT", 10)
    scancode = ScanCode()
    with pytest.raises(Unavailable) as caught:
        scancode.detect("a" * 11)
    assert caught.value.limit
    assert not scancode.loaded


def test_an_empty_text_loads_nothing() -> None:
    scancode = ScanCode()
    assert scancode.detect(" \n") == Detection("")
    assert not scancode.loaded


def test_a_scancode_that_cannot_be_loaded_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "licensedcode.cache", None)
    identifier = Identifier(cache=False)
    for _ in range(2):
        (gap,) = identifier.identify(LicenseText(SPAN, "x", "My own terms. " * 30))
        assert isinstance(gap, Gap)
        assert "could not be loaded" in gap.problem


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def identifier(folder: Path) -> Iterator[Identifier]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        made = Identifier()
        made.identify(LicenseText(SPAN, "x", "Our own terms, in a few words."))
        yield made
        made.close()


def claim(identifier: Identifier, text: str, named: bool = True) -> LicenseClaim:
    (found,) = identifier.identify(LicenseText(SPAN, "x", text, named=named))
    assert isinstance(found, LicenseClaim)
    return found


@pytest.mark.deep
@pytest.mark.filterwarnings("ignore")
class TestDeep:
    @pytest.mark.parametrize(
        ("name", "old", "new", "note"),
        [
            ("llama-3.1-license-2024", "3.1", "9.7", "9"),
            ("llama-3.1-license-2024", "July 23, 2024", "July 24, 2024", "24"),
            ("exaone-ai-model-1.1-nc", "1.1", "1.2", "title"),
            ("gemma-tou-2024-04-01", "April 1, 2024", "April 2, 2024", ""),
            ("mit", "free of charge", "only to those who pay a charge", "only"),
            ("apache-2.0", "January 2004", "January 2024", "2024"),
        ],
    )
    def test_a_neighbour_is_near(
        self,
        identifier: Identifier,
        shipped: Callable[[str], str],
        name: str,
        old: str,
        new: str,
        note: str,
    ) -> None:
        text = shipped(name)
        assert old in text
        found = claim(identifier, text.replace(old, new))
        assert (found.basis, found.match) == (Basis.TEXT, Match.NEAR)
        assert note in found.note

    def test_a_rider_makes_it_near(
        self, identifier: Identifier, shipped: Callable[[str], str]
    ) -> None:
        assert claim(identifier, f"{shipped('mit')}\n\n{THRESHOLD}\n").match is Match.NEAR

    def test_unknown_terms_are_not_given_a_license(self, identifier: Identifier) -> None:
        text = (
            "The Frob License\n\n"
            + ("Licensor grants you the right to paint the frob, and you must not sell it. ") * 9
        )
        found = claim(identifier, text)
        assert (found.expression, found.match) == ("NOASSERTION", Match.NEAR)
        assert found.raw == "The Frob License"

    def test_a_name_in_the_text_is_no_difference(
        self, identifier: Identifier, shipped: Callable[[str], str]
    ) -> None:
        text = shipped("bsd-new").replace("copyright holder", "Frobnicate Labs")
        found = claim(identifier, text)
        assert found.match in (Match.RULES, Match.EXACT)
        assert found.expression == "BSD-3-Clause"

    def test_two_texts_in_one_file_are_joined(
        self, identifier: Identifier, shipped: Callable[[str], str]
    ) -> None:
        found = claim(identifier, f"{shipped('mit')}\n\n\n{shipped('apache-2.0')}")
        assert set(found.expression.split()) == {"Apache-2.0", "AND", "MIT"}
        assert found.basis is Basis.TEXT

    @pytest.mark.parametrize(
        "dress",
        [
            lambda text: f"Copyright (c) 2031 Frobnicate Labs. All rights reserved.\n\n{text}",
            lambda text: f"# Frobnicate 8B\n\nLicense of the weights\n\n{text}",
            lambda text: f"Built with Llama\n\n{text}",
            lambda text: f"{text}\n\nNOTICE\n\n{LLAMA_NOTICE}",
        ],
        ids=["a header", "a title", "a badge", "a notice"],
    )
    def test_what_stands_around_a_model_license_changes_nothing(
        self,
        identifier: Identifier,
        shipped: Callable[[str], str],
        dress: Callable[[str], str],
    ) -> None:
        name = "llama-3.1-license-2024"
        found = claim(identifier, dress(shipped(name)))
        assert found.expression == f"LicenseRef-scancode-{name}"
        assert (found.basis, found.match in (Match.EXACT, Match.RULES)) == (Basis.TEXT, True)

    def test_deep_asks_scancode_and_agrees(self, shipped: Callable[[str], str]) -> None:
        deep = Identifier(cache=False, deep=True)
        assert claim(deep, shipped("isc")).expression == "ISC"
        assert claim(deep, "The code is under the MIT License.", named=False).expression == "MIT"
        assert deep.identify(LicenseText(SPAN, "x", "About trees.", named=False)) == ()
        assert deep.scancode_version.startswith("32.")

    def test_the_answer_is_remembered(
        self, identifier: Identifier, shipped: Callable[[str], str], folder: Path
    ) -> None:
        text = shipped("mit").replace("free of charge", "for a small charge")
        first = claim(identifier, text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(folder))
            other = Identifier(scancode=False)
            assert claim(other, text) == first
            assert other.scancode_version == ""

    def test_time_is_bounded(
        self, shipped: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(door, "TIME_LIMIT", -1.0)
        identifier = Identifier(cache=False)
        (gap,) = identifier.identify(LicenseText(SPAN, "x", shipped("mit")[:600]))
        assert isinstance(gap, Gap)
        assert gap.limit

    @pytest.mark.parametrize("home", ["/dev/null", "", "/dev/null/nobody"])
    def test_without_a_home_it_answers_and_leaves_no_folders(
        self, shipped: Callable[[str], str], tmp_path: Path, home: str
    ) -> None:
        text = shipped("mit").replace("free of charge", "for a small charge")
        names = ("SCANCODE_TEMP", "SCANCODE_CACHE", "XDG_CACHE_HOME")
        environment = {name: value for name, value in os.environ.items() if name not in names}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PROGRAM],
            input=text,
            capture_output=True,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
            env={**environment, "HOME": home, "TMPDIR": str(tmp_path)},
            check=False,
        )
        assert done.stdout.splitlines() == ["near"], done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "name", ["mit", "bsd-simplified", "zlib", "cc0-1.0", "odbl-1.0", "qwen-2024", "afl-3.0"]
    )
    def test_the_tables_agree(self, shipped: Callable[[str], str], name: str) -> None:
        fast, scancode = Fast(rules_root()), ScanCode()
        for text in (shipped(name), f"# Frob\n\nCopyright (c) 2031 Jane Doe\n\n{shipped(name)}"):
            ours = fast.answer(text)
            theirs = renamed(scancode.detect(text).expression, fast.renamed)
            assert ours is not None
            assert ours.expression == theirs
