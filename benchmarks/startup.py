"""Measure start-up in one run: bare Python, `licscan check` and ScanCode on the same model card.

Every command is a fresh process; the figures are medians of wall time after one warm-up.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

CARD = """---
license: apache-2.0
language: en
base_model: mistralai/Mistral-7B-v0.3
datasets:
- HuggingFaceFW/fineweb-edu
library_name: transformers
pipeline_tag: text-generation
---

# sample-7b

A model card without license text. Modified on 2025-02-11: trained further for one epoch.
"""
BUDGET_MS = 100
BUDGET_TIMES = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="runs of the fast commands")
    parser.add_argument("--slow-runs", type=int, default=3, help="runs of ScanCode")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "README.md").write_text(CARD, encoding="utf-8")
        bare = _median([sys.executable, "-c", "pass"], folder, options.runs)
        check = _median([script("licscan"), "check", "README.md"], folder, options.runs)
        scan = [script("scancode"), "--license", "--quiet", "-n", "0", "--json", "scan.json"]
        scancode = _median([*scan, "README.md"], folder, options.slow_runs)
    _report(bare, check, scancode)
    return 0


def script(name: str) -> str:
    """Return the command of the environment that runs this file, else the one on the path."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        sys.exit(f"{name} is not installed here: run make bench")
    return found


def _median(command: list[str], folder: str, runs: int) -> float:
    """Return the median wall time in seconds; the first run only warms the disk cache."""
    return statistics.median([_wall(command, folder) for _ in range(runs + 1)][1:])


def _wall(command: list[str], folder: str) -> float:
    # As at a user's: compiled modules are kept from one run to the next.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=kept
    )
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
    return time.perf_counter() - begin


def _report(bare: float, check: float, scancode: float) -> None:
    print(f"{'command':<34} {'median':>10} {'to Python':>10} {'to check':>10}")
    for name, seconds in (
        ("python -c pass", bare),
        ("licscan check README.md", check),
        ("scancode --license -n 0 README.md", scancode),
    ):
        ratio = f"{seconds / bare:.1f}x", f"{seconds / check:.1f}x"
        print(f"{name:<34} {seconds * 1000:>7.0f} ms {ratio[0]:>10} {ratio[1]:>10}")
    held = check * 1000 <= BUDGET_MS and check <= BUDGET_TIMES * bare
    budget = f"{BUDGET_MS} ms and {BUDGET_TIMES} times bare Python, on an idle machine"
    print(f"\nbudget of licscan check on a card ({budget}): {'held' if held else 'NOT held'}")


if __name__ == "__main__":
    sys.exit(main())
