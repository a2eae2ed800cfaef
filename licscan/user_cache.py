"""Where licscan keeps what it can find out again."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def folder() -> Path | None:
    """Return this user's cache folder for licscan, or None where there is no such place."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "licscan"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if os.environ.get("HOME") == "" or not home.is_absolute():
        # the folder would lie at the root of the disk, or in whatever directory is scanned
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "licscan"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "licscan"
    return home / ".cache" / "licscan"
