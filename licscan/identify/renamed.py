"""Ids that ScanCode spells in another way than the rulebook (`rules/fingerprints/renamed.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ID = re.compile(r"[^\s()]+")


def read(content: bytes) -> Mapping[str, str]:
    """Return the table of the file: ScanCode's id to the rulebook's."""
    import tomllib

    table: dict[str, str] = tomllib.loads(content.decode())["renamed"]
    return table


def renamed(expression: str, table: Mapping[str, str]) -> str:
    """Return an expression with the rulebook's ids."""
    return _ID.sub(lambda found: table.get(found.group(), found.group()), expression)
