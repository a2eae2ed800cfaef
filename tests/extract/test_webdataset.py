"""Shards of a WebDataset: archives that are none first, then the licenses of samples."""

from __future__ import annotations

import io
import json
import tarfile

import pytest

from licscan.extract import webdataset
from licscan.model import (
    Gap,
)
from licscan.record_licenses import Count, RecordLicenses
from licscan.sources.document import Document, from_bytes

PICTURE = b"\xff\xd8" * 700


def tar(**files: bytes) -> bytes:
    """Pack files; `_` before the end of a name stands for its dot."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(".".join(name.rsplit("_", 1)))
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def sample(number: int, **keys: object) -> dict[str, bytes]:
    return {f"{number}_jpg": PICTURE, f"{number}_json": json.dumps(keys).encode()}


def read(data: bytes, path: str = "shards/00000.tar") -> list[object]:
    return list(webdataset.extract(from_bytes(path, data)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        bytes(2_048),
        tar(),
        tar(a_txt=b"license: mit"),
        # a model or a project that was packed: no sample beside the file
        tar(config_json=b'{"license": "mit"}'),
        tar(config_json=b'{"license": "mit"}', weights_bin=PICTURE, package_json=b'{"license": 1}'),
        tar(**sample(1, caption="the license of a driver")),
        tar(**sample(1, license_plate="ABC-123")),
        tar(a_jpg=PICTURE, a_json=b"{license: mit"),
        tar(a_jpg=PICTURE, a_json=b'["license"]'),
    ],
)
def test_archives_that_say_nothing(data: bytes) -> None:
    assert read(data) == []


def test_samples_are_counted() -> None:
    data = tar(
        **sample(1, license="cc-by-2.0"), **sample(2, license="cc-by-2.0"), **sample(3, url="x")
    )
    (fact,) = read(data)
    assert isinstance(fact, RecordLicenses)
    assert fact.counts == (Count(("cc-by-2.0",), 2), Count((), 1))
    assert fact.span.pointer == "/1.json/license"
    assert fact.whole


def test_the_metadata_may_come_first() -> None:
    (fact,) = read(tar(a_json=b'{"license": "mit"}', a_jpg=PICTURE))
    assert isinstance(fact, RecordLicenses)
    assert fact.counts == (Count(("mit",), 1),)


def test_a_cut_archive_is_told() -> None:
    data = tar(**sample(1, license="mit"), **sample(2, license="mit"))
    fact, gap = read(data[:4_000] + b"\x01" * 20_000)
    assert isinstance(fact, RecordLicenses)
    assert isinstance(gap, Gap)


def test_a_large_shard_is_read_by_its_headers() -> None:
    """The pictures are passed over, however large."""
    small = tar(a_jpg=PICTURE, a_json=b'{"license": "mit"}')
    header = tarfile.TarInfo("b.mp4")
    header.size = 5_000_000_000
    head = header.tobuf(tarfile.GNU_FORMAT)
    asked = 0

    def content(offset: int, count: int) -> bytes:
        nonlocal asked
        asked += count
        return (small[:3_072] + head)[offset:][:count]

    document = Document("shards/1.tar", 5_000_010_000, content)
    facts = list(webdataset.extract(document))
    assert any(isinstance(fact, RecordLicenses) for fact in facts)
    assert asked < 100_000
