"""What a `codemeta.json` says of its software: licenses and what it is based on.

Source: https://codemeta.github.io/terms/ (`license` is a URL or a CreativeWork; `isBasedOn`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.parsed import entry, pointer, text
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    UpstreamClaim,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "codemeta"
READS = "Licenses of software, and the works it is based on with theirs, in CodeMeta files."
IGNORES = "Requirements and their licenses, people, funding."

_PARTS = ("url", "@id", "id", "identifier", "name")


class _Named(NamedTuple):
    keys: tuple[str | int, ...]
    part: tuple[str, ...]
    """The key within an object that names it; nothing for a text."""
    raw: str
    item: object


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the file states of the software."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict) or "@context" not in root:
        return
    yield ComponentClaim(parsed.span(), Kind.CODE, NAME, name=text(root, "name"), strong=False)
    for claim in _licenses(parsed, root.get("license"), "license"):
        yield claim._replace(applies_to=Kind.CODE)
    for keys, part, raw, item in _named(root.get("isBasedOn"), "isBasedOn"):
        place = parsed.span(pointer(*keys, *part))
        yield ParentClaim(place, raw, Source.MANIFEST, NAME, Kind.CODE, Relation.DERIVED_FROM)
        for claim in _licenses(parsed, entry(item, "license"), *keys, "license"):
            yield UpstreamClaim(raw, Kind.CODE, claim)


def _licenses(parsed: Positioned, value: object, *keys: str | int) -> Iterator[LicenseClaim]:
    found = list(_named(value, *keys))
    for where, part, raw, _ in found:
        yield LicenseClaim(
            parsed.span(pointer(*where, *part)),
            raw,
            Basis.DECLARED,
            NAME,
            group=pointer(*keys) if len(found) > 1 else "",
        )


def _named(value: object, *keys: str | int) -> Iterator[_Named]:
    """Yield the word of a text, an object or each of a list of them, with its place."""
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        where = (*keys, index) if isinstance(value, list) else keys
        if isinstance(item, str) and item.strip():
            yield _Named(where, (), item.strip(), item)
        part = next((part for part in _PARTS if text(item, part)), "")
        if part:
            yield _Named(where, (part,), text(item, part), item)
