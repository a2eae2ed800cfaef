"""Print how the judged cases come out: expected verdicts against given ones, and each miss."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from licscan.model import Verdict
from tests.plan_cases import FOLDERS, Case, cases, differences


def main() -> int:
    missed = sum(_table(source) for source in FOLDERS)
    return 1 if missed else 0


def _table(source: str) -> int:
    found = cases(source)
    if not found:
        print(f"{source}: no cases here\n")
        return 0
    pairs = Counter((case.expect["verdict"], str(case.judged().verdict)) for case in found)
    right = sum(count for (wanted, given), count in pairs.items() if wanted == given)
    print(
        f"{source}: {len(found)} cases, {right} verdicts right ({100 * right / len(found):.1f} %)\n"
    )
    _print_confusion(pairs)
    return _print_misses(found)


def _print_confusion(pairs: Counter[tuple[str, str]]) -> None:
    names = [str(verdict) for verdict in Verdict]
    print(f"{'expected':>10} | " + " ".join(f"{name:>9}" for name in names) + "   <- given")
    for wanted in names:
        row = " ".join(f"{pairs[wanted, given] or '.':>9}" for given in names)
        print(f"{wanted:>10} | {row}")
    false_clear = sum(
        count
        for (wanted, given), count in pairs.items()
        if wanted == "conflict" and given in ("ok", "obliged")
    )
    print(f"\nfalse clears (a conflict given as ok or obliged): {false_clear}")


def _print_misses(found: list[Case]) -> int:
    misses = [(case, text) for case in found for text in differences(case)]
    for case, text in misses:
        print(f"  {case.path.stem}: {text}")
    print(f"fields that differ: {len(misses)}\n")
    return len(misses)


if __name__ == "__main__":
    sys.exit(main())
