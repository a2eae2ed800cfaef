"""When the known wordings found inside a text name its license for certain (stage C).

The guards were measured against ScanCode (`benchmarks/identification.py`): where they hold, its
answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from licscan.identify.fingerprints import Answer, Hit
from licscan.identify.near import TEXT_WORDS, Lexicon, is_limiting

TOKEN_LIMIT = 6_000
"""Longer texts are collections of licenses, for ScanCode to tell apart."""
_STRAY = 80
_SHORT_TEXT = 150
_STRAY_LEGAL = 2
_STRAY_NAME = 5
_RELEVANT = 90
_SILENT = ("none", "intro", "clue")


@dataclass(frozen=True, slots=True)
class Found:
    """A license found for certain: its own text, or only its name."""

    answer: Answer
    is_text: bool
    beside: tuple[str, ...]
    """The words under no wording that is known."""


def certain(tokens: Sequence[str], hits: Iterable[Hit], lexicon: Lexicon) -> Found | None:
    """Return the one license that the hits name, or None where anything speaks against it.

    All that speaks must name one single license, and the words beside a text may hold no legal
    word and none that takes rights away. Where only names were found, the text must be short.
    """
    spoken: Answer | None = None
    covered = bytearray(len(tokens))
    is_text, relevance = False, 100
    for hit in hits:
        covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        answer = hit.answer
        if answer.kind in _SILENT:
            continue
        if (spoken and spoken.expression != answer.expression) or not answer.single:
            return None
        spoken = answer
        relevance = min(relevance, answer.relevance)
        is_text |= answer.kind == "text" and hit.end - hit.start >= TEXT_WORDS
    if spoken is None or spoken.expression in lexicon.unknown:
        return None
    beside = tuple(word for word, hidden in zip(tokens, covered, strict=True) if not hidden)
    legal = sum(word in lexicon.legalese or is_limiting(word) for word in beside)
    if is_text:
        fits = len(beside) <= _STRAY and not legal
    else:
        # a cut exception or notice also names a license; there most words are beside the name
        is_short = len(tokens) <= _SHORT_TEXT and relevance >= _RELEVANT
        is_alone = len(beside) <= max(_STRAY_NAME, len(tokens) // 5)
        fits = is_short and is_alone and legal <= _STRAY_LEGAL
    return Found(spoken, is_text, beside) if fits else None
