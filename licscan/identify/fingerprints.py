"""The tables of known license texts: whole texts, texts less copyright lines, and rule openings.

`tools/fingerprints.py` writes the file that is read here; its form is told in `HEADER`. Nothing
but the standard library is needed, and a table is unpacked only when it is first asked.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from licscan.identify.tokens import Vocabulary, key

HEADER = b"licscan-fingerprints/1\n"
"""First line of the file. Lines `name value` follow up to an empty line, then the sections that
the lines `section name typecode count` announce, in their order, little-endian; `B` is UTF-8 text.
"""

GRAM = 6
"""A rule of this many tokens or more is found by the key of its first ones."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says: an SPDX expression, and what sort of wording says it."""

    expression: str
    kind: str
    """`text`, `notice`, `reference`, `tag`, `intro`, `clue` or `none` (a false positive)."""
    relevance: int

    @property
    def single(self) -> bool:
        """True for one license; false for AND, OR and WITH."""
        return " " not in self.expression


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule found whole in a text, from one token to before another."""

    start: int
    end: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Opening:
    """A text to be found behind its first words: how long it is, and the key of all of it."""

    length: int
    words: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Openings:
    """Texts by the key of their first words; `starts` are the first two words of each."""

    by_key: Mapping[int, Sequence[Opening]] = field(default_factory=dict)
    starts: frozenset[str] = frozenset()


NO_OPENINGS = Openings()


class Tables:
    """The fingerprints as one value; looking up never changes it."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes of the file.

        Errors: `ValueError` where they are not a file of this form.
        """
        if not data.startswith(HEADER):
            raise ValueError("not a fingerprint file")
        head, _, _ = data.partition(b"\n\n")
        self._data = data
        self._sections: dict[str, tuple[str, int, int]] = {}
        self.facts: dict[str, str] = {}
        place = len(head) + 2
        for line in head.decode().splitlines()[1:]:
            name, _, value = line.partition(" ")
            if name != "section":
                self.facts[name] = value
                continue
            section, code, count = value.split(" ")
            size = int(count) * array(code).itemsize
            self._sections[section] = (code, place, size)
            place += size
        if place != len(data):
            raise ValueError("the fingerprint file is cut short")

    @property
    def version(self) -> str:
        """The version of ScanCode whose rules these are."""
        return self.facts["scancode"]

    @property
    def digest(self) -> str:
        """What tells these tables from any others."""
        return self.facts["digest"]

    def _numbers(self, section: str) -> array[int]:
        code, place, size = self._sections[section]
        numbers: array[int] = array(code)
        numbers.frombytes(self._data[place : place + size])
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _lines(self, section: str) -> list[str]:
        _, place, size = self._sections[section]
        return self._data[place : place + size].decode().split("\n")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words with which the tables were built."""
        aliases = dict(line.split(" ", 1) for line in self._lines("aliases"))
        return Vocabulary(
            frozenset(self._lines("stops")), aliases, frozenset(self._lines("legalese"))
        )

    @cached_property
    def _answers(self) -> list[str]:
        return self._lines("answers")

    def _answer(self, number: int) -> Answer:
        kind, relevance, expression = self._answers[number].split(" ", 2)
        return Answer(expression, kind, int(relevance))

    @cached_property
    def _whole(self) -> tuple[array[int], array[int]]:
        return self._numbers("whole"), self._numbers("whole-answers")

    @cached_property
    def _bare(self) -> tuple[array[int], array[int]]:
        return self._numbers("bare"), self._numbers("bare-answers")

    @cached_property
    def _short(self) -> tuple[array[int], array[int]]:
        return self._numbers("short"), self._numbers("short-answers")

    @cached_property
    def _grams(self) -> tuple[array[int], array[int], array[int], array[int]]:
        return (
            self._numbers("grams"),
            self._numbers("gram-lengths"),
            self._numbers("gram-rules"),
            self._numbers("gram-answers"),
        )

    @cached_property
    def _starts(self) -> frozenset[str]:
        """The first two words of every rule, and the rules of one word."""
        return frozenset(self._lines("starts"))

    @cached_property
    def _short_starts(self) -> frozenset[str]:
        """Those of them whose rules are shorter than `GRAM`."""
        return frozenset(self._lines("short-starts"))

    @cached_property
    def unknown(self) -> frozenset[str]:
        """The ids that stand for "some license", which is none."""
        return frozenset(self._lines("unknown"))

    def whole(self, tokens: Sequence[str]) -> Answer | None:
        """Return what a rule says whose tokens are exactly these (table A)."""
        return self._find(self._whole, key(tokens)) if tokens else None

    def bare(self, tokens: Sequence[str]) -> Answer | None:
        """Return the license whose text, less copyright lines, is exactly these (table B)."""
        return self._find(self._bare, key(tokens)) if tokens else None

    def _find(self, table: tuple[array[int], array[int]], wanted: int) -> Answer | None:
        keys, answers = table
        place = bisect_left(keys, wanted)
        found = place < len(keys) and keys[place] == wanted
        return self._answer(answers[place]) if found else None

    def hits(self, tokens: Sequence[str], more: Openings = NO_OPENINGS) -> Iterator[Hit]:
        """Yield the rules found whole, the longest at each place, less those inside another.

        `more` are further texts to look for.
        """
        reached = 0
        starts, short_starts, more_starts = self._starts, self._short_starts, more.starts
        for start, (word, pair) in enumerate(zip(tokens, _pairs(tokens), strict=True)):
            if pair in starts or pair in more_starts:
                hit = self._long_hit(tokens, start, reached, more)
                if not hit and (pair in short_starts or word in short_starts):
                    hit = self._short_hit(tokens, start, reached)
            elif word in starts:
                hit = self._single_hit(word, start, reached)
            else:
                continue
            if hit:
                reached = hit.end
                yield hit

    def _long_hit(
        self, tokens: Sequence[str], start: int, reached: int, more: Openings
    ) -> Hit | None:
        gram = tokens[start : start + GRAM]
        if len(gram) < GRAM:
            return None
        wanted = key(gram)
        for opening in more.by_key.get(wanted, ()):
            end = start + opening.length
            if reached < end <= len(tokens) and opening.words == key(tokens[start:end]):
                return Hit(start, end, opening.answer)
        return self._rule_hit(tokens, start, reached, wanted)

    def _rule_hit(self, tokens: Sequence[str], start: int, reached: int, wanted: int) -> Hit | None:
        grams, lengths, rules, answers = self._grams
        room = len(tokens) - start
        tried, found = 0, 0
        place, count = bisect_left(grams, wanted), len(grams)
        while place < count and grams[place] == wanted:
            length = lengths[place]
            if start + length <= reached:
                break
            if length <= room:
                if length != tried:
                    tried, found = length, key(tokens[start : start + length])
                if rules[place] == found:
                    return Hit(start, start + length, self._answer(answers[place]))
            place += 1
        return None

    def _single_hit(self, word: str, start: int, reached: int) -> Hit | None:
        answer = self._find(self._short, key([word])) if start >= reached else None
        return Hit(start, start + 1, answer) if answer else None

    def _short_hit(self, tokens: Sequence[str], start: int, reached: int) -> Hit | None:
        for end in range(min(start + GRAM - 1, len(tokens)), max(start, reached), -1):
            answer = self._find(self._short, key(tokens[start:end]))
            if answer:
                return Hit(start, end, answer)
        return None


def _pairs(tokens: Sequence[str]) -> list[str]:
    """Return each token with the one after it, as they stand in the list of starts."""
    return [*map(" ".join, pairwise(tokens)), *tokens[-1:]]
