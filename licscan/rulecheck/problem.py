"""Something that is wrong with a rule file, and the line that a dotted place of TOML lies in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_HEADER = r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$"
_KEY = r"\s*((?:\"[^\"]*\"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+))*)\s*="
_PART = r"\"([^\"]*)\"|'([^']*)'|([\w-]+)"

Place = Sequence[str | int]


class Problem(NamedTuple):
    """One problem, with its place."""

    path: str
    """POSIX path below the folder of rules."""
    line: int
    place: str
    """Keys and indices, `duties/0/kind`; empty for the file as a whole."""
    says: str


def problem(folder: Path, path: Path, place: Place, says: str) -> Problem:
    """Return a problem at a place of a TOML file."""
    where = "/".join(map(str, place))
    return Problem(path.relative_to(folder).as_posix(), line_of(path, place), where, says)


def line_of(path: Path, place: Place) -> int:
    """Return the line of a place, or of the nearest one above it; 1 where the file has no such."""
    lines = _lines(path.read_text(encoding="utf-8", errors="replace")) if place else {}
    for end in range(len(place), 0, -1):
        if found := lines.get(tuple(place[:end])):
            return found
    return 1


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Map each key and table of a TOML text to its line."""
    found: dict[tuple[str | int, ...], int] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(_HEADER, line):
            name = _parts(header[2])
            table = (*name, seen[name]) if header[1] == "[[" else name
            seen[name] += header[1] == "[["
            found.setdefault(table, number)
        elif key := re.match(_KEY, line):
            found.setdefault((*table, *_parts(key[1])), number)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple("".join(found) for found in re.findall(_PART, dotted))
