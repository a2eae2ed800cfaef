"""What the cards of Docker Hub's model catalog say of a license, in their table of attributes.

Source: docker/model-cards: a table with the columns Attribute and Details, one row of which is
License. A folder holds the cards of many models, so a card that is no README speaks for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.late import late
from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "docker-card"
READS = "The license in the table of attributes of Docker Hub model cards."
IGNORES = "Their prose, variants and benchmarks; tables with other columns."

_HEAD = 16_384
_COLUMNS = late(r"^[ \t]*\|[ \t]*Attribute[ \t]*\|[ \t]*Details[ \t]*\|[ \t]*$", re.MULTILINE)
_ROW = late(r"[ \t]*\|(?P<key>[^|]*)\|(?P<value>.*)\|[ \t]*")
_LICENSE = late(r"licen[cs]e", re.IGNORECASE)
_MODEL = late(r"architecture|provider", re.IGNORECASE)
_LINK = late(r"\[([^\]]+)\]\(([^)\s]+)\)")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the license of a card with such a table; nothing for other Markdown."""
    head = document.head(_HEAD)
    if b"Attribute" not in head:
        return
    content = head.decode("utf-8", "replace").replace("\r\n", "\n")
    columns = _COLUMNS.search(content)
    if columns is None:
        return
    first = content.count("\n", 0, columns.start()) + 2
    rows = dict(_rows(content[columns.end() + 1 :], first))
    named = ((line, v) for line, (k, v) in rows.items() if v and _LICENSE.fullmatch(k))
    stated = next(named, None)
    if stated is None or not any(_MODEL.fullmatch(key) for key, _ in rows.values()):
        return
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=False)
    yield _claim(document.path, *stated)


def _rows(table: str, first_line: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield line, key and value of each row up to the end of the table."""
    for number, line in enumerate(table.split("\n"), first_line):
        found = _ROW.fullmatch(line)
        if found is None:
            return
        yield number, (found["key"].strip(" \t*"), found["value"].strip())


def _claim(path: str, line: int, value: str) -> LicenseClaim:
    found = _LINK.fullmatch(value)
    name = path.rpartition("/")[2]
    return LicenseClaim(
        Span(path, line),
        found[1] if found else value,
        Basis.DECLARED,
        NAME,
        link=found[2] if found else "",
        note=f"written as {value}" if found else "",
        scope="" if name.lower().startswith("readme") else name,
    )
