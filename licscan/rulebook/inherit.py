"""A license file that says `extends` takes over another's facts and states what differs.

Versions, ports and `-or-later` variants differ in a few facts; each fact keeps one home. Tables are
merged entry by entry. A duty or limit replaces those of its kind, a new kind is added, and `drop`
names kinds that are not taken over. Whether others can choose the license (`reusable`) and how the
facts were verified is each file's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Table = Mapping[str, Any]
_OWN = ("schema", "id", "name", "extends", "drop", "reusable", "verified", "notes")
_LISTS = ("duties", "limits")
_CITATION = ("clause", "pattern", "pattern-file", "verified")


def whole(data: Table, read: Callable[[str], Table | None]) -> Table:
    """Return a license table with what it takes over.

    Args:
        data: the table of one file.
        read: gives the table of another license by id, None where there is none.

    Raises:
        ValueError: the license it extends is unknown or, in turn, extends this one.
    """
    chain = [data]
    seen = [data["id"]]
    while "extends" in chain[-1]:
        name = chain[-1]["extends"]
        base = read(name)
        if base is None:
            raise ValueError(f"extends {name}, which is unknown")
        if name in seen:
            raise ValueError(f"extends {name}, which extends {data['id']}")
        seen.append(name)
        chain.append(base)
    result = chain.pop()
    while chain:
        result = _over(result, chain.pop())
    return result


def _over(base: Table, own: Table) -> dict[str, Any]:
    dropped = own.get("drop", ())
    merged = {key: value for key, value in base.items() if key not in _OWN}
    for key, value in own.items():
        if key in (*_LISTS, "drop"):
            continue
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    for key in _LISTS:
        mine = list(own.get(key, ()))
        kinds = {entry["kind"] for entry in mine} | {*dropped}
        merged[key] = [e for e in base.get(key, ()) if e["kind"] not in kinds] + mine
    return merged


def _merged(base: Table, own: Table) -> dict[str, Any]:
    """A table that cites a clause of its own does not keep the words of another."""
    kept = {k: v for k, v in base.items() if "clause" not in own or k not in _CITATION}
    return {**kept, **own}
