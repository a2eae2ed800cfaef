"""Files that are named like a license, a notice or a credit: their text, still to be identified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from licscan.extract import front_matter
from licscan.identify import scope
from licscan.model import Fact, LicenseText, Prose, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "license-files"
READS = "LICENSE, COPYING, NOTICE, ATTRIBUTION, USE_POLICY and the like, and `LICENSES/`."
IGNORES = "Source, data and pictures that have `license` in their name."
PATTERNS: tuple[str, ...] = (
    *("licen[cs]e*", "*licen[cs]e", "*licen[cs]e.txt", "*licen[cs]e.md", "unlicen[cs]e*", "copying*"),
    *("licenses/*", "notice*", "attribution*", "credits*", "use_policy*", "*acceptable_use*"),
    *("*use_policy*", "*license_agreement*", "*terms_of_use*", "third_party_notices*", "third-party-notices*"),
)

_LIMIT = 1_000_000
_TEXT_ENDS = frozenset({"", ".txt", ".md", ".markdown", ".rst", ".text", ".htm", ".html"})
_VERSION_END = re.compile(r"\.\d[\w.\-]*\Z")
_PROSE = re.compile(r"(?:notice|attribution|credits|third[-_]party)", re.IGNORECASE)
_POLICY = re.compile(r"(?:use_policy|acceptable_use)", re.IGNORECASE)


def extract(document: Document) -> Iterator[Fact]:
    """Yield the text, and as prose too where duties are fulfilled in such files."""
    path = PurePosixPath(document.path)
    end = path.suffix.lower()
    if end not in _TEXT_ENDS and not _VERSION_END.search(path.name) and path.parent.name != "LICENSES":
        return
    text = front_matter.split(document.text(_LIMIT)).body
    span = Span(document.path)
    if _PROSE.match(path.name) or _POLICY.search(path.name):
        yield Prose(span, text[:64_000])
    named = not _PROSE.match(path.name)
    if not _POLICY.search(path.name):
        yield LicenseText(span, NAME, text, named=named, applies_to=scope.applies_to(document.path))
