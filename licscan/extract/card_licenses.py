"""The license fields of a card: a word, a list (a reading each), or a map by configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import entry, pointer, text
from licscan.model import Basis, LicenseClaim

if TYPE_CHECKING:
    from licscan.sources.document import Positioned

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def license_claims(parsed: Positioned, extractor: str) -> Iterator[LicenseClaim]:
    """Yield a claim for each license word; `license_name` and `license_link` go with it."""
    name, link = _joined(parsed, "license_name"), _joined(parsed, "license_link")
    value = entry(parsed.value, "license")
    if isinstance(value, dict):
        for config, word in value.items():
            for place, raw in _words(word, "license", str(config)):
                yield _claim(parsed, extractor, place, raw, "", "", scope=str(config))
        return
    words = list(_words(value, "license"))
    group = "/license" if len(words) > 1 else ""
    for place, raw in words:
        yield _claim(parsed, extractor, place, raw, name, link, group=group)
    if not words and (name or link):
        where = "license_name" if name else "license_link"
        yield _claim(parsed, extractor, pointer(where), name or link, name, link)


def _joined(parsed: Positioned, key: str) -> str:
    value = entry(parsed.value, key)
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return text(parsed.value, key)


def _words(value: object, *keys: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str | int | float | bool):
                yield pointer(*keys, index), _word(item)
    elif isinstance(value, str | int | float | bool):
        yield pointer(*keys), _word(value)


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def _claim(
    parsed: Positioned,
    extractor: str,
    place: str,
    raw: str,
    name: str,
    link: str,
    *,
    group: str = "",
    scope: str = "",
) -> LicenseClaim:
    found = _LINK.search(raw)
    return LicenseClaim(
        parsed.span(place),
        found.group(1) if found else raw,
        Basis.DECLARED,
        extractor,
        name=name,
        link=link or (found.group(2) if found else ""),
        group=group,
        scope=scope,
        note=f"written as {raw}" if found else "",
    )
