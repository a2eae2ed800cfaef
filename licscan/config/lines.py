"""On which line a table or a key of a TOML file stands, which `tomllib` does not tell.

A light look at headers and keys; where a layout is too clever for it (inline tables), the line of
the nearest thing around is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Route = tuple[str | int, ...]
"""Keys and indices from the top: `("waive", 0, "code")`."""

_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(
    r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_MULTILINE = ('"' * 3, "'" * 3)


class Lines:
    """The lines of one TOML text."""

    def __init__(self, text: str) -> None:
        """Look through a text once."""
        self._text = text.splitlines()
        self._found: dict[Route, int] = {}
        for route, line in _statements(self._text):
            self._found.setdefault(route, line)

    def line(self, route: Sequence[str | int], word: str = "") -> int:
        """Return the line of a route, or of the nearest thing around it.

        With `word`, the line at or below on which that string stands within the same statement.
        """
        route = tuple(route)
        while route and route not in self._found:
            route = route[:-1]
        start = self._found.get(route, 1)
        return self._line_of(word, start) if word else start

    def _line_of(self, word: str, start: int) -> int:
        after = [line for line in self._found.values() if line > start]
        end = min(after, default=len(self._text) + 1)
        quoted = (f'"{word}"', f"'{word}'")
        for number in range(start, end):
            if any(one in self._text[number - 1] for one in quoted):
                return number
        return start


def _statements(lines: Sequence[str]) -> Iterator[tuple[Route, int]]:
    """Yield every table header and key with its line."""
    table: Route = ()
    counts: dict[Route, int] = {}
    closing = ""
    for number, line in enumerate(lines, 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        closing = _opened(line)
        if header := _HEADER.match(line):
            table = _table(header, counts)
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_parts(key[1])), number


def _opened(line: str) -> str:
    """Return the quotes of a string that begins on this line and does not end on it."""
    return next((quotes for quotes in _MULTILINE if line.count(quotes) == 1), "")


def _table(header: re.Match[str], counts: dict[Route, int]) -> Route:
    """Return the route of a header; a table below an array belongs to its last entry."""
    route: Route = ()
    parts = _parts(header[2])
    for position, part in enumerate(parts, 1):
        route = (*route, part)
        if header[1] == "[[" and position == len(parts):
            counts[route] = counts.get(route, -1) + 1
        if route in counts:
            route = (*route, counts[route])
    return route


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
