"""The words of a text beside those of the rule that matched it: what was added, lost, changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from licscan.identify.tokens import names_copyright

_EXPLAINS = 60.0
_SLACK = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its place among the words ScanCode knows, and on what line it stands."""

    text: str
    place: int
    known: bool
    copyright: bool


def placed(query: Any, text: str) -> list[Word]:
    """Return each word with its place in the query; an unknown word has that of the one before."""
    from licensedcode.stopwords import STOPWORDS
    from licensedcode.tokenize import query_tokenizer

    place, dictionary, words = -1, query.idx.dictionary, []
    for line in text.splitlines():
        notice = names_copyright(line)
        for word in query_tokenizer(line):
            known = word in dictionary
            place += known
            if known or word not in STOPWORDS:
                words.append(Word(word, place, known, notice))
    return words


def added(match: Any, words: Sequence[Word]) -> Iterator[str]:
    """Yield the words inside a match that its rule lacks; copyright lines are no difference."""
    matched = set(match.qspan)
    for word in words:
        if match.qstart <= word.place <= match.qend and _is_extra(word, matched, match.qend):
            yield word.text


def _is_extra(word: Word, matched: set[int], last: int) -> bool:
    unknown_after_all = word.place == last and not word.known
    explained = word.known and word.place in matched
    return not explained and not unknown_after_all and not word.copyright


def missing(match: Any, rule: Sequence[str]) -> Iterator[str]:
    """Yield the words of the rule that a match lacks, in their order."""
    found = set(match.ispan)
    for place, word in enumerate(rule):
        if place not in found:
            yield word


def rule_words(match: Any, index: Any, spelling: Mapping[int, str]) -> tuple[str, ...]:
    """Return the words of the rule of a match; none for a rule made on the fly (SPDX tags)."""
    rid = match.rule.rid
    return () if rid is None else tuple(spelling[number] for number in index.tids_by_rid[rid])


def changes(
    match: Any, words: Sequence[Word], rule: Sequence[str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what the rule says and what the text says in its stead, in the order of the text.

    Nothing where the match does not run through both in step.
    """
    here, there = sorted(match.qspan), sorted(match.ispan)
    if not rule or len(here) != len(there):
        return
    matched = set(here)
    extra: dict[int, list[str]] = {}
    after = here[0]
    for word in words:
        if not match.qstart <= word.place <= match.qend:
            continue
        if word.known and word.place in matched:
            after = word.place
        elif _is_extra(word, matched, match.qend):
            extra.setdefault(after, []).append(word.text)
    if there[0]:
        before = [word.text for word in words if word.place < match.qstart and not word.copyright]
        yield _headed(rule[: there[0]], before)
    for place, (before, behind) in zip(here, pairwise([*there, len(rule)]), strict=True):
        old, new = tuple(rule[before + 1 : behind]), tuple(extra.get(place, ()))
        if old or new:
            yield old, new


def _headed(rule: Sequence[str], before: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how the head of a rule differs from the words before the match.

    They are only compared where they begin with the same word, in the reach of the rule's head.
    """
    near = before[-len(rule) - _SLACK :]
    starts = [place for place, word in enumerate(near) if word == rule[0]]
    if not starts:
        return tuple(rule), ()
    text = near[starts[0] :]
    same = 0
    while same < min(len(rule), len(text)) - 1 and rule[same] == text[same]:
        same += 1
    same = max(0, same - 1)
    return tuple(rule[same:]), tuple(text[same:])


def left(matches: Sequence[Any], words: Sequence[Word]) -> Iterator[str]:
    """Yield the words that no match explains, those of copyright lines apart."""
    explained: set[int] = set()
    for match in matches:
        # a match that has little of its rule explains its own words, not those between them
        whole = match.coverage() >= _EXPLAINS
        explained.update(range(match.qstart, match.qend + 1) if whole else match.qspan)
    for word in words:
        if word.place not in explained and not word.copyright:
            yield word.text
