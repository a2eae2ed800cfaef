"""The license notice in the comment at the head of a source file.

The names of licenses in it are found by the fingerprints; each speaks for its own file alone. A
file with an SPDX tag needs no such reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.model import Fact, LicenseText, Span
from licscan.sources.document import decode

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "source-headers"
READS = "License notices in the comment at the head of source files (the first 4 kB)."
IGNORES = (
    "Comments further down, string literals other than a module's docstring, and notices beside an "
    "SPDX tag, which says the same."
)
_HEAD = 4096
_NOTICE = re.compile(rb"licen[cs]e|permission is hereby|redistribution and use", re.IGNORECASE)
_LINE_COMMENT = re.compile(r"\s*(?:#|//|--|;|%|!|dnl\b|REM\b|\Z)")
_BLOCKS = (("/*", "*/"), ('"""', '"""'), ("'''", "'''"), ("<!--", "-->"), ("(*", "*)"))
_PROLOGUE = re.compile(r"\s*(?:<\?php|[\"']use strict[\"'];?|@echo off)\s*\Z", re.IGNORECASE)


def extract(document: Document) -> Iterator[Fact]:
    """Yield the comment at the head where it speaks of a license."""
    head = document.head(_HEAD)
    if b"SPDX-License-Identifier" in head or not _NOTICE.search(head):
        return
    comment = _comment(decode(head))
    if _NOTICE.search(comment.encode("utf-8", "replace")):
        span = Span(document.path)
        yield LicenseText(span, NAME, comment, named=False, scope=document.path)


def _comment(text: str) -> str:
    """Return the lines up to the first that is code."""
    kept: list[str] = []
    close = ""
    for line in text.splitlines():
        bare = line.strip()
        if close:
            close = "" if close in bare else close
        elif block := next((block for block in _BLOCKS if bare.startswith(block[0])), None):
            close = "" if block[1] in bare[len(block[0]) :] else block[1]
        elif not _LINE_COMMENT.match(line) and not _PROLOGUE.match(line):
            break
        kept.append(line)
    return "\n".join(kept)
