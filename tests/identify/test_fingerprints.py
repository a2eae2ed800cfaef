"""The fingerprint file: what it refuses, what it holds, and that lookups are exact."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from licscan.identify.fast import Fast
from licscan.identify.fingerprints import HEADER, Answer, Opening, Openings, Tables
from licscan.identify.tokens import key


@pytest.mark.parametrize(
    "data",
    [b"", b"something else", HEADER + b"section whole Q 3\n\n\0\0", HEADER + b"section whole\n\n"],
    ids=["empty", "another file", "cut short", "malformed"],
)
def test_not_a_fingerprint_file(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        Tables(data)


def test_the_file_names_the_scancode_it_was_made_from(fast: Fast) -> None:
    assert fast.tables.version == version("scancode-toolkit")
    assert fast.tables.facts["generator"] == "tools/fingerprints.py"
    assert len(fast.tables.digest) == 16


def test_unknown_words_are_no_license(fast: Fast) -> None:
    assert fast.tables.whole(["purple", "elephants"]) is None
    assert fast.tables.whole([]) is None
    assert fast.tables.bare(["purple"] * 40) is None
    assert list(fast.tables.hits(["purple", "elephants"])) == []


@pytest.mark.parametrize(
    ("name", "expression"),
    [
        ("mit", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("gpl-2.0", "GPL-2.0-only"),
        ("gpl-3.0", "GPL-3.0-only"),
        ("cc-by-nc-4.0", "CC-BY-NC-4.0"),
        ("llama-3.1-license-2024", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("llama-4-cla-2025", "LicenseRef-scancode-llama-4-cla-2025"),
        ("openmdw-1.0", "OpenMDW-1.0"),
    ],
)
def test_whole_texts(fast: Fast, shipped: Callable[[str], str], name: str, expression: str) -> None:
    answer = fast.tables.whole(fast.tables.vocabulary.tokens(shipped(name)))
    assert answer is not None
    assert (answer.expression, answer.kind) == (expression, "text")


def test_a_changed_word_is_no_whole_text(fast: Fast, shipped: Callable[[str], str]) -> None:
    text = shipped("llama-3.1-license-2024").replace("3.1", "9.7", 1)
    assert fast.tables.whole(fast.tables.vocabulary.tokens(text)) is None


def test_hits_are_the_longest_and_never_inside_another(fast: Fast) -> None:
    tokens = fast.tables.vocabulary.tokens("Licensed under the Apache License, Version 2.0")
    hits = list(fast.tables.hits(tokens))
    assert [hit.answer.expression for hit in hits] == ["Apache-2.0"]
    assert (hits[0].start, hits[0].end) == (0, len(tokens))


def test_further_texts_are_found_behind_their_first_words(fast: Fast) -> None:
    words = [f"word{number}" for number in range(30)]
    opening = Opening(30, key(words), Answer("LicenseRef-licscan-example", "text", 100))
    more = Openings({key(words[:6]): [opening]}, frozenset({"word0 word1"}))
    (hit,) = fast.tables.hits(["a", "title", *words, "end"], more)
    assert (hit.start, hit.end, hit.answer.expression) == (2, 32, "LicenseRef-licscan-example")
    assert not list(fast.tables.hits(["a", "title", *words[:-1], "end"], more))


@pytest.mark.parametrize(
    ("expression", "single"),
    [
        ("MIT OR Apache-2.0", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("MIT", True),
    ],
)
def test_single(expression: str, single: bool) -> None:
    assert Answer(expression, "text", 100).single is single


def test_ids_that_say_only_that_there_is_a_license(fast: Fast) -> None:
    assert "LicenseRef-scancode-unknown-license-reference" in fast.tables.unknown
    assert "MIT" not in fast.tables.unknown


@pytest.mark.deep
def test_the_generator_writes_the_same_bytes_again() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "tools/fingerprints.py", "--check"],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "up to date")
