"""One table of a configuration, read key by key; what is wrong is noted with its line."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from licscan.config.lines import Lines, Route
from licscan.model import Span

_FEW = 8
"""As many choices are told in full."""


class Problems:
    """All that is wrong with one file, in the order of its lines."""

    def __init__(self, name: str, lines: Lines) -> None:
        """Take the name of the file as it is shown, and its lines."""
        self.name = name
        self.lines = lines
        self._found: list[tuple[int, str]] = []

    def add(self, line: int, message: str) -> None:
        """Note a problem."""
        self._found.append((line, message))

    def told(self) -> list[str]:
        """Return one line of text for each, `FILE:LINE: message`."""
        return [f"{self.name}:{line}: {message}" for line, message in sorted(set(self._found))]


class Table:
    """A table whose keys are taken one by one; those never asked for are unknown."""

    def __init__(self, problems: Problems, route: Route, data: Mapping[str, Any]) -> None:
        """Take where problems go, the way to the table, and its values."""
        self.problems = problems
        self._route = route
        self._data = data
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def names(self) -> tuple[str, ...]:
        """Return all keys of a table whose keys are the user's."""
        self._asked.update(self._data)
        return tuple(self._data)

    def span(self, key: str = "", word: str = "") -> Span:
        """Return the place of the table, of a key, or of one of the words it lists."""
        route = (*self._route, key) if key else self._route
        return Span(self.problems.name, self.problems.lines.line(route, word))

    def wrong(self, key: str, message: str, word: str = "") -> None:
        """Note that the value of a key is wrong."""
        self.problems.add(self.span(key, word).line, message)

    def text(self, key: str, choices: Iterable[str] = (), required: bool = False) -> str:
        """Return a string, empty where there is none."""
        value = self._take(key, "a string", lambda v: isinstance(v, str), required)
        if value is not None and not value.strip():
            self.wrong(key, f"{key} is empty")
        return self._chosen(key, value or "", choices)

    def texts(self, key: str, choices: Iterable[str] = ()) -> tuple[str, ...] | None:
        """Return a list of strings (one string is a list of one); None where there is none."""
        value = self._take(key, "a string or a list of strings", _is_texts, False)
        if value is None:
            return None
        words = (value,) if isinstance(value, str) else tuple(value)
        known = tuple(choices)
        return tuple(self._chosen(key, word, known) for word in words)

    def flag(self, key: str) -> bool | None:
        """Return true, false, or None where it is not stated."""
        value: bool | None = self._take(key, "true or false", lambda v: isinstance(v, bool), False)
        return value

    def number(self, key: str) -> int | None:
        """Return a whole number that is not negative, or None."""
        value: int | None = self._take(key, "a whole number", _is_count, False)
        return value

    def day(self, key: str) -> str:
        """Return a date as `YYYY-MM-DD`, empty where there is none."""
        value = self._take(key, "a date such as 2027-01-31", _is_day, False)
        return "" if value is None else str(value)

    def is_table(self, key: str) -> bool:
        """Whether the value of a key is a table, not an array of them."""
        return isinstance(self._data.get(key), dict)

    def table(self, key: str) -> Table:
        """Return a table, an empty one where there is none."""
        value = self._take(key, "a table", lambda v: isinstance(v, dict), False)
        return Table(self.problems, (*self._route, key), value or {})

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the entries of an array of tables (`[[waive]]`)."""
        value = self._take(key, f"an array of tables, [[{key}]]", _is_tables, False)
        for number, data in enumerate(value or ()):
            yield Table(self.problems, (*self._route, key, number), data)

    def close(self) -> None:
        """Note the keys that nothing asked for."""
        for key in self._data:
            if key not in self._asked:
                self.wrong(key, f"unknown key {key!r}" + suggestion(key, self._asked))

    def _take(self, key: str, what: str, fits: Callable[[Any], bool], required: bool) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if required:
                self.problems.add(self.span().line, f"{self._name()} without {key}")
            return None
        value = self._data[key]
        if not fits(value):
            self.wrong(key, f"{key} must be {what}")
            return None
        return value

    def _chosen(self, key: str, word: str, choices: Iterable[str]) -> str:
        known = tuple(choices)
        if word and known and word not in known:
            few = f" (one of {', '.join(known)})" if len(known) <= _FEW else ""
            close = suggestion(word, known) or few
            self.wrong(key, f"{key}: unknown value {word!r}{close}", word)
            return ""
        return word

    def _name(self) -> str:
        names = [part for part in self._route if isinstance(part, str)]
        return f"[[{names[-1]}]]" if names else "the configuration"


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean ...?)`, empty where nothing is close."""
    near = difflib.get_close_matches(word.lower(), sorted(known), 1, cutoff=0.7)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _is_texts(value: Any) -> bool:
    items = value if isinstance(value, list) else [value]
    return all(isinstance(item, str) and item.strip() for item in items)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_day(value: Any) -> bool:
    if isinstance(value, datetime.datetime):
        return False
    if isinstance(value, datetime.date):
        return True
    try:
        return len(value) == 10 and bool(datetime.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)
