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
PATTERNS: tuple[str, ...] = (
    "pytorch_model*.bin",
    "pytorch_model.bin.index.json",
    "diffusion_pytorch_model*.bin",
    "adapter_model*.bin",
    "model*.pt",
    "model*.pth",
    "consolidated*.pth",
    "best*.pt",
    "yolo*.pt",
    "*.ckpt",
    "tf_model*.h5",
    "model*.h5",
    "*.keras",
    "*.tflite",
    "saved_model.pb",
    "flax_model*.msgpack",
    "rust_model.ot",
    "*.nemo",
)


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is part of."""
    yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=False)
