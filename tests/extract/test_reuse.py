"""REUSE.toml: what gives no license first, then files and whole folders."""

from __future__ import annotations

import pytest

from licscan.extract import reuse
from licscan.model import LicenseClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(text: str) -> list[object]:
    return list(reuse.extract(from_bytes("p/REUSE.toml", f"version = 1\n{text}".encode())))


def block(path: str, license_: str) -> str:
    return f"[[annotations]]\npath = {path}\nSPDX-License-Identifier = {license_}\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "annotations = 3\n",
        "SPDX-License-Identifier = 'MIT'\n",
        "[[annotations]]\npath = '**'\nSPDX-FileCopyrightText = '2024 A'\n",
        "[[annotations]]\nSPDX-License-Identifier = 'MIT'\n",
        block("'**'", "[]"),
        block("3", "'MIT'"),
    ],
)
def test_reuse_finds_nothing_in(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (block("'**'", "'MIT'"), [("MIT", "", 4)]),
        (block("'model.bin'", "'OpenRAIL'"), [("OpenRAIL", "model.bin", 4)]),
        (block("['a/**', 'b.csv']", "'CC0-1.0'"),
         [("CC0-1.0", "a/**", 4), ("CC0-1.0", "b.csv", 4)]),
        (block("'x'", "['MIT', 'ISC OR 0BSD']"), [("(MIT) AND (ISC OR 0BSD)", "x", 4)]),
        ("[[annotations]]\npath = 'a'\n" + block("'b'", "'MIT'"), [("MIT", "b", 6)]),
        (block("'a'", "'MIT'") + block("'b'", "'ISC'"), [("MIT", "a", 4), ("ISC", "b", 7)]),
    ],
)  # fmt: skip
def test_reuse_reads_licenses(text: str, expected: list[object]) -> None:
    claims = [fact for fact in read(text) if isinstance(fact, LicenseClaim)]
    assert [(claim.raw, claim.scope, claim.span.line) for claim in claims] == expected


def test_reuse_tells_a_broken_file() -> None:
    with pytest.raises(Unreadable):
        read("[[annotations]\n")
