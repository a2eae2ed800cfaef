"""`SPDX-License-Identifier:` lines at the head of source files and in `.license` sidecars.

Source: SPDX 2.3 annex E; REUSE specification 3.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.model import Basis, Fact, LicenseClaim, Match, Span
from licscan.sources.document import decode

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "spdx-tags"
READS = "SPDX-License-Identifier lines in the first 8 kB of source files, and `.license` sidecars."
IGNORES = "Tags further down, in prose and in string literals."
PATTERNS: tuple[str, ...] = tuple(
    f"*.{end}"
    for end in "license py sh c h cc cpp hpp cu cuh rs go js ts java toml yaml yml cfg ini md".split()
)

_HEAD = 8192
_TAG = re.compile(
    rb"^[ \t]*(?:#|//|/?\*+|--|;|<!--|\"\"\"|'''|%|\.\.)?[ \t]*SPDX-License-Identifier:[ \t]*([^\r\n]+)",
    re.MULTILINE,
)
_ENDS = re.compile(r"(?:\*/|-->|\"\"\"|''')?[ \t]*\Z")


def extract(document: Document) -> Iterator[Fact]:
    """Yield each tag; it is restricted to its own file, or to the file of a sidecar."""
    head = document.head(_HEAD)
    for found in _TAG.finditer(head):
        raw = _ENDS.sub("", decode(found.group(1))).strip()
        line = 1 + head.count(b"\n", 0, found.start(1))
        scope = document.path.removesuffix(".license")
        yield LicenseClaim(
            Span(document.path, line), raw, Basis.TAGGED, NAME, match=Match.TAG, scope=scope
        )
