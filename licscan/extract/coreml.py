"""What the metadata of a Core ML model says of its license; layers are skipped by their length.

Source: apple/coremltools `mlmodel/format/Model.proto`: `Model.description` (2), in it `metadata`
(100), in it `license` (4); a package keeps the model at `Data/com.apple.CoreML/model.mlmodel`.
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

NAME = "coreml"
READS = "The license in the metadata of Core ML models."
IGNORES = "Layers, inputs, outputs and user-defined metadata."

_DESCRIPTION, _METADATA, _LICENSE = 2, 100, 4


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is, and the license that its metadata names."""
    facts: list[Fact] = []
    problem: Gap | None = None
    if not is_absent(document):
        try:
            for raw in _licenses(document):
                span = Span(document.path, pointer="/description/metadata/license")
                fact = license_fact(span, raw, NAME)
                facts.extend([fact] if fact is not None else [])
        except Malformed as error:
            problem = Gap(Span(document.path), error.problem, error.limit)
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=bool(facts))
    yield from facts
    if problem is not None:
        yield problem


def _licenses(document: Document) -> Iterator[str]:
    for _, description in fields(Window.of(document), {_DESCRIPTION}):
        for _, metadata in fields(Window.of_bytes(description), {_METADATA}):
            for _, text in fields(Window.of_bytes(metadata), {_LICENSE}):
                yield text.decode("utf-8", "replace")
