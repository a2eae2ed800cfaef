"""Tables of text: what is no column of licenses first, then what is."""

from __future__ import annotations

import pytest

from licscan.extract import csv_records
from licscan.record_licenses import Count, RecordLicenses
from licscan.sources.document import Document, from_bytes


def read(text: str, path: str = "data/train.csv") -> list[RecordLicenses]:
    facts = list(csv_records.extract(from_bytes(path, text.encode())))
    assert all(isinstance(fact, RecordLicenses) for fact in facts)
    return [fact for fact in facts if isinstance(fact, RecordLicenses)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("d/a.csv", ""),
        ("d/a.csv", "\n"),
        ("d/a.csv", "a,b\nlicense,mit\n"),
        ("d/a.csv", "license_plate,driver_license\nABC,1\n"),
        ("d/a.csv", 'text\n"license,mit"\n'),
        # lists of packages: pip-licenses, license-checker
        ("d/third_party.csv", "Name,Version,License\nnumpy,1.0,BSD\n"),
        ("d/modules.csv", '"module name","license","repository"\nleft-pad,WTFPL,x\n'),
        ("docs/table.csv", "id,license\n1,mit\n"),
        ("tests/rows.csv", "id,license\n1,mit\n"),
    ],
)
def test_tables_without_licenses_of_records(path: str, text: str) -> None:
    assert read(text, path) == []


@pytest.mark.parametrize(
    ("path", "text", "counts", "pointer"),
    [
        ("d/a.csv", "id,license\n1,mit\n2,mit\n3,cc-by-4.0\n",
         [(("mit",), 2), (("cc-by-4.0",), 1)], "column 2"),
        ("d/a.tsv", "License\tid\nCC BY, 4.0\t1\n", [(("CC BY, 4.0",), 1)], "column 1"),
        ("d/a.csv", "id;license\r\n1;mit\r\n2;\r\n", [(("mit",), 1), ((), 1)], "column 2"),
        ("d/a.csv", '\ufeff"license","text"\n"mit","a\nb"\n', [(("mit",), 1)], "column 1"),
        # a row that does not fit the header is none
        ("d/a.csv", "id,license\n1,mit\n2,mit,x\n", [(("mit",), 1)], "column 2"),
    ],
)  # fmt: skip
def test_a_column_is_counted(
    path: str, text: str, counts: list[tuple[tuple[str, ...], int]], pointer: str
) -> None:
    (fact,) = read(text, path)
    assert fact.counts == tuple(Count(*row) for row in counts)
    assert (fact.span.line, fact.span.pointer, fact.whole) == (1, pointer, True)


def test_each_column_of_the_kind_is_told() -> None:
    facts = read("License,Author,license_url\nBY,me,https://creativecommons.org/licenses/by/2.0/\n")
    assert [fact.column for fact in facts] == ["License", "license_url"]


def test_a_large_table_costs_what_a_small_one_costs() -> None:
    row, size, asked = b'"some text, and more of it",mit\n', 5_000_000_000, 0

    def content(offset: int, count: int) -> bytes:
        nonlocal asked
        asked += count
        head = b"text,license\n" if offset == 0 else b""
        return (head + (row * (count // len(row) + 2))[offset % len(row) :])[:count]

    (fact,) = csv_records.extract(Document("data/train.csv", size, content))
    assert isinstance(fact, RecordLicenses)
    assert asked < 10_000_000
    assert fact.counts == (Count(("mit",), fact.looked_at),)
    assert not fact.whole
