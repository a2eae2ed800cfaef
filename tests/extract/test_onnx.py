"""ONNX metadata: what says nothing, what is broken, what names a license."""

from __future__ import annotations

import pytest

from licscan.extract import onnx
from licscan.model import Basis, ComponentClaim, Gap, Kind, LicenseClaim, LicenseText, Span
from licscan.sources.document import from_bytes

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"


def varint(number: int) -> bytes:
    parts = []
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])


def field(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def prop(key: str, value: str) -> bytes:
    return field(14, field(1, key.encode()) + field(2, value.encode()))


def model(*parts: bytes) -> bytes:
    return b"\x08\x08" + field(2, b"pytorch") + b"".join(parts) + field(8, b"\x10\x11")


def read(data: bytes) -> list[object]:
    return list(onnx.extract(from_bytes("m/x.onnx", data)))


MODEL_ONLY = [
    (model(), "no metadata"),
    (model(prop("model_author", "mit")), "author"),
    (model(prop("model_license", "")), "empty license"),
    (model(prop("license_note", "mit")), "another key"),
    (model(field(7, prop("model_license", "mit"))), "inside the graph"),
    (model(field(6, b"license: mit")), "doc string"),
    (model(b"\x29" + b"\0" * 8 + b"\x2d" + b"\0" * 4), "fixed-size fields"),
    (POINTER, "Git LFS pointer"),
    (b"", "no bytes"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in MODEL_ONLY])
def test_onnx_claims_a_model_and_nothing_more(data: bytes) -> None:
    assert read(data) == [ComponentClaim(Span("m/x.onnx"), Kind.MODEL, "onnx", strong=False)]


BROKEN = [
    (b"<html>not found</html>", False, "a web page"),
    (b"\x00\x00\x00", False, "zeros"),
    (model() + b"\x72\x7f", False, "field past the end"),
    (b"\xff" * 20, False, "endless number"),
    (model(field(14, field(1, b"\xff" * 3)[:-1])), False, "broken entry"),
    (model(field(14, b"\x0a\x01a" + b"\0" * (1 << 20))), True, "very long metadata"),
]


@pytest.mark.parametrize(("data", "limit"), [pytest.param(d, x, id=i) for d, x, i in BROKEN])
def test_onnx_reports_what_it_cannot_read(data: bytes, limit: bool) -> None:
    component, gap = read(data)
    assert (component.kind, component.strong) == (Kind.MODEL, False)
    assert isinstance(gap, Gap)
    assert gap.limit is limit


def test_onnx_keeps_a_license_before_a_broken_field() -> None:
    facts = read(model(prop("model_license", "mit")) + b"\x72\x7f")
    assert [type(f) for f in facts] == [ComponentClaim, LicenseClaim, Gap]


LICENSES = [
    ("model_license", "Apache-2.0", Basis.DECLARED, "standard key"),
    ("Model_License", "mit", Basis.DECLARED, "another case"),
    ("license", "AGPL-3.0 License (https://example.org/license)", Basis.DECLARED, "plain key"),
    ("model_license", "https://example.org/LICENSE", Basis.REFERENCE, "address"),
]


@pytest.mark.parametrize(
    ("key", "raw", "basis"), [pytest.param(k, r, b, id=i) for k, r, b, i in LICENSES]
)
def test_onnx_reads_the_license(key: str, raw: str, basis: Basis) -> None:
    component, claim = read(
        model(prop("model_author", "Acme"), field(7, b"g" * 999), prop(key, raw))
    )
    assert component.strong
    assert (claim.raw, claim.basis) == (raw, basis)
    assert claim.span == Span("m/x.onnx", pointer=f"/metadata_props/{key}")


def test_onnx_hands_on_a_license_in_full() -> None:
    (_, fact) = read(model(prop("model_license", "Some terms.\n" * 60)))
    assert isinstance(fact, LicenseText)


def test_onnx_agrees_with_the_reference_library() -> None:
    reference = pytest.importorskip("onnx")
    helper = reference.helper
    tensor = helper.make_tensor_value_info("x", reference.TensorProto.FLOAT, [1])
    graph = helper.make_graph([helper.make_node("Identity", ["x"], ["y"])], "g", [tensor], [tensor])
    built = helper.make_model(graph, producer_name="test")
    helper.set_model_props(built, {"model_author": "Acme", "model_license": "CC-BY-4.0"})
    component, claim = read(built.SerializeToString())
    assert (component.strong, claim.raw) == (True, "CC-BY-4.0")
