"""What a `package.json` says of its package: `license`, or one of its two old spellings.

Source: https://docs.npmjs.com/cli/configuring-npm/package-json#license.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import npm_package, requirement
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim, ParentClaim

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "package_json"
READS = (
    "The license of a JavaScript package, in today's and in the old spellings, and the packages "
    "that users install with it."
)
IGNORES = "Packages for development and peers; the lock file is read by itself."

_SEE = "SEE LICENSE IN "
_INSIDE = ("file:", "link:", "workspace:", "./", "../")
_PARTS = ("type", "name", "url")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the package and its license; settings without a name are no package."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict):
        return
    yield from _requirements(parsed)
    found = list(_licenses(root))
    if not found and not text(root, "name"):
        return
    strong = root.get("private") is not True
    yield ComponentClaim(parsed.span(), Kind.CODE, NAME, name=text(root, "name"), strong=strong)
    for place, raw, link in found:
        yield LicenseClaim(
            parsed.span(place),
            raw,
            Basis.REFERENCE if raw.startswith(_SEE) else Basis.DECLARED,
            NAME,
            applies_to=Kind.CODE,
            group="/licenses" if len(found) > 1 else "",
            link=link,
        )


def _requirements(parsed: Positioned) -> Iterator[ParentClaim]:
    """Yield what users install; what lies in the tree itself is no package."""
    for table in ("dependencies", "optionalDependencies"):
        listed = entry(parsed.value, table)
        for name, wanted in listed.items() if isinstance(listed, dict) else ():
            package = npm_package(str(name))
            if package and isinstance(wanted, str) and not wanted.startswith(_INSIDE):
                yield requirement(parsed.span(pointer(table, str(name))), package, NAME)


def _licenses(root: dict[object, object]) -> Iterator[tuple[str, str, str]]:
    """Yield place, word and link of each license."""
    word = text(root, "license")
    if word:
        yield "/license", word, word[len(_SEE) :] if word.startswith(_SEE) else ""
        return
    old: list[tuple[tuple[str | int, ...], object]] = [(("license",), root.get("license"))]
    old += [(("licenses", number), row) for number, row in rows(root.get("licenses"))]
    for keys, row in old:
        part = next((part for part in _PARTS if text(row, part)), "")
        if part:
            yield pointer(*keys, part), text(row, part), text(row, "url")
