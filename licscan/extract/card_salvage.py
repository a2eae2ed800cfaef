"""What can still be told of front matter that cannot be parsed, was never closed or is misplaced.

A license word found so is weak evidence: it is shown, and nothing is concluded from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from licscan.extract import card_keys, card_sections, front_matter
from licscan.model import Basis, ComponentClaim, Fact, Gap, LicenseClaim, Span
from licscan.sources.unreadable import Unreadable

_LICENSE = re.compile(
    r"^licen[sc]es?[ \t]*:[ \t]*(?P<word>[^\s#].*?)?[ \t]*$(?P<items>(?:\n[ \t]*-[ \t]+.+)*)",
    re.MULTILINE,
)
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^(?:- )?[\"']?([A-Za-z][\w-]*)[\"']?[ \t]*:", re.MULTILINE)
_FIELD = re.compile(r"[\w-]+[ \t]*:|[ \t]*- |[ \t]+\S|#")
_MARK = re.compile(r"^---[ \t]*$", re.MULTILINE)
_LONGEST = 4_000


def broken(
    path: str, block: front_matter.Block, error: Unreadable, is_titled: bool, extractor: str
) -> Iterator[Fact]:
    """Tell where the YAML breaks, and what its lines say on their own."""
    if is_titled or _keys(block.yaml):
        yield Gap(Span(path, error.line), error.problem, error.limit)
        note = "salvaged from front matter that cannot be parsed"
        yield from _salvaged(path, block.yaml, block.first_line, note, extractor)


def unclosed(path: str, block: front_matter.Block, extractor: str) -> Iterator[Fact]:
    """Tell that a card was begun, and what its lines say up to a blank one or a heading."""
    begin = block.body.index("---")
    line = 1 + front_matter.lines(block.body[:begin])
    rows = block.body[begin : begin + _LONGEST].split("\n")[1:]
    end = next((n for n, row in enumerate(rows) if not row.strip() or row.startswith("#")), None)
    opening = "\n".join(rows[:end])
    if _keys(opening):
        yield Gap(Span(path, line), "The front matter is opened and never closed.")
        note = "salvaged from front matter that is never closed"
        yield from _salvaged(path, opening, line + 1, note, extractor)


def misplaced(path: str, block: front_matter.Block, extractor: str) -> Iterator[LicenseClaim]:
    """Yield the license of the first block of a card's keys that does not stand at the top.

    It ends with a mark; what comes before it is a mark or the beginning. Code blocks hold none.
    """
    body = card_sections.bare(block.body)
    begin = 0
    for mark in _MARK.finditer(body):
        part = body[begin : mark.start()]
        if len(part) <= _LONGEST and _is_fields(part):
            line = block.body_line + front_matter.lines(body[:begin])
            note = "from front matter that is not at the top, so the Hub does not see it"
            yield from _license_words(path, part, line, note, extractor)
            return
        begin = mark.end() + 1


def _salvaged(path: str, part: str, line: int, note: str, extractor: str) -> Iterator[Fact]:
    keys = _keys(part)
    if keys:
        yield ComponentClaim(Span(path, line), card_keys.kind(keys, None, ""), extractor)
    yield from _license_words(path, part, line, note, extractor)


def _license_words(
    path: str, part: str, first_line: int, note: str, extractor: str
) -> Iterator[LicenseClaim]:
    """Yield a weak claim for each word on a `license:` line, or in the list below it, once."""
    first: dict[str, int] = {}
    for found in _LICENSE.finditer(part):
        begin = found.start("items")
        if found["word"]:
            first.setdefault(found["word"].strip("\"'"), found.start("word"))
        for item in _ITEM.finditer(found["items"]):
            first.setdefault(item.group(1).strip("\"'"), begin + item.start(1))
    line, counted = first_line, 0
    for raw, place in first.items():
        line += front_matter.lines(part[counted:place])
        counted = place
        yield LicenseClaim(Span(path, line), raw, Basis.REFERENCE, extractor, note=note)


def _keys(part: str) -> set[str]:
    """Return the card's keys that begin a line of a text that is not YAML."""
    return {found.group(1) for found in _KEY.finditer(part)} & card_keys.KEYS


def _is_fields(part: str) -> bool:
    rows = [row for row in part.split("\n") if row.strip()]
    return bool(_keys(part)) and all(map(_FIELD.match, rows))
