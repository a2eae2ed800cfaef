"""Whether the name of a file fits a pattern of the registry."""

from __future__ import annotations

import fnmatch


def matches(name: str, pattern: str) -> bool:
    """Compare by the parts between stars; only a choice of letters needs a regular expression."""
    if "[" in pattern or "?" in pattern:
        return fnmatch.fnmatchcase(name, pattern)
    first, *others = pattern.split("*")
    if not others:
        return name == pattern
    last = others.pop()
    start, end = len(first), len(name) - len(last)
    if start > end or not (name.startswith(first) and name.endswith(last)):
        return False
    for part in others:
        found = name.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True
