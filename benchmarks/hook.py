"""Measure what the hook adds to an ordinary commit of a card, beside a hook that does nothing.

`python benchmarks/hook.py [--rounds 15]`

Each round runs the real pre-commit twice on one staged card: with our hook, and with a hook that
starts Python and ends. The difference is what licscan costs over pre-commit's own time.
"""

from __future__ import annotations

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from startup import CARD, script

MANIFEST = Path(__file__).resolve().parents[1] / ".pre-commit-hooks.yaml"
BUDGET_MS = 150


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        ours = _repository(Path(folder) / "ours", _hook(), environment)
        nothing = _hook() | {"entry": shlex.join([sys.executable, "-c", "pass"])}
        empty = _repository(Path(folder) / "empty", nothing, environment)
        pairs = [(_run(ours, environment), _run(empty, environment)) for _ in range(rounds + 1)]
    _report(pairs[1:])  # the first round only warms the disk cache
    return 0


def _hook() -> dict[str, Any]:
    """Return our hook as it is published, run by the licscan of this environment."""
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    hook: dict[str, Any] = next(hook for hook in hooks if hook["id"] == "licscan")
    program, *arguments = hook["entry"].split()
    return hook | {"language": "system", "entry": shlex.join([script(program), *arguments])}


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment without the user's git; as at a user's, compiled modules are kept."""
    (folder / "home").mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    home = {"HOME": str(folder / "home"), "PRE_COMMIT_HOME": str(folder / "pre-commit")}
    return kept | home | {"GIT_CONFIG_NOSYSTEM": "1"}


def _repository(folder: Path, hook: dict[str, Any], environment: dict[str, str]) -> Path:
    """Make a repository with a card that is staged and one hook."""
    folder.mkdir()
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "README.md").write_text(CARD, encoding="utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder


def _run(folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Return the wall and processor time of one run of pre-commit in milliseconds."""
    begin, spent = time.perf_counter(), _processor()
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    took = (time.perf_counter() - begin) * 1000
    if done.returncode or "Passed" not in done.stdout:
        sys.exit(f"the hook did not pass: {done.stdout[-500:]}{done.stderr[-500:]}")
    return took, (_processor() - spent) * 1000


def _processor() -> float:
    """Return the processor time of all children that ended, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def _report(pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    ours, empty = (statistics.median(wall for wall, _ in runs) for runs in zip(*pairs, strict=True))
    wall = statistics.median(one[0] - other[0] for one, other in pairs)
    processor = statistics.median(one[1] - other[1] for one, other in pairs)
    print(f"pre-commit with a hook that does nothing: {empty:.0f} ms")
    print(f"pre-commit with licscan:                  {ours:.0f} ms")
    print(
        f"\nlicscan adds {wall:.0f} ms to a commit of a card, {processor:.0f} ms of a processor "
        f"(medians of {len(pairs)} rounds side by side)"
    )
    held = "held" if wall <= BUDGET_MS else "NOT held"
    print(f"budget of the hook on a card ({BUDGET_MS} ms, on an idle machine): {held}")


if __name__ == "__main__":
    sys.exit(main())
