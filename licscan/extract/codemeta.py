"""What a `codemeta.json` says of its software: licenses and what it is based on.

Source: https://codemeta.github.io/terms/ (`license` is a URL or a CreativeWork; `isBasedOn`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import pointer, text
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "codemeta"
READS = "Licenses of software, and the works it is based on, in CodeMeta files."
IGNORES = "Requirements and their licenses, people, funding."

_PARTS = ("url", "@id", "id", "identifier", "name")


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the file states of the software."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict) or "@context" not in root:
        return
    yield ComponentClaim(parsed.span(), Kind.CODE, NAME, name=text(root, "name"), strong=False)
    found = list(_named(root.get("license"), "license"))
    for place, raw in found:
        yield LicenseClaim(
            parsed.span(place),
            raw,
            Basis.DECLARED,
            NAME,
            applies_to=Kind.CODE,
            group="/license" if len(found) > 1 else "",
        )
    for place, raw in _named(root.get("isBasedOn"), "isBasedOn"):
        yield ParentClaim(
            parsed.span(place), raw, Source.MANIFEST, NAME, Kind.CODE, Relation.DERIVED_FROM
        )


def _named(value: object, *keys: str | int) -> Iterator[tuple[str, str]]:
    """Yield pointer and word of a text, an object or a list of either."""
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        where = (*keys, index) if isinstance(value, list) else keys
        if isinstance(item, str) and item.strip():
            yield pointer(*where), item.strip()
        part = next((part for part in _PARTS if text(item, part)), "")
        if part:
            yield pointer(*where, part), text(item, part)
