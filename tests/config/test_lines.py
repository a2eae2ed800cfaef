"""On which line a key stands."""

from __future__ import annotations

import pytest

from licscan.config.lines import Lines, Route

TEXT = '''# comment with [x] and a = 1
a = 1
b = """
c = 2
[t]
"""

[t]
"quoted key" = 1
x.y = 2

[[waive]]
code = "A"

[[waive]]
code = [
  "B",
  "C",
]
[waive.below]
d = 1
'''


@pytest.mark.parametrize(
    ("route", "word", "line"),
    [
        pytest.param(("c",), "", 1, id="inside a string: no key"),
        pytest.param(("t", "nothing"), "", 8, id="the table, where the key is not there"),
        pytest.param(("a",), "", 2, id="key"),
        pytest.param(("t", "quoted key"), "", 9, id="quoted"),
        pytest.param(("t", "x", "y"), "", 10, id="dotted"),
        pytest.param(("waive", 0, "code"), "", 13, id="first of an array"),
        pytest.param(("waive", 1), "", 15, id="second of an array"),
        pytest.param(("waive", 1, "code"), "C", 18, id="one word of a list"),
        pytest.param(("waive", 1, "code"), "A", 16, id="a word of another entry is not taken"),
        pytest.param(("waive", 1, "below", "d"), "", 21, id="table below an entry"),
    ],
)
def test_line(route: Route, word: str, line: int) -> None:
    assert Lines(TEXT).line(route, word) == line
