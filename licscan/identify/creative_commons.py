"""Names of Creative Commons licenses with their parts in any order: `CC-4.0-BY`, `CC BY-SA-NC 4.0`.

The parts have one order in ids. What is said twice, or with two numbers, is left as it is: it may
be two licenses.
"""

from __future__ import annotations

import re

_ORDER = ("by", "nc", "nd", "sa")
_GLUED = r"cc(by)?(nc)?(nd|sa)?\Z"
_FORMS = frozenset({"deed", "legalcode", "intl"})


def ordered(folded: str) -> str:
    """Return a folded name with its parts in the order of the ids, where that is certain."""
    words = [part for word in folded.split() for part in _apart(word)]
    words = [word for word in words if word not in _FORMS]
    if not words or words[0] != "cc" or len(words) != len(set(words)):
        return folded
    parts = [word for word in _ORDER if word in words]
    numbers = [word for word in words if word[0].isdigit()]
    if not parts or len(numbers) > 1 or ("by" not in parts and numbers):
        return folded
    known = {"cc", *parts, *numbers}
    return " ".join(("cc", *parts, *numbers, *(word for word in words if word not in known)))


def _apart(word: str) -> list[str]:
    found = re.match(_GLUED, word)
    return ["cc", *(part for part in found.groups() if part)] if found else [word]
