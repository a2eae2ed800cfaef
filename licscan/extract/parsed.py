"""Careful looks into parsed JSON and YAML, where any value may be of any type."""

from __future__ import annotations

from collections.abc import Iterator


def entry(value: object, *keys: str) -> object:
    """Return what lies at *keys* inside nested mappings; None where the way ends."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: object, *keys: str) -> str:
    """Return the text at *keys* without surrounding blanks; empty where there is none."""
    found = entry(value, *keys)
    return found.strip() if isinstance(found, str) else ""


def pointer(*parts: str | int) -> str:
    """Return the JSON pointer of *parts* (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def texts(value: object, *keys: str | int) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of a value that holds one text or a list of them.

    *keys* say where *value* stands and only serve the pointers.
    """
    if isinstance(value, str) and value.strip():
        yield pointer(*keys), value.strip()
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str) and item.strip():
            yield pointer(*keys, index), item.strip()


def rows(value: object) -> Iterator[tuple[int, dict[object, object]]]:
    """Yield number and mapping of each mapping in a list; nothing for anything else."""
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item
