"""Where running text says that its license stands: "see LICENSE", a link to a file beside it.

Only files of the same repository are pointed at; addresses are understood by `license_links`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from licscan.model import Kind, LicenseClaim, LicenseText, Span

_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,200})\]\(<?([^()\s<>]{1,300})>?(?:[ \t]+\"[^\"\n]*\")?\)")
_SEE = re.compile(
    r"\b(?:[Ss]ee|[Ii]n|[Rr]ead)\s+(?:our\s+|the\s+)?(?:accompanying\s+|attached\s+|file\s+)*"
    r"[\"'`*<]*((?:\.?[\w-]+/){0,4}(?:LICEN[CS]E|COPYING)(?:[._-][\w.-]*\w)?)(?![\w/])"
)
_LICENSE = re.compile(r"licen[cs]|terms|agreement|copying|eula", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_IN_A_FILE = re.compile(r"see licen[cs]e in ", re.IGNORECASE)
"""As npm has it (https://docs.npmjs.com/cli/configuring-npm/package-json#license)."""
_FILE_NAME = re.compile(
    r"/?(?:[\w.@+ -]+/)*"
    r"(?:[\w@+-]*(?:LICEN[CS]E|COPYING)[\w.-]*|[\w.@+ -]+\.(?:md|txt|rst|html?|pdf))"
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place that names a file for the license."""

    span: Span
    target: str
    """Path from the root of the tree; it begins with `..` where it leads out."""
    applies_to: Kind | None = None
    scope: str = ""


def of_claim(claim: LicenseClaim) -> Iterator[Pointer]:
    """Yield the file that a metadata field names for the license.

    Beside a license (`license_link: LICENSE`) the word has to look like a file; where it says so
    itself (`SEE LICENSE IN TERMS`) it is one.
    """
    link = claim.link.strip()
    is_said = _IN_A_FILE.match(claim.raw) and not _ELSEWHERE.match(link)
    if link and (is_said or _FILE_NAME.fullmatch(link)):
        yield Pointer(claim.span, _path(claim.span, claim.link), claim.applies_to, claim.scope)


def of_text(text: LicenseText) -> Iterator[Pointer]:
    """Yield the files that a section about a license points at, each once."""
    seen: set[str] = set()
    for number, line in enumerate(text.text.splitlines()):
        for target in _named(line):
            span = Span(text.span.path, text.span.line + number)
            path = _path(span, target)
            if path not in seen:
                seen.add(path)
                yield Pointer(span, path, text.applies_to, text.scope)


def _named(line: str) -> Iterator[str]:
    for label, target in _LINK.findall(line):
        is_license = _LICENSE.search(label) or _LICENSE.search(target)
        if is_license and not _ELSEWHERE.match(target):
            yield target
    for found in _SEE.finditer(_LINK.sub(" ", line)):
        yield found[1]


def _path(span: Span, target: str) -> str:
    """Return a path from the root; one that begins with a slash does so in a repository too."""
    bare = unquote(re.split(r"[?#]", target.strip())[0])
    folder = "" if bare.startswith("/") else posixpath.dirname(span.path)
    return posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
