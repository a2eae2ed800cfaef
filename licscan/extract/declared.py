"""Which fields, tags and headings declare something of privacy and consent, and of what.

The tables are `rules/declarations.toml`. What is declared is told in the words of the file.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from licscan.late import late
from licscan.model import Declaration, Span
from licscan.rules_root import rules_root

_LONGEST = 2_000
_LINK = late(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = late(r"[^\w ]+|_")


def topic(table: str, word: str) -> str:
    """Return what a word of a table declares something of; empty where it declares nothing."""
    found: str = _tables()[table].get(word, "")
    return found


def words(table: str) -> frozenset[str]:
    """Return the words of a table."""
    return frozenset(_tables()[table])


def title(topic: str) -> str:
    """Return what a topic is called in a report."""
    return str(_tables()["topics"][topic])


def declarations(span: Span, topic: str, raw: str, extractor: str) -> Iterator[Declaration]:
    """Yield what is declared, cut to 2,000 characters; nothing for an unanswered template."""
    told = raw.strip()
    answer = " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", told)).split()).lower()
    if answer and answer not in _tables()["unanswered"]:
        yield Declaration(span, topic, told[:_LONGEST], extractor)


def told(value: object) -> str:
    """Return what a field holds as one text: keys and values of a mapping, items of a list."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {told(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(told(inner) for inner in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value).strip()


@functools.cache
def _tables() -> dict[str, Any]:
    import tomllib

    return tomllib.loads((rules_root() / "declarations.toml").read_text(encoding="utf-8"))
