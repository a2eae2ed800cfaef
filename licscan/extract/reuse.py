"""What a `REUSE.toml` says of the files beside and below it.

Source: https://reuse.software/spec-3.3/#reusetoml: each annotation has paths (globs) and one or
several license expressions, all of which apply.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import rows, texts
from licscan.model import Basis, Fact, LicenseClaim, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "reuse"
READS = "The licenses that a `REUSE.toml` gives to files, each for the files it names."
IGNORES = "Copyright texts, the order of precedence among several statements on one file."

_KEY = "SPDX-License-Identifier"
_ALL = frozenset({"**", "**/*"})


def extract(document: Document) -> Iterator[Fact]:
    """Yield a claim for each path; one for all files is a license of the folder."""
    source = document.text()
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The TOML is broken: {error}.") from error
    lines = [n for n, line in enumerate(source.splitlines(), 1) if line.strip().startswith(_KEY)]
    for number, row in rows(data.get("annotations")):
        words = [raw for _, raw in texts(row.get(_KEY))]
        if not words:
            continue
        stated = sum(1 for _, one in list(rows(data["annotations"]))[:number] if one.get(_KEY))
        line = lines[stated] if stated < len(lines) else 1
        raw = words[0] if len(words) == 1 else " AND ".join(f"({word})" for word in words)
        for place, path in texts(row.get("path"), "annotations", number, "path"):
            yield LicenseClaim(
                Span(document.path, line, pointer=place),
                raw,
                Basis.DECLARED,
                NAME,
                scope="" if path in _ALL else path,
            )
