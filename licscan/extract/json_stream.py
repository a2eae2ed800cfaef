"""JSON that is read from its beginning as far as there is text, without the rest of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s,:]*")


def opening(text: str) -> str:
    """Return the first character that is no blank: `{`, `[` or another."""
    return text.lstrip("\ufeff \t\r\n")[:1]


def members(text: str) -> Iterator[tuple[str, int]]:
    """Yield the keys of the object at the beginning, and where the value of each begins.

    It ends where the text does; an array of which only a part is there comes last.
    """
    at = _skip(text, text.index("{") + 1)
    while text[at : at + 1] == '"':
        try:
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, at)
            yield key, at
            _, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        at = _skip(text, at)


def items(text: str, at: int) -> Iterator[tuple[object, int]]:
    """Yield the items of the array that begins at *at*, and where each begins, while they last."""
    if text[at : at + 1] != "[":
        return
    at = _skip(text, at + 1)
    while at < len(text) and text[at] != "]":
        try:
            item, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield item, at
        at = _skip(text, end)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
