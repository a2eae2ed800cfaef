"""A text beside the rule that matched it: the words changed, added and left out, in place."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from licscan.identify.scancode import wording
from licscan.identify.scancode.wording import Word

RULE = "the frob license version 1 you may paint it".split()


def aligned(text: str) -> tuple[SimpleNamespace, list[Word]]:
    """Return a match of the rule with a text that has no word of it twice, and the text's words."""
    words, here, there, place = [], [], [], -1
    for token in text.split():
        known = token in RULE or token in ("2", "not")
        place += known
        words.append(Word(token, place, known, False))
        if token in RULE:
            here.append(place)
            there.append(RULE.index(token))
    match = SimpleNamespace(qspan=here, ispan=there, qstart=here[0], qend=here[-1])
    return match, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the frob license version 1 you may paint it", []),
        ("the frob license version 2 you may paint it", [("1", "2")]),
        ("the frob license version 1 you may not paint it", [("", "not")]),
        ("the frob license version 1 you may paint", [("it", "")]),
        ("the frob license you may carefully paint it", [("version 1", ""), ("", "carefully")]),
        ("you may paint it", [("the frob license version 1", "")]),
        ("the frob license version 2 not you may paint it", [("1", "2 not")]),
    ],
)
def test_changes(text: str, expected: list[tuple[str, str]]) -> None:
    match, words = aligned(text)
    found = [(" ".join(old), " ".join(new)) for old, new in wording.changes(match, words, RULE)]
    assert found == expected


def test_a_head_that_was_not_matched_is_compared_with_the_words_before() -> None:
    match, words = aligned("you may paint it")
    before = [Word(w, place, True, False) for place, w in enumerate("a the frob license 9".split())]
    shifted = [Word(w.text, w.place + 5, w.known, False) for w in words]
    match = SimpleNamespace(
        qspan=[place + 5 for place in match.qspan],
        ispan=match.ispan,
        qstart=match.qstart + 5,
        qend=match.qend + 5,
    )
    ((old, new),) = wording.changes(match, [*before, *shifted], RULE)
    assert (" ".join(old), " ".join(new)) == ("license version 1", "license 9")


def test_a_match_out_of_step_tells_no_changes() -> None:
    match = SimpleNamespace(qspan=[0, 1, 2], ispan=[0, 1], qstart=0, qend=2)
    assert list(wording.changes(match, [], RULE)) == []


def test_words_on_copyright_lines_are_no_difference() -> None:
    match, words = aligned("the frob license version 1 you may paint it")
    notice = [Word("jane", 3, False, True)]
    assert list(wording.changes(match, [*words[:4], *notice, *words[4:]], RULE)) == []
    assert list(wording.added(match, [*words[:4], *notice, *words[4:]])) == []
