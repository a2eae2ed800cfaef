"""Where the configuration of a tree lies. Looks at names before it opens anything."""

from __future__ import annotations

import os
from pathlib import Path

OWN = "licscan.toml"
SHARED = "pyproject.toml"


def at(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that hold a configuration: none, one, or two too many."""
    own, shared = os.path.join(folder, OWN), os.path.join(folder, SHARED)
    found = [Path(own)] if os.path.isfile(own) else []
    if os.path.isfile(shared) and _speaks(shared):
        found.append(Path(shared))
    return tuple(found)


def above(folder: Path) -> tuple[Path, ...]:
    """Return those of the nearest folder at or above that has any, up to the work tree's root.

    Outside of a work tree only the folder itself is looked at.
    """
    start = os.path.abspath(folder)
    nearest: tuple[Path, ...] = ()
    current = start
    while True:
        nearest = nearest or at(Path(current))
        if os.path.exists(os.path.join(current, ".git")):
            return nearest
        parent = os.path.dirname(current)
        if parent == current:
            return at(Path(start))
        current = parent


def _speaks(shared: str) -> bool:
    """Whether a pyproject.toml can hold `[tool.licscan]`; most do not, and are not parsed."""
    try:
        with open(shared, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return b"tool.licscan" in data or (b"[tool]" in data and b"licscan" in data)
