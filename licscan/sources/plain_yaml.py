"""The YAML that most cards are written in: a word for a key, or a list of words.

It is read by its lines, since the YAML library takes a tenth of the hook's time to import and most
of the time that a card costs. Whatever is written otherwise (quotes, comments, flows, nesting, a
key given twice, words that YAML may read as something else) is left to that library, which says
the same of what is read here. Source: YAML 1.2, section 7.3.3 "Plain Style".
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_LARGEST = 65_536
# A word begins with a letter, or is a whole number; nothing that may stand in it can end it.
_INSIDE = r"""[A-Za-z0-9 _./+@()=<>~'",;?!%&*-]|:(?=[A-Za-z0-9_./-])"""
_LINE = re.compile(
    r"(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):|([ ]{0,20})-(?=[ ]))"
    rf"(?:[ ]+([A-Za-z](?:{_INSIDE})*(?<! )|[1-9][0-9]{{0,17}}))?"
)
NOT_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Plain(NamedTuple):
    """What a text holds, and where: line and column by JSON pointer."""

    value: dict[str, Any]
    places: dict[str, tuple[int, int]]


def read(text: str, first_line: int) -> Plain | None:
    """Return what a text holds that begins at `first_line`; None where it is not that plain."""
    value: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    key, dash = "", ""
    items: list[Any] | None = None
    for line, row in enumerate(text.split("\n") if len(text) <= _LARGEST else ("?",), first_line):
        if not row:
            continue
        found = _LINE.fullmatch(row)
        if found is None:
            return None
        named, indent, word = found.groups()
        place = (line, found.start(3) + 1)
        if named is not None:
            if named in value or items == []:
                return None
            key, items = named, [] if word is None else None
            value[key] = items if word is None else _said(word)
            places.setdefault("", (line, 1))
            places[f"/{key}"] = place
        elif items is None or word is None or (items and indent != dash):
            return None
        else:
            if not items:
                dash, places[f"/{key}"] = indent, (line, len(indent) + 1)
            places[f"/{key}/{len(items)}"] = place
            items.append(_said(word))
    return Plain(value, places) if value and items != [] else None


def _said(word: str) -> Any:
    return int(word) if word.isdecimal() else NOT_WORDS.get(word, word)
