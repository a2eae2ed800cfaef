"""What a TensorFlow Hub page says in its HTML comments: license, parent and training data.

Source: tensorflow/hub `docs/writing_documentation.md`. A page without a license comment is under a
default of that site; the default is not applied here, since a page alone does not show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.late import late
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "tfhub"
READS = "License, parent model and datasets in the comments of TensorFlow Hub pages."
IGNORES = "Their prose and snippets; where a page names no license, none is assumed."

_HEAD = 400
_LONGEST = 1_000_000
_HEADING = late(r"\s*#[ \t]*(?:Module|Placeholder|Lite|Tfjs|Coral)[ \t]+(?P<handle>[^\s/]+/\S+)")
_COMMENT = late(
    r"<!--[ \t]*(?P<key>license|parent-model|dataset)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*-->"
)
_FENCE = late(r"\s*(?:```|~~~)")
_INVISIBLE = late(r"&zwnj;|\u200c|\u200b")


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the comments of a TensorFlow Hub page state; nothing for other Markdown."""
    start = document.head(_HEAD).decode("utf-8", "ignore").removeprefix("\ufeff")
    heading = _HEADING.match(start)
    if heading is None:
        return
    name = _INVISIBLE.sub("", heading["handle"])
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, name=name)
    fenced = False
    for number, line in enumerate(document.text(_LONGEST).splitlines(), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            for found in _COMMENT.finditer(line):
                if found["value"]:
                    span = Span(document.path, number, found.start() + 1)
                    yield _fact(span, found["key"], found["value"])


def _fact(span: Span, key: str, value: str) -> Fact:
    if key == "license":
        return LicenseClaim(span, value, Basis.DECLARED, NAME)
    if key == "dataset":
        kind, relation = Kind.DATASET, Relation.TRAINED_ON
        return ParentClaim(span, value, Source.MANIFEST, NAME, kind, relation)
    raw = f"https://tfhub.dev/{_INVISIBLE.sub('', value)}"
    note = f"written as {value}"
    return ParentClaim(span, raw, Source.MANIFEST, NAME, note=note)
