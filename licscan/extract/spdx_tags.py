"""`SPDX-License-Identifier:` lines at the head of source files and in `.license` sidecars.

Source: SPDX 2.3 annex E; REUSE specification 3.3, "Comment headers" and "Snippets".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.late import late
from licscan.model import Basis, Fact, LicenseClaim, Match, Span
from licscan.sources.document import decode

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "spdx-tags"
READS = "SPDX-License-Identifier lines in the first 8 kB of source files, and `.license` sidecars."
IGNORES = (
    "Tags further down, in prose, in string literals, in snippets and in what REUSE is told to "
    "ignore; license names without the tag."
)
_HEAD = 8192
_COMMENT = r"(?:\#+!?|//+[!/]?|/\*+!?|\*+|--+\[*|;+|%+|<!--+|\{\#|\.\.|'''|\"\"\"|\(\*|!+|dnl|REM)"
_TAG = late(
    rf"^[ \t]*(?P<mark>{_COMMENT}?)[ \t]*SPDX-License-Identifier:[ \t]*(?P<value>[^\r\n]+)",
    re.MULTILINE,
)
_CLOSE = late(r"[ \t]{0,9}(?:\*+/|--+!?>|\"\"\"|'''|\#\}|\*\)|[\"'`,])+[ \t]*\Z")
_EXPRESSION = late(r"[A-Za-z0-9.+:() \t-]*[A-Za-z0-9+)][ \t]*\Z")
_DOCSTRING = late(r"\A(?:\s|#[^\n]*(?:\n|\Z))*[rRuU]?(?P<quote>\"\"\"|''')")
_QUOTE = late(r"\"\"\"|'''")
_BLOCK = late(r"/\*|<!--|\{#|\(\*")
_ASIDE = late(
    r"REUSE-IgnoreStart.*?(?:REUSE-IgnoreEnd|\Z)|SPDX-SnippetBegin.*?(?:SPDX-SnippetEnd|\Z)",
    re.DOTALL,
)
_CLOSERS = {"/*": "*/", "<!--": "-->", "{#": "#}", "(*": "*)"}
_PYTHON = ("py", "pyi", "pyx")
_PROSE_ENDS = ("md", "rst", "html", "xml", "svg", "vue")


def extract(document: Document) -> Iterator[Fact]:
    """Yield each tag; it is restricted to its own file, or to the file of a sidecar."""
    text = decode(document.head(_HEAD))
    if "SPDX-License-Identifier" not in text:
        return
    end = document.path.rpartition(".")[2].lower()
    asides = [found.span() for found in _ASIDE.finditer(text)]
    for found in _TAG.finditer(text):
        raw = _CLOSE.sub("", found["value"].strip()).strip(" \t\"'`")
        inside = any(start <= found.start() < stop for start, stop in asides)
        if inside or not _EXPRESSION.match(raw) or not _is_comment(text, found, end):
            continue
        line = 1 + text.count("\n", 0, found.start("value"))
        column = 1 + found.start("value") - text.rfind("\n", 0, found.start("value")) - 1
        yield LicenseClaim(
            Span(document.path, line, column),
            raw,
            Basis.TAGGED,
            NAME,
            match=Match.TAG,
            scope=document.path.removesuffix(".license"),
        )


def _is_comment(text: str, found: re.Match[str], end: str) -> bool:
    """Tell whether a tag stands in a comment of its file, not in prose or a string."""
    before = text[: found.start("value")]
    if end == "license":
        return True
    if end in _PROSE_ENDS:
        return found["mark"] == ".." or _is_open(before)
    if end in _PYTHON:
        return _in_docstring(text, before) if _quote(before) else found["mark"].startswith("#")
    return bool(found["mark"]) or _is_open(before)


def _is_open(before: str) -> bool:
    """Tell whether a block comment is open at the end of a text."""
    openings = list(_BLOCK.finditer(before))
    return bool(openings) and _CLOSERS[openings[-1].group()] not in before[openings[-1].end() :]


def _quote(before: str) -> str:
    """Return the triple quote that is open at the end of a Python text; empty where none is."""
    opened = ""
    for found in _QUOTE.finditer(before):
        if not opened:
            opened = found.group()
        elif opened == found.group():
            opened = ""
    return opened


def _in_docstring(text: str, before: str) -> bool:
    """Tell whether the string open at the end of `before` is the module's docstring."""
    opening = _DOCSTRING.match(text)
    return opening is not None and opening["quote"] not in before[opening.end() :]
