"""The structure files of a sentence-transformers model: they show that a model is here.

Source: UKPLab/sentence-transformers; neither `modules.json` nor `config_sentence_transformers.json`
names a license or a parent (the card does).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import entry, rows, text
from licscan.model import ComponentClaim, Fact, Kind

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "sentence-transformers"
READS = "That a sentence-transformers model is here (`modules.json` and its configuration)."
IGNORES = "Prompts, versions and layer settings."


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model; nothing where a `modules.json` belongs to another program."""
    if document.size == 0:
        return
    parsed = document.json()
    layers = (text(row, "type") for _, row in rows(parsed.value))
    is_structure = any(layer.startswith("sentence_transformers.") for layer in layers)
    versions = entry(parsed.value, "__version__")
    if is_structure or text(versions, "sentence_transformers"):
        yield ComponentClaim(parsed.span(), Kind.MODEL, NAME)
