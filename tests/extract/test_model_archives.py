"""Keras, TorchScript and skops archives: what is silent, what is hostile, what names a license."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest

from licscan.extract import model_archives, readers
from licscan.model import ComponentClaim, Gap, Kind, LicenseClaim, LicenseText
from licscan.sources.document import Document, from_bytes

TEXT = "Permission is hereby granted, free of charge, to any person\n" * 8
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n"


def build(**files: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def read(data: bytes, name: str = "m/net.pt") -> list[object]:
    return list(model_archives.extract(from_bytes(name, data)))


KERAS = json.dumps({"keras_version": "3.3.3", "date_saved": "2025-01-01"})
SILENT = [
    (b"", "no bytes"),
    (POINTER, "Git LFS pointer"),
    (b"\x80\x02}q\x00.", "a pickle that is no archive"),
    (build(), "empty archive"),
    (build(net__data_dot_pkl=b"license: mit"), "words in a pickle"),
    (build(metadata_dot_json=KERAS, config_dot_json="{}"), "Keras as it is saved"),
    (build(net__code____torch___dot_py="license = 'mit'"), "code"),
    (build(net__extra__license=""), "empty license file"),
    (build(net__extra__labels_dot_txt="license"), "another extra file"),
    (build(a__b__c__license="mit"), "license of something deep inside"),
    (build(metadata_dot_json="{"), "record that is no JSON"),
    (build(metadata_dot_json="[]"), "record that is a list"),
    (build(metadata_dot_json=json.dumps({"license": 3})), "license that is a number"),
    (build(metadata_dot_json=json.dumps({"a": {"license": "mit"}})), "license of a part"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in SILENT])
def test_archive_says_nothing(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize(
    "name", ["train.txt", "model.zip", "pytorch_model.bin.index.json", "data.tar"]
)
def test_archive_readers_are_not_asked(name: str) -> None:
    assert model_archives not in readers(name)


@pytest.mark.parametrize("name", ["a.keras", "a.pt", "a.pth", "a.ptl", "a.skops", "a.torchscript"])
def test_archive_readers_are_asked(name: str) -> None:
    assert model_archives in readers(name)


LICENSED = [
    (build(net__extra__license="MIT"), "MIT", "/net~1extra~1license"),
    (build(net__extra__LICENSE_dot_txt="apache-2.0\n"), "apache-2.0\n", "/net~1extra~1LICENSE.txt"),
    (build(LICENSE="cc-by-4.0"), "cc-by-4.0", "/LICENSE"),
    (
        build(net__extra__info_dot_json=json.dumps({"license": "mit"})),
        "mit",
        "/net~1extra~1info.json/license",
    ),
    (
        build(metadata_dot_json=json.dumps({"keras_version": "3", "license": ["mit"]})),
        "mit",
        "/metadata.json/license/0",
    ),
]


@pytest.mark.parametrize(("data", "raw", "pointer"), LICENSED)
def test_archive_names_a_license(data: bytes, raw: str, pointer: str) -> None:
    component, claim = read(data)
    assert isinstance(component, ComponentClaim)
    assert (component.kind, component.strong) == (Kind.MODEL, True)
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.span.pointer) == (raw, pointer)


def test_archive_hands_a_license_text_on() -> None:
    _, text = read(build(net__extra__LICENSE=TEXT))
    assert isinstance(text, LicenseText)
    assert text.text == TEXT


def _listed(field: int, value: int) -> bytes:
    """Write another number into the list of files: 16 is the checksum, 24 the size."""
    data = bytearray(build(LICENSE=b"x" * 40))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + field, value)
    return bytes(data)


BOMB = build(LICENSE=b"0" * (64 << 20))
HOSTILE = [
    (BOMB, "zip bomb"),
    (_listed(24, 2**31), "absurd size"),
    (build(LICENSE="mit")[:-30], "cut off"),
    (_listed(16, 1), "damaged member"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in HOSTILE])
def test_hostile_archive_is_a_gap(data: bytes) -> None:
    (gap,) = read(data)
    assert isinstance(gap, Gap)
    assert gap.problem.endswith(".")


def test_every_cut_of_an_archive_is_survived() -> None:
    data = build(LICENSE=TEXT)
    for end in range(len(data)):
        assert all(isinstance(fact, Gap) for fact in read(data[:end]))


def test_bytes_of_a_large_archive_are_not_read() -> None:
    """A hundred gigabytes before the list of files cost nothing."""
    tail = build(net__extra__license="MIT")
    size, taken = 100 << 30, []

    def part(offset: int, count: int) -> bytes:
        taken.append(count)
        begin = offset - (size - len(tail))
        return b"PK" if offset == 0 else tail[max(begin, 0) : max(begin, 0) + count]

    list(model_archives.extract(Document("net.pt", size, part)))
    assert sum(taken) < 1 << 20
