"""What a look-up in the catalog costs, beside one in a dictionary of all its rows.

`python benchmarks/catalog.py`: microseconds a name (median of several rounds, in this process), for
names that are rows, that a family knows, and that nobody knows; and what it costs to build the
dictionary, which the catalog does without.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from licscan.model import Kind  # noqa: E402
from licscan.upstream.catalog import look_up  # noqa: E402
from tools.catalog import rows  # noqa: E402

ROUNDS = 7


def main() -> None:
    every = [row.id for row in rows("models") if not row.marks]
    families = [row.id.replace("*", "0") for row in rows("models-families")]
    nobody = [f"nobody-{number}/nothing" for number in range(1000)]
    begun = time.perf_counter()
    table = {row.id.lower(): row for row in rows("models")}
    built = time.perf_counter() - begun
    for word, names in (("rows", every), ("families", families), ("unknown", nobody)):
        cost = _micros(lambda name: look_up(name, Kind.MODEL), names)
        plain = _micros(lambda name: table.get(name.lower()), names)
        print(f"{word:10}{cost:8.1f} µs a name; a dictionary {plain:.2f} µs")
    print(f"building that dictionary: {built * 1e3:.0f} ms, {built * 1e6 / cost:.0f} look-ups")


def _micros(ask: Callable[[str], object], names: Sequence[str]) -> float:
    return 1e6 * statistics.median(_round(ask, names) for _ in range(ROUNDS)) / len(names)


def _round(ask: Callable[[str], object], names: Sequence[str]) -> float:
    begun = time.perf_counter()
    for name in names:
        ask(name)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
