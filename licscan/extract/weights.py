"""Weight files of formats that state nothing readable: they only show that a model is here.

Nothing is opened: PyTorch and joblib files are pickles, which run code when they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.model import ComponentClaim, Fact, Kind, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "weights"
READS = "The names of weight files in PyTorch, TensorFlow, Keras, TFLite, Flax and NeMo formats."
IGNORES = "Their content: it holds no license that can be read safely."


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is part of."""
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=False)
