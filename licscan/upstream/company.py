"""Rows of the catalog that layers of rules add: a company's own models and datasets.

`catalog/models.tsv` and `catalog/datasets.tsv` of a layer have the columns of the shipped files;
the last four may be left out. They are few, so they are read whole, in any order.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from licscan.rules_root import layers

COLUMNS = 11
NEEDED = 7


def row(table: str, key: bytes) -> bytes:
    """Return the line that a layer has for a name in lower case, the last layer's; else nothing."""
    over = layers()
    return _rows(table, over).get(key, b"") if over else b""


@lru_cache(maxsize=16)
def _rows(table: str, over: tuple[Path, ...]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for folder in over:
        path = folder / "catalog" / f"{table}.tsv"
        lines = path.read_bytes().splitlines() if path.is_file() else []
        for line in lines:
            fields = line.split(b"\t")
            if line.strip() and not line.startswith(b"#") and len(fields) >= NEEDED:
                fields += [b""] * (COLUMNS - len(fields))
                found[fields[0].strip().lower()] = b"\t".join(fields[:COLUMNS])
    return found
