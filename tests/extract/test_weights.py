"""Weight files that only show that a model is there: names that match, and content never opened."""

from __future__ import annotations

import pytest

from licscan.extract import readers, weights
from licscan.model import ComponentClaim, Kind, Span
from licscan.sources.document import from_bytes


@pytest.mark.parametrize(
    "name",
    [
        "data.bin",
        "train.pt",
        "messages_pt.pt",
        "tokenizer.model",
        "optimizer.pt",
        "scheduler.pt",
        "training_args.bin",
        "dataset.h5",
        "graph.pb",
        "cache.msgpack",
        "model.py",
        "pytorch_model.txt",
    ],
)
def test_weights_do_not_match(name: str) -> None:
    assert weights not in readers(f"some/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "pytorch_model.bin",
        "pytorch_model-00001-of-00002.bin",
        "pytorch_model.bin.index.json",
        "diffusion_pytorch_model.fp16.bin",
        "adapter_model.bin",
        "model.pt",
        "v1-5-pruned.ckpt",
        "tf_model.h5",
        "net.keras",
        "net.skops",
        "saved_model.pb",
        "flax_model.msgpack",
        "yolov8n.pt",
    ],
)
def test_weights_match(name: str) -> None:
    assert weights in readers(f"some/{name}")


class Closed:
    """A document that must not be opened."""

    path, size = "vae/model.pt", 10**12

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} was used")


def test_weights_are_never_opened() -> None:
    expected = ComponentClaim(Span("vae/model.pt"), Kind.MODEL, "weights", strong=False)
    assert list(weights.extract(Closed())) == [expected]  # type: ignore[arg-type]
    assert list(weights.extract(from_bytes("vae/model.pt", b""))) == [expected]
