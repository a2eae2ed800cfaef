"""Write what the commands print today into the console blocks of the README."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(
    r"(?P<head>```console\n\$ licscan ?(?P<arguments>[^\n]*)\n).*?(?P<tail>```)", re.S
)


def commands(text: str) -> list[str]:
    """Return the arguments of each `licscan` command whose output the text shows."""
    return [block["arguments"] for block in BLOCK.finditer(text)]


def refreshed(text: str) -> str:
    """Return the text with the output of each command as it is now."""
    return BLOCK.sub(
        lambda block: block["head"] + _output(block["arguments"]) + block["tail"], text
    )


def _output(arguments: str) -> str:
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "licscan", *shlex.split(arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        sys.exit(f"licscan {arguments} ended with {done.returncode}: {done.stderr}")
    return done.stdout.strip("\n") + "\n"


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
