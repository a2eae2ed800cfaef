"""The fingerprint that GitHub's upload computes of a line, so that ours and its own agree.

It takes the hundred characters from the start of a line, without blanks, as a polynomial:
https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

_LENGTH = 100
_BASE = 37
_END = 65535
_WORD = 2**64
_FEED, _RETURN = 10, 13
_BLANKS = frozenset((9, 32))


def line_hashes(data: bytes) -> list[str]:
    """Return the fingerprint of each line of a text file, the last one included if it is empty."""
    units, starts = _normal(data)
    sums = [0]
    for unit in (*units, *([0] * _LENGTH)):
        sums.append((sums[-1] * _BASE + unit) % _WORD)
    power = pow(_BASE, _LENGTH, _WORD)
    seen: Counter[str] = Counter()
    found = []
    for start in starts:
        value = f"{(sums[start + _LENGTH] - sums[start] * power) % _WORD:x}"
        seen[value] += 1
        found.append(f"{value}:{seen[value]}")
    return found


def _normal(data: bytes) -> tuple[list[int], list[int]]:
    """Return UTF-16 units without blanks, with one kind of line end, and where lines start."""
    units = [*_units(data), _END]
    starts = [0, *(n + 1 for n, unit in enumerate(units[:-1]) if unit == _FEED)]
    return units, starts


def _units(data: bytes) -> Iterator[int]:
    wide = data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass")
    codes = [0, *(low + high * 256 for low, high in zip(wide[::2], wide[1::2], strict=True))]
    for before, code in pairwise(codes):
        if code not in _BLANKS and not (code == _FEED and before == _RETURN):
            yield _FEED if code == _RETURN else code
