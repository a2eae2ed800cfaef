"""TFLite models: what states nothing, what is broken, what names a license."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from licscan.extract import tflite
from licscan.model import ComponentClaim, Gap, Kind, LicenseClaim, Span
from licscan.sources.document import from_bytes

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"


def table(fields: dict[int, bytes], mark: bytes = b"") -> bytes:
    """Write a root table whose fields are texts or vectors, each a length and its bytes."""
    count = max(fields, default=-1) + 1
    head = 8 if mark else 4
    vtable = head
    start = vtable + 4 + 2 * count
    start += -start % 4
    body, tail, at = b"", b"", start + 4 + 4 * len(fields)
    slots = [0] * count
    for number, (field, content) in enumerate(sorted(fields.items())):
        slots[field] = 4 + 4 * number
        place = start + 4 + 4 * number
        body += struct.pack("<I", at + len(tail) - place)
        tail += content + b"\0" * (-len(content) % 4)
    data = struct.pack("<I", start) + mark
    data += struct.pack(f"<HH{count}H", 4 + 2 * count, 4 + 4 * len(fields), *slots)
    data += b"\0" * (start - len(data))
    return data + struct.pack("<i", start - vtable) + body + tail


def text(value: bytes | str) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<I", len(raw)) + raw + b"\0"


def nested(tables: list[bytes]) -> bytes:
    """Write a vector of tables; each brings its own root offset, which is followed."""
    head = struct.pack("<I", len(tables))
    at, offsets, tail = 4 + 4 * len(tables), b"", b""
    for number, one in enumerate(tables):
        root = struct.unpack_from("<I", one)[0]
        offsets += struct.pack("<I", at + len(tail) + root - (4 + 4 * number))
        tail += one + b"\0" * (-len(one) % 4)
    return head + offsets + tail


def entry(name: str, buffer: int) -> bytes:
    """Write a Metadata table: a text and a number of 32 bits in the table itself."""
    vtable = struct.pack("<HHHH", 8, 12, 4, 8)
    return struct.pack("<I", 12) + vtable + struct.pack("<iII", 8, 8, buffer) + text(name)


def model(license: str | None, name: str = "TFLITE_METADATA", buffer: int = 1) -> bytes:
    described = table({} if license is None else {5: text(license)}, b"M001")
    buffers = nested([table({}), table({0: text(described)})])
    return table({3: text("a net"), 4: buffers, 6: nested([entry(name, buffer)])}, b"TFL3")


def read(data: bytes) -> list[object]:
    return list(tflite.extract(from_bytes("m/net.tflite", data)))


SILENT = [
    (b"", "no bytes"),
    (POINTER, "Git LFS pointer"),
    (table({3: text("license: mit")}, b"TFL3"), "no metadata"),
    (model(None), "metadata without a license"),
    (model(""), "empty license"),
    (model("mit", name="min_runtime_version"), "metadata of another name"),
    (model("mit", buffer=0), "empty buffer"),
    (model("mit", buffer=9), "buffer that is not there"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in SILENT])
def test_tflite_claims_a_model_and_nothing_more(data: bytes) -> None:
    expected = ComponentClaim(Span("m/net.tflite"), Kind.MODEL, "tflite", strong=False)
    assert read(data) == [expected]


@pytest.mark.parametrize("raw", ["MIT", "Apache License. Version 2.0", "cc-by-4.0"])
def test_tflite_names_a_license(raw: str) -> None:
    component, claim = read(model(raw))
    assert isinstance(component, ComponentClaim)
    assert component.strong
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.span.pointer) == (raw, "/metadata/license")


def test_tflite_reads_the_license_file_packed_behind_it() -> None:
    stream = io.BytesIO(model(None))
    stream.seek(0, io.SEEK_END)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("labels.txt", "license")
        archive.writestr("LICENSE", "cc-by-4.0")
    _, claim = read(stream.getvalue())
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.span.pointer) == ("cc-by-4.0", "/LICENSE")


@pytest.mark.parametrize(
    "data",
    [b"\0" * 40, b"\xff" * 40, b"\xff\xff\xff\x7fTFL3" + b"\0" * 40, b"TFL3", model("mit")[:60]],
)
def test_tflite_reports_a_broken_file(data: bytes) -> None:
    component, gap = read(data)
    assert isinstance(component, ComponentClaim)
    assert isinstance(gap, Gap)


def test_every_cut_and_every_changed_byte_is_survived() -> None:
    data = model("mit")
    for end in range(len(data)):
        read(data[:end])
    for place in range(len(data)):
        read(data[:place] + b"\xff" + data[place + 1 :])
