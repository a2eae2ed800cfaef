"""The headings of a card: its title, and the sections that are about a license.

Headings inside code blocks and comments are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from licscan.extract import front_matter
from licscan.late import late
from licscan.model import Kind

_HIDDEN = late(
    r"^[ ]{0,3}(?P<fence>```+|~~~+).*?(?:^[ ]{0,3}(?P=fence)|\Z)|<!--.*?(?:-->|\Z)",
    re.MULTILINE | re.DOTALL,
)
_MARKED = (
    r"^[ ]{0,3}(?P<mark>\#{1,6})[ \t]+(?P<words>\S.*?)[ \t]*\#*[ \t]*$"
    r"|^(?P<over>[^\s\#>|\-].*)\n(?P<line>={2,}|-{3,})[ \t]*$"
)
_HEADING = late(_MARKED, re.MULTILINE)
_HEADING_OR_TAG = late(
    rf"{_MARKED}"
    r"|<h(?P<level>[1-6])\b[^>]*>(?P<inner>[^<]{0,200}(?:<[^<]{0,200}){0,9}?)</h(?P=level)\s*>",
    re.MULTILINE | re.IGNORECASE,
)
_UNDERLINE = late(r"\A(?:={2,}|-{3,})[ \t]*(?:\n|\Z)")
_LICENSE = late(r"\blicen[sc](?:e|es|ing)\b", re.IGNORECASE)
_WORD = late(r"[a-z]+")
_OTHERS = frozenset(
    """
    third dependency dependencies bundled base upstream original parent parents excluded inventory
    acknowledgement acknowledgements acknowledgment acknowledgments faq inherited why how badge
    """.split()
)
_KINDS = {
    Kind.MODEL: frozenset("model models weight weights checkpoint checkpoints".split()),
    Kind.DATASET: frozenset("data dataset datasets annotation annotations".split()),
    Kind.CODE: frozenset("code software source".split()),
}
_IMAGE = late(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>")
_LINKED = late(r"\[([^\]]*)\]\([^)]*\)")
_INTRODUCTION = late(
    r"(?:(?:model|data(?:set)?)[ -]?(?:card|sheet)s?)"
    r"(?:[ \t]+(?:for|of)\b|[ \t]*[:\-\u2013\u2014])[ \t]*",
    re.IGNORECASE,
)
_ORNAMENT = late(r"\A[^\w\[]+")
_BRACKETS = late(r"\A\[([^\]]*)\]\Z")
_WRAPPING = " *_~:\"'"
_AFTERWORD = late(r"[ \t]+(?:model|data(?:set)?)[ -]?card\Z", re.IGNORECASE)
_NO_NAMES = late(
    r"(?:the )?(?:model|data ?set)(?: (?:card|id|name|details?|description|summary|overview|"
    r"information|sources?))?|data(?:set)? ?(?:card|sheet)|introduction|overview|description|"
    r"readme|usage|about|summary|table of contents|licen[sc](?:e|ing)|uses|abstract|citation|"
    r"more information needed",
    re.IGNORECASE,
)


class Section(NamedTuple):
    """A section about a license, or another subject that was asked for."""

    line: int
    """Line of its heading in the file."""
    text: str
    applies_to: Kind | None
    """What the heading says it is for (`Code license`); None where it does not say."""
    is_aside: bool
    """Whether by its heading it tells of the works of others."""


class _Heading(NamedTuple):
    start: int
    level: int
    words: str


def bare(body: str) -> str:
    """Return the text with code blocks and comments blanked out, everything at its old place."""
    if not any(mark in body for mark in ("```", "~~~", "<!--")):
        return body
    return _HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), body)


def first(body: str) -> str:
    """Return the words of the first heading; empty where there is none."""
    return next((h.words for h in _headings(body)), "")


def title(body: str) -> str:
    """Return the name that the first top heading gives; empty where it only says what follows."""
    found = next((h.words for h in _headings(body) if h.level == 1), "")
    words = _LINKED.sub(r"\1", _IMAGE.sub("", found))
    words = " ".join(words.replace("`", "").replace("**", "").split())
    words = _ORNAMENT.sub("", words).strip(_WRAPPING)
    words = _AFTERWORD.sub("", _INTRODUCTION.sub("", words, count=1)).strip(_WRAPPING)
    words = _BRACKETS.sub(r"\1", words)
    return "" if _NO_NAMES.fullmatch(words) else words


def license_sections(body: str, first_line: int, limit: int) -> Iterator[Section]:
    """Yield the sections about a license, each to the next heading of its level or about one.

    *first_line* is the line of the file on which the body begins; longer ones are cut at *limit*.
    """
    headings = _headings(body)
    line, counted = first_line, 0
    for number, heading in enumerate(headings):
        if not _LICENSE.search(heading.words):
            continue
        line += front_matter.lines(body[counted : heading.start])
        counted = heading.start
        words = frozenset(_WORD.findall(heading.words.lower()))
        kinds = [kind for kind, named in _KINDS.items() if words & named]
        yield Section(
            line=line,
            text=body[heading.start : _end(headings, number, len(body))][:limit],
            applies_to=kinds[0] if len(kinds) == 1 else None,
            is_aside=bool(words & _OTHERS),
        )


def sections(body: str, first_line: int, wanted: Set[str]) -> Iterator[tuple[str, Section]]:
    """Yield the sections whose headings say no more than one of the *wanted*, each below it.

    A heading is compared in lower case, by its letters alone.
    """
    headings = _headings(body)
    line, counted = first_line, 0
    for number, heading in enumerate(headings):
        words = " ".join(_WORD.findall(heading.words.lower()))
        if words in wanted:
            line += front_matter.lines(body[counted : heading.start])
            counted = heading.start
            is_last = number + 1 == len(headings)
            part = body[counted : len(body) if is_last else headings[number + 1].start]
            text = _UNDERLINE.sub("", part.partition("\n")[2]).strip()
            yield words, Section(line=line, text=text, applies_to=None, is_aside=False)


def _end(headings: Sequence[_Heading], number: int, last: int) -> int:
    level = headings[number].level
    for later in range(number + 1, len(headings)):
        if headings[later].level <= level or _LICENSE.search(headings[later].words):
            return headings[later].start
    return last


@lru_cache(maxsize=2)
def _headings(body: str) -> tuple[_Heading, ...]:
    """Return the headings; a card is asked for them several times in a row."""
    return tuple(_found_headings(body))


def _found_headings(body: str) -> Iterator[_Heading]:
    pattern = _HEADING_OR_TAG if "<h" in body or "<H" in body else _HEADING
    for found in pattern.finditer(bare(body)):
        said = found.groupdict(default="")
        words = said["words"] or said["over"] or said.get("inner", "")
        if said["mark"]:
            level = len(said["mark"])
        elif said.get("level"):
            level = int(said["level"])
        else:
            level = 1 if said["line"].startswith("=") else 2
        yield _Heading(found.start(), level, words.strip())
