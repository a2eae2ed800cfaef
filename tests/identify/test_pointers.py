"""Where a text says that its license stands: what is no such word, and which file is meant."""

from __future__ import annotations

import pytest

from licscan.identify.pointers import Pointer, of_claim, of_text
from licscan.model import Basis, Kind, LicenseClaim, LicenseText, Span


def targets(text: str, path: str = "README.md") -> list[str]:
    section = LicenseText(Span(path, 10), "card", text, named=False)
    return [pointer.target for pointer in of_text(section)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This model is under the Apache License 2.0.",
        "Please read the license carefully.",
        "The license file is not ours.",
        "See the license terms on the page of the base model.",
        "See [the paper](paper.pdf) and [our code](src/train.py).",
        "See [the license](https://example.com/LICENSE).",
        "See [the license](#license) and [the license](//example.com/LICENSE).",
        "![License](docs/license-badge.svg)",
        "[license of Frob](mailto:license@example.com)",
        "in licensed form",
        "LICENSE",
    ],
)
def test_no_pointer(text: str) -> None:
    assert targets(text) == []


@pytest.mark.parametrize(
    ("text", "path", "target"),
    [
        ("See LICENSE.", "README.md", "LICENSE"),
        ("See the LICENSE file for details.", "README.md", "LICENSE"),
        ("see the accompanying file `LICENSE-MODEL.txt`.", "README.md", "LICENSE-MODEL.txt"),
        ("Details are in COPYING.", "a/README.md", "a/COPYING"),
        ("Read docs/LICENSE.md first", "a/README.md", "a/docs/LICENSE.md"),
        ("Under the [Frob License](legal/frob.md).", "README.md", "legal/frob.md"),
        ("Under [these](TERMS%20OF%20USE.txt).", "README.md", "TERMS OF USE.txt"),
        ("[MIT](./LICENSE)", "a/b/README.md", "a/b/LICENSE"),
        ("[MIT](/LICENSE?raw=true#top)", "a/b/README.md", "LICENSE"),
        ('[MIT](../LICENSE "the text")', "a/b/README.md", "a/LICENSE"),
        ("[MIT](../../LICENSE)", "a/README.md", "../LICENSE"),
    ],
)
def test_a_file(text: str, path: str, target: str) -> None:
    assert targets(text, path) == [target]


def test_each_file_once_at_its_line() -> None:
    text = "# License\n\nSee LICENSE, that is [LICENSE](LICENSE).\nOr [terms](TERMS).\n"
    section = LicenseText(Span("README.md", 10), "card", text, False, Kind.MODEL, "x")
    assert list(of_text(section)) == [
        Pointer(Span("README.md", 12), "LICENSE", Kind.MODEL, "x"),
        Pointer(Span("README.md", 13), "TERMS", Kind.MODEL, "x"),
    ]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("", []),
        ("https://example.com/LICENSE", []),
        ("other", []),
        ("apache-2.0", []),
        ("LICENSE", ["model/LICENSE"]),
        ("./LICENSE.md", ["model/LICENSE.md"]),
        ("docs/terms.txt", ["model/docs/terms.txt"]),
        ("/MODEL_LICENSE", ["MODEL_LICENSE"]),
    ],
)
def test_the_link_of_a_field(link: str, expected: list[str]) -> None:
    claim = LicenseClaim(Span("model/README.md", 4), "other", Basis.DECLARED, "card", link=link)
    assert [pointer.target for pointer in of_claim(claim)] == expected


@pytest.mark.parametrize(
    ("raw", "link", "expected"),
    [
        ("other", "TERMS", []),
        ("MIT", "TERMS", []),
        ("SEE LICENSE IN https://example.com/TERMS", "https://example.com/TERMS", []),
        ("SEE LICENSE IN ", "", []),
        ("SEE LICENSE IN TERMS", "TERMS", ["p/TERMS"]),
        ("See license in legal/terms", "legal/terms", ["p/legal/terms"]),
    ],
)
def test_a_word_that_says_in_what_file(raw: str, link: str, expected: list[str]) -> None:
    span = Span("p/package.json", 2)
    claim = LicenseClaim(span, raw, Basis.REFERENCE, "package_json", link=link)
    assert [pointer.target for pointer in of_claim(claim)] == expected
