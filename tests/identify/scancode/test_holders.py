"""Copyright statements: what is none, whom a statement names, and where it stands."""

from __future__ import annotations

import pytest

from licscan.identify.scancode import holders
from licscan.identify.scancode.errors import Unavailable
from licscan.identify.scancode.holders import Copyright, copyrights
from licscan.model import Span

SPAN = Span("LICENSE", 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "You may paint the frob in any color.",
        "The above copyright notice shall be included in all copies.",
        "Copyright [yyyy] [name of copyright owner]",
        "(c) publicly perform the work",
    ],
)
def test_no_statement(text: str) -> None:
    assert copyrights(SPAN, text) == ()


@pytest.mark.parametrize(
    ("text", "statement", "holder", "line"),
    [
        ("Copyright (c) 2031 Jane Doe", "Copyright (c) 2031 Jane Doe", "Jane Doe", 3),
        (
            "MIT License\n\nCopyright (c) 2030-2031 Frobnicate GmbH\nAll rights reserved.\n",
            "Copyright (c) 2030-2031 Frobnicate GmbH",
            "Frobnicate GmbH",
            5,
        ),
        ("# \u00a9 2031 Frob Labs, Inc.\n", "(c) 2031 Frob Labs, Inc.", "Frob Labs, Inc.", 3),
    ],
)
def test_a_statement(text: str, statement: str, holder: str, line: int) -> None:
    assert copyrights(SPAN, text) == (Copyright(Span("LICENSE", line), statement, (holder,)),)


def test_each_statement_once() -> None:
    text = "Copyright 2031 Jane Doe\n\nCopyright 2031 Jane Doe\nCopyright 2031 John Roe\n"
    assert [found.holders for found in copyrights(SPAN, text)] == [("Jane Doe",), ("John Roe",)]


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "TIME_LIMIT", 0.0)
    with pytest.raises(Unavailable) as caught:
        copyrights(SPAN, "Copyright 2031 Jane Doe\n" * 5000)
    assert caught.value.limit
