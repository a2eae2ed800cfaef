"""Licenses as CycloneDX writes them: choices of id, name or expression, with texts beside them.

Source: https://cyclonedx.org/docs/1.7/json/#components_items_licenses (`text` may be in base64,
`expressionDetails` holds texts for names in an expression).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.bill_of_materials import Statement
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import Defined

if TYPE_CHECKING:
    from licscan.sources.document import Positioned


def statements(parsed: Positioned, value: object, *keys: str | int) -> Iterator[Statement]:
    """Yield the id, name or expression of each choice; a choice that has two kinds has both."""
    for number, row in rows(value):
        for inside in (("license",), ()):
            body = entry(row, *inside)
            part = next((p for p in ("id", "name", "expression") if text(body, p)), "")
            if part:
                raw = text(body, part)
                yield Statement(
                    parsed.span(pointer(*keys, number, *inside, part)),
                    raw,
                    text(body, "acknowledgement") == "concluded",
                    link=text(body, "url"),
                    defined=tuple(_texts(body, raw)),
                )


def _texts(body: object, raw: str) -> Iterator[Defined]:
    """Yield the texts of one choice: its own, and those of names in an expression."""
    own = _content(body)
    if own:
        yield Defined(raw, own)
    for _, row in rows(entry(body, "expressionDetails")):
        name, written = text(row, "licenseIdentifier"), _content(row)
        if name and written:
            yield Defined(name, written)


def _content(holder: object) -> str:
    """Return an attached text; empty where there is none, or none that can be decoded."""
    attached = entry(holder, "text")
    if isinstance(attached, str):
        return attached.strip()
    content = text(attached, "content")
    if text(attached, "encoding") != "base64":
        return content
    try:
        return base64.b64decode(content, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
