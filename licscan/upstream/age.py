"""How old knowledge is, and from when on that is told."""

from __future__ import annotations

import tomllib

from licscan.rules_root import rules_root


def months_between(date: str, today: str) -> int:
    """Return the whole months from a day, month or year (ISO 8601) to a day; 0 where unreadable.

    A year alone counts from its last month, a month from itself: nothing is called older than it
    is known to be.
    """
    try:
        return _months(today) - _months(date)
    except ValueError:
        return 0


def _months(date: str) -> int:
    year, _, rest = date.partition("-")
    return int(year) * 12 + (int(rest[:2]) if rest else 12)


def stale_after() -> int:
    """Return the months after which knowledge is called old."""
    with (rules_root() / "catalog" / "knowledge.toml").open("rb") as file:
        return int(tomllib.load(file)["stale-after-months"])
