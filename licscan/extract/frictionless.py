"""What a Frictionless data package says: licenses of the package and of each file, and sources.

Source: https://specs.frictionlessdata.io/data-package/ (`licenses`, `sources`) and data-resource:
a resource without `licenses` inherits those of its package; its own stand in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import entry, pointer, rows, text
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
    from licscan.sources.document import Document, Positioned

NAME = "frictionless"
READS = "Licenses and sources of a Frictionless data package, and of each of its files."
IGNORES = "Schemas, contributors, and addresses that files are loaded from."

_LICENSE = ("name", "id", "type", "path", "url", "title")
_SOURCE = ("path", "url", "web", "title", "name")
"""Best first; `id`, `type`, `url` and `web` are of versions before 1.0, and in use."""


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the package and its resources state."""
    parsed = document.json()
    package = parsed.value
    if not isinstance(package, dict) or not ({"resources", "licenses", "profile"} & set(package)):
        return
    name = text(package, "title") or text(package, "name")
    yield ComponentClaim(parsed.span(), Kind.DATASET, NAME, name=name)
    yield from _licenses(parsed, package)
    yield from _sources(parsed, package)
    for number, row in rows(package.get("resources")):
        yield from _sources(parsed, row, "resources", number)


def _licenses(parsed: Positioned, package: dict[object, object]) -> Iterator[LicenseClaim]:
    """Yield the package's licenses, and those of files that differ from them.

    Without any at the package, what all its files agree on is the license of the whole.
    """
    shared = list(_stated(parsed, package))
    yield from shared
    resources = list(rows(package.get("resources")))
    own = [list(_stated(parsed, row, "resources", number)) for number, row in resources]
    known = _words(shared)
    if own and not shared and all(_words(claims) == _words(own[0]) for claims in own):
        yield from own[0]
        return
    for (_, row), claims in zip(resources, own, strict=True):
        if _words(claims) != known:
            scope = _path(row)
            yield from (claim._replace(scope=scope) for claim in claims)


def _words(claims: list[LicenseClaim]) -> list[str]:
    return sorted(claim.raw for claim in claims)


def _path(resource: dict[object, object]) -> str:
    """Return the file of a resource; its name where it has no file or several."""
    return text(resource, "path") or text(resource, "name") or "resource"


def _stated(
    parsed: Positioned, holder: dict[object, object], *keys: str | int
) -> Iterator[LicenseClaim]:
    value = holder.get("licenses")
    found = [
        (number, part, text(row, part), text(row, "path") or text(row, "url"))
        for number, row in rows(value)
        for part in [next((part for part in _LICENSE if text(row, part)), "")]
        if part
    ]
    old = text(holder, "license")
    for number, part, raw, link in found:
        yield LicenseClaim(
            parsed.span(pointer(*keys, "licenses", number, part)),
            raw,
            Basis.DECLARED,
            NAME,
            applies_to=Kind.DATASET,
            group=pointer(*keys, "licenses") if len(found) > 1 else "",
            link=link,
        )
    if old and not found:
        span = parsed.span(pointer(*keys, "license"))
        yield LicenseClaim(
            span, old, Basis.DECLARED, NAME, applies_to=Kind.DATASET, note="an old spelling"
        )


def _sources(
    parsed: Positioned, holder: dict[object, object], *keys: str | int
) -> Iterator[ParentClaim]:
    for number, row in rows(entry(holder, "sources")):
        part = next((part for part in _SOURCE if text(row, part)), "")
        if part:
            yield ParentClaim(
                parsed.span(pointer(*keys, "sources", number, part)),
                text(row, part),
                Source.MANIFEST,
                NAME,
                Kind.DATASET,
                Relation.DERIVED_FROM,
            )
