"""Entries written into a configuration: text is added at its end, and nothing else is touched.

What would be written is read back first; a file that does not take it stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from licscan.config import locate
from licscan.config.reading import ConfigError, parse
from licscan.errors import UsageError
from licscan.model import Span


def file_for(folder: Path) -> Path:
    """Return the configuration at or above a folder, or the one to begin in it.

    Raises:
        UsageError: there are two.
    """
    found = locate.above(folder)
    if len(found) > 1:
        names = " and ".join(path.name for path in found)
        raise UsageError(f"{names} both hold a configuration", "keep one of them")
    return found[0] if found else folder / locate.OWN


def add_entry(path: Path, kind: str, values: Mapping[str, str]) -> Span:
    """Add `[[kind]]` with these values to a configuration, and return where it stands.

    Values that are empty are left out.

    Raises:
        UsageError: the file does not take the entry, or cannot be written.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    section = f"tool.licscan.{kind}" if path.name == locate.SHARED else kind
    lines = [f"{key} = {_value(key, value)}" for key, value in values.items() if value]
    text = before + gap + "\n".join([f"[[{section}]]", *lines]) + "\n"
    _read_back(text, path)
    write(path, text)
    return Span(path.name, (before + gap).count("\n") + 1)


def _value(key: str, text: str) -> str:
    """A day is written as TOML writes dates."""
    return text if key == "expires" else quoted(text)


def _read_back(text: str, path: Path) -> None:
    try:
        parse(text, path)
    except ConfigError as error:
        tip = "nothing was written; the line numbers count the new entry"
        raise UsageError(str(error), tip) from error


def write(path: Path, text: str) -> None:
    """Write a configuration, whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except (OSError, UnicodeEncodeError) as error:
        beside.unlink(missing_ok=True)
        raise UsageError(f"cannot write {path.name}: {error}") from error


def quoted(text: str) -> str:
    """Return a TOML basic string (TOML 1.0, Strings); JSON's escapes are among its own."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
