"""Records in JSON lines and arrays: what names no license of a record first, then what does."""

from __future__ import annotations

import gzip
import json

import pytest

from licscan.extract import json_records, readers
from licscan.model import (
    Gap,
)
from licscan.record_licenses import Count, RecordLicenses
from licscan.sources.document import Document, from_bytes


def read(data: bytes, path: str = "data/train.jsonl") -> list[object]:
    return list(json_records.extract(from_bytes(path, data)))


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"not json\n",
        b"[1, 2]\n3\nnull\n",
        lines({"text": "the license of this text is MIT"}),
        lines({"license_plate": "ABC-123", "driver_license": "x"}),
        lines({"text": "a", "nested": {"deep": {"license": "mit"}}}),
        lines({"license": True}, {"license": False}),
        lines({"license": 3}, {"license": 1.5}),
    ],
)
def test_records_that_name_no_license(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        # what a project keeps about its packages or its tests are no records of a dataset
        ("docs/packages.jsonl", lines({"license": "mit"})),
        ("tests/fixtures/rows.jsonl", lines({"license": "mit"})),
        # a configuration with the key, and a table that is no list of records
        ("data/config.json", b'{"license": "mit"}'),
        ("data/list.json", b'["license", "mit"]'),
        ("data/train.json", b'{"license": "mit", "rows": []}'),
    ],
)
def test_files_that_hold_no_records(path: str, data: bytes) -> None:
    assert read(data, path) == []


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("data/train.jsonl", True),
        ("shard.ndjson", True),
        ("part-0001.jsonl.gz", True),
        ("data/rows.json", True),
        ("train.json", True),
        ("package.json", False),
        ("tokenizer.json", False),
        ("src/rows.json", False),
    ],
)
def test_files_that_it_is_asked_about(path: str, asked: bool) -> None:
    assert any(reader.NAME == json_records.NAME for reader in readers(path)) == asked


@pytest.mark.parametrize(
    ("records", "column", "counts"),
    [
        ([{"license": "mit"}, {"license": "mit"}, {"license": "CC BY 4.0"}], "license",
         [(("mit",), 2, ""), (("CC BY 4.0",), 1, "")]),
        ([{"License": "mit"}, {"text": "x"}, {"License": ""}], "License",
         [((), 2, ""), (("mit",), 1, "")]),
        ([{"max_stars_repo_licenses": ["MIT", "Apache-2.0"]}, {"max_stars_repo_licenses": []}],
         "max_stars_repo_licenses", [(("Apache-2.0", "MIT"), 1, ""), ((), 1, "")]),
        ([{"metadata": {"license": "Public Domain"}}], "metadata.license",
         [(("Public Domain",), 1, "")]),
        ([{"license": {"name": "BY", "url": "https://creativecommons.org/licenses/by/2.0/"}}],
         "license", [(("BY",), 1, "https://creativecommons.org/licenses/by/2.0/")]),
        ([{"license": "None"}, {"license": None}, {"license": "mit"}], "license",
         [((), 2, ""), (("mit",), 1, "")]),
    ],
)  # fmt: skip
def test_records_are_counted_by_the_words_they_hold(
    records: list[object], column: str, counts: list[tuple[tuple[str, ...], int, str]]
) -> None:
    (fact,) = read(lines(*records))
    assert isinstance(fact, RecordLicenses)
    assert fact.column == column
    assert sorted(fact.counts) == sorted(Count(*row) for row in counts)
    assert (fact.looked_at, fact.whole) == (len(records), True)


def test_the_place_is_the_first_record_that_has_the_key() -> None:
    (fact,) = read(lines({"text": "license"}, {"license": "mit"}))
    assert isinstance(fact, RecordLicenses)
    assert (fact.span.line, fact.span.pointer) == (2, "/license")


def test_an_array_of_records() -> None:
    data = b'[\n {"text": "a"},\n {"text": "b", "license": "mit"}\n]'
    (fact,) = read(data, "data/train.json")
    assert isinstance(fact, RecordLicenses)
    assert fact.counts == (Count(("mit",), 1), Count((), 1))
    assert (fact.span.line, fact.span.pointer) == (3, "/1/license")


def test_a_packed_file_is_read_from_its_beginning() -> None:
    (fact,) = read(gzip.compress(lines({"license": "mit"})), "a.jsonl.gz")
    assert isinstance(fact, RecordLicenses)
    assert fact.counts == (Count(("mit",), 1),)


def test_broken_lines_are_told() -> None:
    fact, gap = read(lines({"license": "mit"}) + b'{"license": \n')
    assert isinstance(fact, RecordLicenses)
    assert isinstance(gap, Gap)
    assert "1 lines are not JSON" in gap.problem


def test_a_large_file_costs_what_a_small_one_costs() -> None:
    """Five gigabytes: the beginning and seven other places are read; all of them count."""
    first, later = (lines({"license": word, "text": "x" * 79}) for word in ("MIT", "ODbL"))
    row, size, asked = len(first), 5_000_000_000, 0
    assert len(later) == row + 1

    def content(offset: int, count: int) -> bytes:
        nonlocal asked
        asked += count
        rows = first if offset < size // 2 else later
        return (rows * (count // len(rows) + 2))[offset % len(rows) :][:count]

    (fact,) = json_records.extract(Document("data/train.jsonl", size, content))
    assert isinstance(fact, RecordLicenses)
    assert asked < 10_000_000
    assert {count.raw for count in fact.counts} == {("MIT",), ("ODbL",)}
    assert not fact.whole
    assert 10_000 < fact.looked_at <= 50_000
