"""Licenses that running text (a card's section) holds or only names, each at its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from licscan.identify.fingerprints import Hit
from licscan.identify.near import TEXT_WORDS, is_number
from licscan.identify.tokens import Vocabulary

_RELEVANT = 70
_LONG = 4
_SILENT = ("none", "intro", "clue")


@dataclass(frozen=True, slots=True)
class Mention:
    """A license at a line of the text; `whole` where its very text stands there."""

    expression: str
    line: int
    whole: bool


def mentions(
    hits: Sequence[Hit], tokens: Sequence[str], lines: Sequence[int], unknown: frozenset[str]
) -> tuple[Mention, ...]:
    """Return each license that the hits name, once, in the order of the text.

    `lines` holds the line of each token. Left out are ids that say only "some license", and words
    too weak to be a license's name in prose.
    """
    telling = [
        hit for hit in hits if hit.answer.kind == "none" or _is_telling(hit, tokens, unknown)
    ]
    found: dict[str, Mention] = {}
    for chain in _chains(telling):
        hit = _meant(chain, tokens)
        if hit is None or hit.answer.kind == "none":
            continue
        expression = hit.answer.expression
        known = found.get(expression)
        if known is None or (_is_text(hit) and not known.whole):
            found[expression] = Mention(expression, lines[hit.start], _is_text(hit))
    return tuple(found.values())


def numbered(vocabulary: Vocabulary, text: str) -> tuple[list[str], list[int]]:
    """Return the tokens of a text and, beside them, the line of each, counted from 0."""
    tokens: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.splitlines()):
        words = vocabulary.tokens(line)
        tokens += words
        lines += [number] * len(words)
    return tokens, lines


def _meant(chain: Sequence[Hit], tokens: Sequence[str]) -> Hit | None:
    """Return which of overlapping hits is meant: the text, or the name that is read to its end.

    In "CC BY-SA 3.0" also "CC BY" is found. The last one counts, and where that one is without a
    number, though they differ or a number follows, none does.
    """
    longest = max(chain, key=lambda hit: hit.end - hit.start)
    if _is_text(longest):
        return longest
    last = chain[-1]
    if any(map(is_number, tokens[last.start : last.end])):
        return last
    same = len({hit.answer.expression for hit in chain}) == 1
    cut_off = any(map(is_number, tokens[last.end : last.end + 1]))
    return longest if same and not cut_off else None


def _chains(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """Yield the hits in runs, each overlapping the one before it."""
    chain: list[Hit] = []
    for hit in hits:
        if chain and hit.start >= chain[-1].end:
            yield chain
            chain = []
        chain.append(hit)
    if chain:
        yield chain


def _is_telling(hit: Hit, tokens: Sequence[str], unknown: frozenset[str]) -> bool:
    """Tell whether a hit names a license even in prose.

    Single words and weak ones do not; nor does a name without its version ("the GPL"), for which
    the rule only guesses one.
    """
    answer, length = hit.answer, hit.end - hit.start
    ids = set(answer.expression.replace("(", " ").replace(")", " ").split())
    if ids & unknown or length < 2 or answer.kind in _SILENT:
        return False
    versioned = any(map(_has_digit, tokens[hit.start : hit.end])) or length >= TEXT_WORDS
    if _has_digit(answer.expression) and not versioned:
        return False
    return answer.relevance >= _RELEVANT or length >= _LONG


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_text(hit: Hit) -> bool:
    return hit.answer.kind == "text" and hit.end - hit.start >= TEXT_WORDS
