"""Parquet files, written by pyarrow: columns that are no licenses first, then those that are."""

from __future__ import annotations

import io
import sys

import pytest

from licscan.extract import parquet
from licscan.extract.parquet_footer import Footer, footer
from licscan.model import (
    Gap,
)
from licscan.record_licenses import Count, RecordLicenses
from licscan.sources.document import Document, from_bytes
from licscan.sources.unreadable import Unreadable

pyarrow = pytest.importorskip("pyarrow")
pytest.importorskip("pyarrow.parquet")


def table(rows: int = 0, **columns: list[object]) -> bytes:
    """Write columns as Parquet, with at most so many rows in a group."""
    written = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), written, row_group_size=rows or None)
    return written.getvalue()


def document(data: bytes, path: str = "data/train.parquet") -> Document:
    return from_bytes(path, data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no Parquet file",
        table(text=["license: mit"]),
        table(license_plate=["ABC-123"], driver_license=["x"]),
        table(version=["1.0"], name=["numpy"], license=["BSD"]),
        table(nested=[{"deep": {"license": "mit"}}]),
    ],
)
def test_files_without_licenses_of_records(data: bytes) -> None:
    assert list(parquet.extract(document(data))) == []


@pytest.mark.parametrize(
    "data",
    [
        b"PAR1",
        b"PAR1" + bytes(20) + b"PAR1",
        b"PAR1" + b"\xff" * 40 + (40).to_bytes(4, "little") + b"PAR1",
        b"PAR1" + b"\x19" * 400 + (400).to_bytes(4, "little") + b"PAR1",
        b"PAR1" + b"\xff\xff\xff\xff" + b"PAR1",
        table(text=["license"])[:-4],
    ],
)
def test_a_broken_file_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(parquet.extract(document(data)))


def test_what_a_project_keeps_in_its_tests_is_no_dataset() -> None:
    assert list(parquet.extract(document(table(license=["mit"]), "tests/x.parquet"))) == []


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({"license": ["mit", "mit", None]}, [Count(("mit",), 2), Count((), 1)]),
        ({"max_stars_repo_licenses": [["MIT", "Apache-2.0"], []]},
         [Count(("Apache-2.0", "MIT"), 1), Count((), 1)]),
        ({"text": ["a"], "License": ["cc-by-4.0"]}, [Count(("cc-by-4.0",), 1)]),
    ],
)  # fmt: skip
def test_a_column_is_counted(columns: dict[str, list[object]], counts: list[Count]) -> None:
    (fact,) = parquet.extract(document(table(**columns)))
    assert isinstance(fact, RecordLicenses)
    assert list(fact.counts) == counts
    assert fact.whole


def test_of_many_row_groups_four_are_looked_at() -> None:
    words = ["mit"] * 40_000 + ["odbl"] * 40_000
    (fact,) = parquet.extract(document(table(rows=1_000, license=words)))
    assert isinstance(fact, RecordLicenses)
    assert fact.counts == (Count(("mit",), 2_000), Count(("odbl",), 2_000))
    assert not fact.whole


def test_without_the_library_a_column_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (gap,) = parquet.extract(document(table(license=["mit"] * 12)))
    assert isinstance(gap, Gap)
    assert "'license' of 12 records was not looked at" in gap.problem
    assert list(parquet.extract(document(table(text=["mit"], rights=["x"])))) == []


def test_a_broken_column_is_a_gap() -> None:
    data = bytearray(table(license=["mit"] * 100))
    data[4:40] = b"\xff" * 36
    (gap,) = parquet.extract(document(bytes(data)))
    assert isinstance(gap, Gap)
    assert "'license' was not read" in gap.problem


def test_what_ends_the_process_of_pyarrow_does_not_end_ours() -> None:
    """Every byte of the footer in turn; some make pyarrow call `terminate`."""
    data = table(rows=2, license=["mit"] * 4, text=["x"] * 4)
    size = int.from_bytes(data[-8:-4], "little")
    for at in range(len(data) - 8 - size, len(data) - 8, 40):
        broken = bytearray(data)
        broken[at] ^= 0x15
        try:
            facts = list(parquet.extract(document(bytes(broken))))
        except Unreadable:
            continue
        assert all(isinstance(fact, Gap | RecordLicenses) for fact in facts)


def test_only_parts_of_a_large_file_are_read() -> None:
    data = table(
        rows=500, license=["mit"] * 1_000, text=["x" * 4_000 + str(n) for n in range(1_000)]
    )
    asked = 0

    def content(offset: int, count: int) -> bytes:
        nonlocal asked
        asked += count
        return data[offset : offset + count]

    (fact,) = parquet.extract(Document("d/train.parquet", len(data), content))
    assert isinstance(fact, RecordLicenses)
    assert fact.looked_at == 1_000
    assert asked < len(data) // 2 or asked < 400_000


@pytest.mark.parametrize(
    "columns",
    [
        {"a": [1], "b": ["x"]},
        {"a": [[1, 2]], "b": [{"c": 1, "d": [{"e": "x"}]}], "license": ["mit"]},
        {"": [1.5], "ü": [None], "b": [True]},
        {str(number): [number] for number in range(300)},
    ],
)
def test_the_footer_is_read_as_pyarrow_reads_it(columns: dict[str, list[object]]) -> None:
    data = table(**columns)
    schema = pyarrow.parquet.read_schema(io.BytesIO(data))
    assert footer(document(data)) == Footer(tuple(schema.names), 1)
