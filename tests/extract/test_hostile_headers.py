"""Damaged and hostile weight files: every one ends in facts or gaps, never in an exception."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licscan.extract import coreml, gguf, onnx, safetensors
from licscan.model import ComponentClaim, Fact, Gap
from licscan.sources.document import Document, from_bytes

Extract = Callable[[Document], Iterator[Fact]]

_HEADER = json.dumps({"__metadata__": {"modelspec.license": "mit"}}).encode()
_TEXT = struct.pack("<Q", 15) + b"general.license" + struct.pack("<IQ", 8, 3) + b"mit"
_LIST = struct.pack("<Q", 3) + b"a.b" + struct.pack("<IIQ", 9, 8, 2) + struct.pack("<Q", 0) * 2
SAMPLES: list[tuple[Extract, str, bytes]] = [
    (safetensors.extract, "x.safetensors", struct.pack("<Q", len(_HEADER)) + _HEADER),
    (gguf.extract, "x.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + _LIST + _TEXT),
    (onnx.extract, "x.onnx", b"\x08\x08\x72\x14\x0a\x0dmodel_license\x12\x03mit"),
    (coreml.extract, "x.mlmodel", b"\x12\x08\xa2\x06\x05\x22\x03mit"),
]


def check(extract: Extract, path: str, data: bytes) -> list[Fact]:
    facts = list(extract(from_bytes(path, data)))
    assert [type(f) for f in facts].count(ComponentClaim) == 1
    assert all(not isinstance(f, Gap) or (f.problem and f.span.path == path) for f in facts)
    return facts


@pytest.mark.parametrize(("extract", "path", "data"), SAMPLES, ids=lambda x: str(x)[:20])
def test_every_cut_of_a_header_is_survived(extract: Extract, path: str, data: bytes) -> None:
    for end in range(len(data)):
        check(extract, path, data[:end])


@pytest.mark.parametrize(("extract", "path", "data"), SAMPLES, ids=lambda x: str(x)[:20])
def test_the_whole_header_states_its_license(extract: Extract, path: str, data: bytes) -> None:
    assert [getattr(fact, "raw", "") for fact in check(extract, path, data)] == ["", "mit"]


@given(st.sampled_from(SAMPLES), st.integers(0, 80), st.binary(max_size=12))
@settings(max_examples=300, deadline=None)
def test_every_overwritten_header_is_survived(
    sample: tuple[Extract, str, bytes], position: int, patch: bytes
) -> None:
    extract, path, data = sample
    check(extract, path, data[:position] + patch + data[position + len(patch) :])


@given(st.sampled_from(SAMPLES), st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_survived(sample: tuple[Extract, str, bytes], data: bytes) -> None:
    extract, path, _ = sample
    check(extract, path, data)
