"""Core ML metadata: what says nothing, what is broken, what names a license."""

from __future__ import annotations

import pytest

from licscan.extract import coreml
from licscan.model import ComponentClaim, Gap, Kind, LicenseClaim, Span
from licscan.sources.document import from_bytes


def varint(number: int) -> bytes:
    parts = []
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def field(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def model(metadata: bytes) -> bytes:
    description = field(1, b"\x0a\x05image") + field(100, metadata)
    return b"\x08\x05" + field(2, description) + field(500, b"layers" * 50)


def read(data: bytes) -> list[object]:
    return list(coreml.extract(from_bytes("a/Net.mlmodel", data)))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(model(b""), id="no metadata"),
        pytest.param(model(field(3, b"mit")), id="author"),
        pytest.param(model(field(4, b"")), id="empty license"),
        pytest.param(model(field(100, field(4, b"mit"))), id="user-defined metadata"),
        pytest.param(b"", id="no bytes"),
    ],
)
def test_coreml_claims_a_model_and_nothing_more(data: bytes) -> None:
    expected = ComponentClaim(Span("a/Net.mlmodel"), Kind.MODEL, "coreml", strong=False)
    assert read(data) == [expected]


@pytest.mark.parametrize("data", [b"\x12\x7f", b"not a model", model(b"\xff" * 12)])
def test_coreml_reports_what_it_cannot_read(data: bytes) -> None:
    component, gap = read(data)
    assert isinstance(gap, Gap)
    assert not component.strong


def test_coreml_reads_the_license() -> None:
    component, claim = read(model(field(1, b"A net") + field(4, b"Apache-2.0")))
    assert component.strong
    assert isinstance(claim, LicenseClaim)
    assert claim.raw == "Apache-2.0"
