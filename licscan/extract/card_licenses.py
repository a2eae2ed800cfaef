"""The license fields of a card: a word, a list (a reading each), or a map by configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.card_keys import LICENSE_KEYS
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.late import late
from licscan.model import Basis, LicenseClaim

if TYPE_CHECKING:
    from licscan.sources.document import Positioned

_LINK = late(r"\[([^\]]+)\]\(([^)\s]+)\)")
_KEY = LICENSE_KEYS[0]
_PARTS = ("name", "id", "spdx_id", "identifier")
_LINKS = ("link", "url", "license_link")
_OLD = "written under the key {key}, which the Hub does not read"
_SECOND = "beside the license of the whole card"


class _Word(NamedTuple):
    place: str
    raw: str
    scope: str = ""
    link: str = ""


def license_claims(parsed: Positioned, extractor: str, note: str = "") -> Iterator[LicenseClaim]:
    """Yield a claim for each license word; `license_name` and `license_link` go with it.

    *note* is said of each: why the front matter as a whole is weak.
    """
    found = list(_claims(parsed, extractor))
    found += _of_configurations(parsed, extractor, bool(found))
    details = text(parsed.value, "license_details")
    for claim in found:
        told = (claim.note, note, details and f"license_details: {details}")
        words = "; ".join(part for part in told if part)
        yield claim if words == claim.note else claim._replace(note=words)


def _claims(parsed: Positioned, extractor: str) -> Iterator[LicenseClaim]:
    name, link = _joined(parsed, "license_name"), _joined(parsed, "license_link")
    named = False
    for key in LICENSE_KEYS:
        words = list(_words(entry(parsed.value, key), key))
        named = named or bool(words)
        group = pointer(key) if len([word for word in words if not word.scope]) > 1 else ""
        note = "" if key == _KEY else _OLD.format(key=key)
        for word in words:
            beside = ("", "", "") if word.scope else (group, name, link)
            yield _claim(parsed, word, extractor, note, *beside)
    if not named and (name or link):
        where = "license_name" if name else "license_link"
        word = _Word(pointer(where), name or link)
        yield _claim(parsed, word, extractor, "", "", name, link)


def _of_configurations(
    parsed: Positioned, extractor: str, is_second: bool
) -> Iterator[LicenseClaim]:
    """Yield the licenses inside `dataset_info`, which may be a list by configuration."""
    info = entry(parsed.value, "dataset_info")
    found = list(_words(entry(info, _KEY), "dataset_info", _KEY))
    for number, row in rows(info):
        scope = text(row, "config_name")
        words = _words(row.get(_KEY), "dataset_info", number, _KEY)
        found += [word._replace(scope=scope) for word in words]
    for word in found:
        claim = _claim(parsed, word, extractor, _SECOND if is_second else "")
        yield claim._replace(basis=Basis.REFERENCE) if is_second else claim


def _joined(parsed: Positioned, key: str) -> str:
    value = entry(parsed.value, key)
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return text(parsed.value, key)


def _words(value: object, *keys: str | int) -> Iterator[_Word]:
    """Yield the words of a value of any form; an empty one says nothing."""
    if isinstance(value, str | int | float):
        raw = str(value).lower() if isinstance(value, bool) else str(value).strip()
        if raw:
            yield _Word(pointer(*keys), raw)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, list):
                yield from _words(item, *keys, index)
    elif isinstance(value, dict):
        yield from _mapped(value, *keys)


def _mapped(value: dict[object, object], *keys: str | int) -> Iterator[_Word]:
    """Yield the word of a mapping that describes one license, else one for each configuration."""
    part = next((part for part in _PARTS if text(value, part)), "")
    if part:
        link = next((text(value, key) for key in _LINKS if text(value, key)), "")
        yield _Word(pointer(*keys, part), text(value, part), link=link)
        return
    for config, inner in value.items():
        if not isinstance(inner, dict):
            for word in _words(inner, *keys, str(config)):
                yield word._replace(scope=str(config))


def _claim(
    parsed: Positioned,
    word: _Word,
    extractor: str,
    note: str = "",
    group: str = "",
    name: str = "",
    link: str = "",
) -> LicenseClaim:
    found = _LINK.search(word.raw)
    told = (f"written as {word.raw}" if found else "", note)
    return LicenseClaim(
        parsed.span(word.place),
        found.group(1) if found else word.raw,
        Basis.DECLARED,
        extractor,
        group=group,
        name=name,
        link=link or word.link or (found.group(2) if found else ""),
        note="; ".join(part for part in told if part),
        scope=word.scope,
    )
