"""Versions of the rules, and whether one is what a configuration requires.

A changed verdict is a new minor version at least, so `>=0.2,<0.3` promises the same verdicts.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from licscan.errors import UsageError

Version = tuple[int, ...]

_VERSION = r"\d+(?:\.\d+){0,2}"
_WANTED = rf"\s*(>=|<=|==|!=|>|<)?\s*({_VERSION})\s*\Z"
_SIGNS: dict[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def meets(version: str, required: str) -> bool:
    """Tell whether a version is one that is required.

    Args:
        version: `0.2.0`, as `Rulebook.version` has it.
        required: comparisons joined by commas, `>=0.2,<0.3`; a version alone asks for that one or
            a later one.

    Raises:
        UsageError: `required` is neither.
    """
    return all(_meets(version, part) for part in required.split(","))


def _meets(version: str, required: str) -> bool:
    found = re.match(_WANTED, required)
    if found is None:
        raise UsageError(
            f"{required.strip()!r} is no version of the rules", "write 0.2, or >=0.2,<0.3"
        )
    return _SIGNS[found[1] or ">="](_whole(parts(version)), _whole(parts(found[2])))


def parts(version: str) -> Version:
    """Return a version as numbers; ValueError where it is none."""
    return tuple(map(int, version.split(".")))


def _whole(version: Version) -> Version:
    return (*version, 0, 0)[:3]
