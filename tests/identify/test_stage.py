"""When known wordings inside a text are certain, and all the ways in which they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from licscan.identify.fast import Fast
from licscan.identify.fingerprints import Answer, Hit
from licscan.identify.near import Lexicon
from licscan.identify.stage import certain
from licscan.model import Basis, Match

LEXICON = Lexicon(frozenset({"warranty", "licenc"}), frozenset({"LicenseRef-some"}))
MIT = Answer("MIT", "text", 100)
ISC = Answer("ISC", "text", 100)


def words(*parts: int | str) -> list[str]:
    """Return that many neutral words for a number, and the word itself for a word."""
    found: list[str] = []
    for part in parts:
        found += [part] if isinstance(part, str) else ["purple"] * part
    return found


UNCERTAIN: dict[str, tuple[list[str], list[Hit]]] = {
    "nothing found": (words(50), []),
    "only an intro": (words(50), [Hit(0, 5, Answer("MIT", "intro", 100))]),
    "only a false positive": (words(50), [Hit(0, 5, Answer("NONE", "none", 0))]),
    "two licenses": (words(120), [Hit(0, 60, MIT), Hit(60, 120, ISC)]),
    "a choice of licenses": (words(60), [Hit(0, 60, Answer("MIT OR ISC", "text", 100))]),
    "with an exception": (words(60), [Hit(0, 60, Answer("GPL-2.0-only WITH X", "text", 100))]),
    "a text and another's name": (
        words(80),
        [Hit(0, 60, MIT), Hit(70, 73, Answer("ISC", "reference", 100))],
    ),
    "a legal word beside": (words(60, "warranty"), [Hit(0, 60, MIT)]),
    "a word beside that takes away": (words(60, "not"), [Hit(0, 60, MIT)]),
    "many words beside": (words(200), [Hit(0, 60, MIT)]),
    "some license": (words(60), [Hit(0, 60, Answer("LicenseRef-some", "text", 100))]),
    "a name in a long text": (words(400), [Hit(0, 4, Answer("MIT", "reference", 100))]),
    "a weak name": (words(9), [Hit(0, 4, Answer("MIT", "reference", 60))]),
    "a name among legal words": (
        words(4, "warranty", "warranty", "not"),
        [Hit(0, 4, Answer("MIT", "reference", 100))],
    ),
}


@pytest.mark.parametrize("case", UNCERTAIN)
def test_not_certain(case: str) -> None:
    tokens, hits = UNCERTAIN[case]
    assert certain(tokens, hits, LEXICON) is None


def test_a_text_with_neutral_words_beside_is_certain() -> None:
    found = certain(words(3, 60), [Hit(3, 63, MIT)], LEXICON)
    assert found is not None
    assert (found.answer, found.is_text, found.beside) == (MIT, True, ("purple",) * 3)


def test_a_short_name_is_certain_and_no_text() -> None:
    found = certain(words(9), [Hit(0, 4, Answer("MIT", "reference", 100))], LEXICON)
    assert found is not None
    assert not found.is_text


RIDERS = [
    "You may not use the software for military purposes.",
    "Only for research.",
    "If your revenue is above one million you must buy another license.",
    "This software is licensed, not sold.",
    "Also available under the Apache License, Version 2.0.",
]


@pytest.mark.parametrize("rider", RIDERS)
@pytest.mark.parametrize("name", ["mit", "isc", "bsd-new"])
def test_a_text_with_a_rider_is_never_certain(
    fast: Fast, shipped: Callable[[str], str], name: str, rider: str
) -> None:
    text = shipped(name)
    assert fast.answer(text) is not None
    for changed in (f"{text}\n\n{rider}\n", f"{rider}\n\n{text}"):
        assert fast.answer(changed) is None


@pytest.mark.parametrize("name", ["mit", "apache-2.0", "llama-3.1-license-2024", "bsd-simplified"])
def test_a_cut_text_is_never_certain(fast: Fast, shipped: Callable[[str], str], name: str) -> None:
    text = shipped(name)
    assert fast.answer(text[: len(text) * 6 // 10]) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.1", "3"),
        ("3.1", "9.7"),
        ("July 23, 2024", "July 24, 2024"),
        ("700 million", "7 million"),
    ],
)
def test_a_neighbouring_version_is_never_certain(
    fast: Fast, shipped: Callable[[str], str], old: str, new: str
) -> None:
    text = shipped("llama-3.1-license-2024")
    assert old in text
    assert fast.answer(text.replace(old, new)) is None


@pytest.mark.parametrize("name", ["mit", "bsd-new", "apache-2.0", "gpl-2.0", "cc-by-sa-4.0", "isc"])
def test_another_holder_and_a_heading_change_nothing(
    fast: Fast, shipped: Callable[[str], str], name: str
) -> None:
    text = shipped(name)
    plain = fast.answer(text)
    dressed = fast.answer(f"# Frobnicate\n\nCopyright (c) 2031 Jane Doe and others\n\n{text}")
    assert plain is not None
    assert dressed is not None
    assert dressed.expression == plain.expression
    assert (dressed.basis, dressed.match in (Match.EXACT, Match.RULES)) == (Basis.TEXT, True)
