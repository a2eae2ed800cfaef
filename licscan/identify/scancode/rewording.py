"""Which changes of a license text are changes of its wording, and which only fill in a name.

A word that a text also writes in lower case is a common word, one that it never does is a name.
What a rule has in brackets is a blank to be filled in, and whatever stands there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Change = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of the rule, and the words that the text has in their stead."""

_WORD = re.compile(r"[^_\W]+\+?[^_\W]*")
_BLANK = re.compile(r"<[^<>]{1,200}>|\[[^\[\]]{1,200}\]|\{[^{}]{1,200}\}")
_MARK = re.compile(r"\{\{|\}\}")
_LITTLE = frozenset(
    """
    a an the this that these those any such it its to in on at of by and as is are be s here there
    copyright c holder holders owner owners author authors name names year years yyyy contributor
    contributors organization organizations institute university foundation company team project
    software program product code library work package file files
    """.split()
)
_ALIKE = 0.8
_SHORT = 4


def reworded(changes: Iterable[Change], text: str, rule: str) -> Iterator[Change]:
    """Yield the changes that are of wording, of those between a rule's text and a text."""
    changes = list(changes)
    if not changes:
        return
    rule = _MARK.sub(" ", rule)
    blanks = [_LITTLE.union(_WORD.findall(found.lower())) for found in _BLANK.findall(rule)]
    here, there = _common(text), _common(_BLANK.sub(" ", rule))
    for old, new in changes:
        if old and any(blank.issuperset(old) for blank in blanks):
            continue
        gone = [word for word in old if word in there and word not in _LITTLE]
        come = [word for word in new if word in here and word not in _LITTLE]
        if (gone or come) and not _same(old, new):
            yield old, new


def _common(text: str) -> frozenset[str]:
    """Return the words that stand somewhere in lower case."""
    return frozenset(word for word in _WORD.findall(text) if word.islower())


def _same(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether words differ in spelling only: joined, split, or a letter."""
    if "".join(old) == "".join(new):
        return True
    if len(old) != len(new):
        return False
    return all(one == other or _alike(one, other) for one, other in zip(old, new, strict=True))


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= _SHORT:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
