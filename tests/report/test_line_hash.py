"""GitHub's fingerprint of a line: the vectors of github/codeql-action, src/fingerprints.test.ts."""

from __future__ import annotations

import pytest

from licscan.report.line_hash import line_hashes


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        pytest.param("", ["c129715d7a2bc9a3:1"], id="empty"),
        pytest.param(
            " a\nb\n  \t\tc\n d",
            [
                "271789c17abda88f:1",
                "54703d4cd895b18:1",
                "180aee12dab6264:1",
                "a23a3dc5e078b07b:1",
            ],
            id="blanks",
        ),
        pytest.param(
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
            [
                "8b7cf3e952e7aeb2:1",
                "b1ae1287ec4718d9:1",
                "bff680108adb0fcc:1",
                "c6805c5e1288b612:1",
                "b86d3392aea1be30:1",
                "e6ceba753e1a442:1",
            ],
            id="empty lines",
        ),
        pytest.param(
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
            [
                "e9496ae3ebfced30:1",
                "fb7c023a8b9ccb3f:1",
                "ce8ba1a563dcdaca:1",
                "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1",
                "c8e28b0b4002a3a0:1",
                "c129715d7a2bc9a3:1",
            ],
            id="line end at the end",
        ),
    ],
)
def test_vectors(text: str, hashes: list[str]) -> None:
    assert line_hashes(text.encode()) == hashes


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_are_alike(end: str) -> None:
    text = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n"
    assert line_hashes(text.replace("\n", end).encode()) == line_hashes(text.encode())


def test_equal_lines_are_numbered() -> None:
    hashes = line_hashes(("x" * 100 + "\n").encode() * 3)
    assert [one.split(":")[1] for one in hashes[:2]] == ["1", "2"]
