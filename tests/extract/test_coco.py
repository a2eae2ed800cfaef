"""COCO annotations: what says nothing of licenses first, then the images under each."""

from __future__ import annotations

import json

import pytest

from licscan.extract import coco, readers
from licscan.model import (
    ComponentClaim,
    Gap,
    Kind,
)
from licscan.record_licenses import Count, RecordLicenses
from licscan.sources.document import Document, from_bytes

BY = {"id": 4, "name": "Attribution License", "url": "http://creativecommons.org/licenses/by/2.0/"}
NC = {"id": 2, "name": "Attribution-NonCommercial License",
      "url": "http://creativecommons.org/licenses/by-nc/2.0/"}  # fmt: skip


def read(value: object, path: str = "annotations/instances_train.json") -> list[object]:
    return list(coco.extract(from_bytes(path, json.dumps(value, indent=1).encode())))


def images(*ids: object) -> list[dict[str, object]]:
    return [{"id": number, "license": id_} for number, id_ in enumerate(ids)]


@pytest.mark.parametrize(
    "value",
    [
        [],
        3,
        {"license": "mit"},
        {"licenses": [BY]},
        {"images": "three", "licenses": [BY]},
        {"images": {"license": 4}, "licenses": [BY]},
        {"images": [{"id": 1}], "annotations": []},
        {"images": [{"id": 1, "license": None}]},
        # what an export writes that knows of no license (CVAT)
        {"licenses": [{"name": "", "id": 0, "url": ""}], "images": images(0)},
        {"licenses": [3, None, "mit"], "images": images(0)},
        {"licenses": [], "images": images(0)},
    ],
)
def test_json_that_says_nothing_of_pictures_under_a_license(value: object) -> None:
    assert read(value) == []


def test_what_a_project_keeps_in_its_tests_is_no_dataset() -> None:
    assert read({"images": images(4), "licenses": [BY]}, "tests/annotations/x.json") == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("annotations/boxes.json", True),
        ("data/captions_train2014.json", True),
        ("lvis_v1_val.json", True),
        ("image_info_test2017.json", True),
        ("train2018.json", True),
        ("export/_annotations.coco.json", True),
        ("config.json", False),
        ("pretrained.json", False),
        ("evaluation.json", False),
    ],
)
def test_files_that_it_is_asked_about(path: str, asked: bool) -> None:
    assert any(reader.NAME == coco.NAME for reader in readers(path)) == asked


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ({"licenses": [NC, BY], "images": images(4, 4, 2)},
         [Count((NC["name"],), 1, NC["url"]), Count((BY["name"],), 2, BY["url"])]),
        ({"images": images(4, 4, 2), "licenses": [NC, BY]},
         [Count((NC["name"],), 1, NC["url"]), Count((BY["name"],), 2, BY["url"])]),
        # a row that no image refers to is no part of it; images that name none are counted
        ({"licenses": [NC, BY], "images": images(4, None, 9)},
         [Count((BY["name"],), 1, BY["url"]), Count((), 2)]),
        # the table alone, where images have no ids
        ({"licenses": [NC], "images": [{"id": 1}]},
         [Count((NC["name"],), 0, NC["url"]), Count((), 1)]),
        ({"licenses": [{"id": "a", "url": "https://x.org/l"}], "images": images("a")},
         [Count(("https://x.org/l",), 1, "https://x.org/l")]),
    ],
)  # fmt: skip
def test_images_are_counted_by_license(value: dict[str, object], counts: list[Count]) -> None:
    claim, fact = read(value)
    assert isinstance(claim, ComponentClaim)
    assert (claim.kind, claim.strong) == (Kind.DATASET, False)
    assert isinstance(fact, RecordLicenses)
    assert list(fact.counts) == counts
    assert fact.whole
    assert fact.span.pointer == "/licenses"
    assert fact.span.line > 1


def large(table_at: int, size: int) -> tuple[Document, list[int]]:
    """Make a file of images whose table of licenses begins at a byte; count what is read."""
    image = b'{"id": 1, "license": 4, "file_name": "x.jpg"},'
    table = b'"licenses": ' + json.dumps([BY]).encode() + b', "annotations": ['
    asked = [0]

    def content(offset: int, count: int) -> bytes:
        asked[0] += count
        data = bytearray()
        while len(data) < count and offset + len(data) < size:
            at = offset + len(data)
            if at == 0:
                data += b'{"images": ['
            elif table_at <= at < table_at + len(table):
                data += table[at - table_at :]
            elif at < table_at:
                rows = image * (min(count, table_at - at) // len(image) + 2)
                data += rows[(at - 12) % len(image) :][: min(count - len(data), table_at - at)]
            else:
                data += b"1," * ((count - len(data)) // 2 + 1)
        return bytes(data[:count])

    return Document("annotations/instances_train.json", size, content), asked


@pytest.mark.parametrize("table_at", [25_000_000, 2_999_000_000])
def test_a_large_file_costs_a_bounded_amount(table_at: int) -> None:
    """The table may stand behind the images, as in the first files of COCO, or near the end."""
    document, asked = large(table_at, 3_000_000_000)
    _, fact = coco.extract(document)
    assert isinstance(fact, RecordLicenses)
    assert asked[0] < 100_000_000
    assert [count.raw for count in fact.counts] == [("Attribution License",)]
    assert fact.looked_at == 50_000
    assert not fact.whole


def test_a_table_that_is_not_found_is_a_gap() -> None:
    document, asked = large(200_000_000, 3_000_000_000)
    (gap,) = coco.extract(document)
    assert isinstance(gap, Gap)
    assert gap.limit
    assert asked[0] < 100_000_000
