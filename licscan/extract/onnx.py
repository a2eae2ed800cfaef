"""What the metadata of an ONNX model says of its license; the graph is skipped by its length.

Spec: onnx/onnx `docs/IR.md`, standard metadata (`model_license`: name or URL); `metadata_props` is
field 14 of ModelProto, with key 1 and value 2. Exporters that write plain `license` are read too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, Window, is_absent
from licscan.extract.header_claims import license_fact
from licscan.extract.protobuf_fields import fields
from licscan.model import ComponentClaim, Fact, Gap, Kind, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "onnx"
READS = "The license in the metadata of ONNX models (`model_license`, `license`)."
IGNORES = "Graph, tensors, doc strings and all other metadata."

_METADATA = 14
_KEY, _VALUE = 1, 2
_LICENSE_KEYS = frozenset({"model_license", "license"})


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is, and the license that its metadata names."""
    facts: list[Fact] = []
    problem: Gap | None = None
    if not is_absent(document):
        try:
            for key, value in properties(document):
                if key.lower() in _LICENSE_KEYS:
                    span = Span(document.path, pointer=f"/metadata_props/{key}")
                    fact = license_fact(span, value, NAME)
                    facts.extend([fact] if fact is not None else [])
        except Malformed as error:
            problem = Gap(Span(document.path), error.problem, error.limit)
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=bool(facts))
    yield from facts
    if problem is not None:
        yield problem


def properties(document: Document) -> Iterator[tuple[str, str]]:
    """Yield key and value of each of the `metadata_props`; `Malformed` where it is no message."""
    for _, entry in fields(Window.of(document), {_METADATA}):
        parts = dict(fields(Window.of_bytes(entry), {_KEY, _VALUE}))
        key, value = parts.get(_KEY, b""), parts.get(_VALUE, b"")
        yield key.decode("utf-8", "replace"), value.decode("utf-8", "replace")
