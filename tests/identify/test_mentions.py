"""Licenses named in running text: what is no license, what is read to its end, and where."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from licscan.identify.fast import Fast


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A model that answers questions about trees.",
        "The license of the data is unknown.",
        "See the LICENSE file for details.",
        "We thank the Apache Software Foundation and MIT.",
        "Please respect the terms of use of the original data set.",
        "The gpl word alone, and bsd, is no evidence.",
        "Creative Commons Attribution-Noncommercial-Share Alike 3.0 Unported License",
    ],
)
def test_no_license_is_named(fast: Fast, text: str) -> None:
    assert fast.mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("This model is released under the MIT License.", ["MIT"]),
        ("Licensed under the Apache License, Version 2.0.", ["Apache-2.0"]),
        ("### Licensing Information\n\nCC BY-SA 3.0", ["CC-BY-SA-3.0"]),
        ("The data is under the CC BY-NC-SA-4.0.", ["CC-BY-NC-SA-4.0"]),
        ("licensed under the GNU General Public License v3.0 or later", ["GPL-3.0-or-later"]),
        ("Code: MIT License\nData: CC-BY-4.0", ["MIT", "CC-BY-4.0"]),
    ],
)
def test_named(fast: Fast, text: str, expressions: list[str]) -> None:
    found = fast.mentions(text)
    assert [mention.expression for mention in found] == expressions
    assert not any(mention.whole for mention in found)


def test_each_at_its_line(fast: Fast) -> None:
    text = (
        "# License\n\nThe code: MIT License.\n\nThe data: CC-BY-4.0 License\nThe code: MIT License."
    )
    assert [(m.expression, m.line) for m in fast.mentions(text)] == [("MIT", 2), ("CC-BY-4.0", 4)]


def test_a_whole_text_is_told_apart_from_its_name(
    fast: Fast, shipped: Callable[[str], str]
) -> None:
    (mention,) = fast.mentions(f"# My model\n\nMIT License\n\n{shipped('mit')}")
    assert (mention.expression, mention.whole) == ("MIT", True)
