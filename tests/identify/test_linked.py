"""Licenses named by the address of their page in running text."""

from __future__ import annotations

import pytest

from licscan.identify.linked import linked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "See https://example.com/license for the license.",
        "https://huggingface.co/frob/frob",
        "creativecommons.org/licenses/by/4.0",
    ],
)
def test_no_license(text: str) -> None:
    assert list(linked(text)) == []


@pytest.mark.parametrize(
    ("text", "expression", "line"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", 0),
        ("# License\n\nSee [this](https://www.apache.org/licenses/LICENSE-2.0).", "Apache-2.0", 2),
        ("see <https://opensource.org/licenses/MIT>.", "MIT", 0),
    ],
)
def test_a_page(text: str, expression: str, line: int) -> None:
    (mention,) = linked(text)
    assert (mention.expression, mention.line, mention.whole) == (expression, line, False)
