"""What the metadata of a TFLite model says of its license; the graph is never walked.

Sources: tensorflow/tensorflow `schema.fbs` (Model.metadata: a name and a buffer), tflite-support
`metadata_schema.fbs` (ModelMetadata.license); files that belong to the model follow it as a zip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, is_absent
from licscan.extract.flatbuffer_tables import Table
from licscan.extract.header_claims import license_fact
from licscan.extract.zip_members import has_end, members
from licscan.model import ComponentClaim, Fact, Gap, Kind, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "tflite"
READS = "The license in the metadata of TFLite models, and license files packed with them."
IGNORES = "Operators, tensors, labels and all other metadata."

_MARK = b"TFL3"
_BUFFERS, _METADATA = 4, 6
_NAME_FIELD, _BUFFER_FIELD, _DATA, _LICENSE = 0, 1, 0, 5
_METADATA_NAME = "TFLITE_METADATA"
_LONGEST = 1 << 20
_FILE = re.compile(r"(?:[^/]+/)?licen[cs]e(?:\.(?:txt|md))?", re.IGNORECASE)


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is, and the license that its metadata names."""
    facts: list[Fact] = []
    if not is_absent(document):
        try:
            facts += _licenses(document)
        except Malformed as error:
            facts.append(Gap(Span(document.path), error.problem, error.limit))
    speaks = any(not isinstance(fact, Gap) for fact in facts)
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=speaks)
    yield from facts


def _licenses(document: Document) -> Iterator[Fact]:
    if document.read_at(4, 4) != _MARK:
        raise Malformed("This file is not a TFLite model.")
    model = Table.root(document.read_at)
    raw = next((text for text in map(_license, _metadata(model)) if text), "")
    fact = license_fact(Span(document.path, pointer="/metadata/license"), raw, NAME)
    if fact is not None:
        yield fact
    if not has_end(document):
        return
    for name, data in members(document, lambda path: bool(_FILE.fullmatch(path))):
        place = Span(document.path, pointer="/" + name.replace("~", "~0").replace("/", "~1"))
        if isinstance(data, Malformed):
            yield Gap(place, data.problem, data.limit)
        elif (packed := license_fact(place, data.decode("utf-8", "replace"), NAME)) is not None:
            yield packed


def _metadata(model: Table) -> Iterator[bytes]:
    """Yield the buffer of each entry that has the name of the model's metadata."""
    for entry in model.tables(_METADATA):
        if entry.text(_NAME_FIELD, 1000) == _METADATA_NAME:
            buffer = model.item(_BUFFERS, entry.number(_BUFFER_FIELD))
            if buffer is not None:
                yield buffer.bytes(_DATA, _LONGEST)


def _license(data: bytes) -> str:
    if len(data) < 8:
        return ""
    table = Table.root(lambda offset, count: data[offset : offset + count])
    return table.text(_LICENSE, _LONGEST)
