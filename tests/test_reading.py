"""Documents become facts: files named for the license are read too, where they are named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from licscan.model import Basis, Gap, LicenseClaim, Match
from licscan.reading import Reading
from licscan.sources.document import from_bytes

GRANT = "MIT License\n"
TERMS = "Our own terms. You may paint the frob on Sundays, in the colors of the season.\n" * 9


def facts(files: Mapping[str, str]) -> list[LicenseClaim | Gap]:
    reading = Reading(cache=False, deep=False, scancode=False)
    documents = [from_bytes(path, files[path].encode()) for path in sorted(files)]

    def content(path: str) -> bytes | None:
        return files[path].encode() if path in files else None

    found = reading.facts(documents, content)
    return [fact for fact in found if isinstance(fact, LicenseClaim | Gap)]


def texts(files: Mapping[str, str]) -> list[tuple[str, int, str, str]]:
    return [
        (fact.span.path, fact.span.line, fact.expression, fact.note)
        for fact in facts(files)
        if isinstance(fact, LicenseClaim) and fact.extractor == "license-files"
    ]


CARD = "---\nlicense: other\nlicense_name: frob\nlicense_link: {}\n---\n"


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": CARD.format("https://example.com/LICENSE")},
        {"README.md": "# Frob\n\nSee the [guide](GUIDE.md).\n", "GUIDE.md": GRANT},
        {"README.md": "# Frob\n\n## License\n\nSee the [guide](GUIDE.md).\n", "GUIDE.md": GRANT},
    ],
    ids=["an address", "no section about a license", "no license by its name"],
)
def test_what_is_not_followed(files: Mapping[str, str]) -> None:
    assert texts(files) == []
    assert not [fact for fact in facts(files) if isinstance(fact, Gap)]


@pytest.mark.parametrize(
    ("files", "found", "gaps"),
    [
        ({"package.json": '{"name": "x", "license": "TERMS"}', "TERMS": GRANT}, [], []),
        (
            {"package.json": '{"name": "x", "license": "SEE LICENSE IN TERMS"}'},
            [],
            ["The license is said to be in TERMS, which is not there."],
        ),
        (
            {"package.json": '{"name": "x", "license": "SEE LICENSE IN TERMS"}', "TERMS": GRANT},
            [("package.json", 1, "MIT", "the text of TERMS")],
            [],
        ),
    ],
    ids=["a word alone", "no such file", "the file"],
)
def test_the_file_that_a_package_names(
    files: Mapping[str, str], found: list[object], gaps: list[str]
) -> None:
    assert texts(files) == found
    assert [fact.problem for fact in facts(files) if isinstance(fact, Gap)] == gaps


def test_a_license_file_is_read_once() -> None:
    files = {"README.md": CARD.format("LICENSE") + "## License\n\nSee LICENSE.\n", "LICENSE": GRANT}
    assert texts(files) == [("LICENSE", 1, "MIT", "")]
    files["LICENSE.txt"] = files.pop("LICENSE")
    assert texts(files) == [("LICENSE.txt", 1, "MIT", "")]


@pytest.mark.parametrize(
    ("card", "line"),
    [
        (CARD.format("docs/frob.md"), 2),
        ("# Frob\n\n## License\n\nUnder the [Frob License](docs/frob.md).\n", 5),
        ("# Frob\n\n## License\n\nUnder [these](/docs/frob.md) [terms](docs/frob.md).\n", 5),
    ],
    ids=["license_link", "a link in the section", "two links to one file"],
)
def test_a_file_of_another_name_is_followed(card: str, line: int) -> None:
    files = {"README.md": card, "docs/frob.md": GRANT}
    assert texts(files) == [("README.md", line, "MIT", "the text of docs/frob.md")]


def test_unknown_terms_that_are_followed_are_a_license_that_is_not_known() -> None:
    files = {"README.md": CARD.format("docs/frob.md"), "docs/frob.md": TERMS}
    (claim,) = [
        fact for fact in facts(files) if isinstance(fact, LicenseClaim) and fact.basis is Basis.TEXT
    ]
    assert (claim.expression, claim.match) == ("NOASSERTION", Match.NEAR)
    assert any(isinstance(fact, Gap) for fact in facts(files))


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("LICENSE", "said to be in LICENSE, which is not there"),
        ("../LICENSE", "said to be in ../LICENSE, which leads out of the tree"),
    ],
)
def test_a_file_that_cannot_be_followed_is_a_gap(link: str, problem: str) -> None:
    (gap,) = [fact for fact in facts({"README.md": CARD.format(link)}) if isinstance(fact, Gap)]
    assert problem in gap.problem
    assert (gap.span.path, gap.span.line) == ("README.md", 2)


def test_a_file_that_is_no_text_is_a_gap() -> None:
    files = {"README.md": CARD.format("docs/frob.pdf"), "docs/frob.pdf": "%PDF-1.7"}
    (gap,) = [fact for fact in facts(files) if isinstance(fact, Gap)]
    assert gap.span.path == "docs/frob.pdf"


HEADER = '# Licensed under the Apache License, Version 2.0 (the "License");\nimport frob\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": "# the gpl and bsd licenses\nimport frob\n"}, []),
        ({"README.rst": "Frob\n====\n\nPaints things.\n"}, []),
        ({"a.py": HEADER}, [("a.py", "Apache-2.0", "a.py")]),
        (
            {"README.rst": "Frob\n====\n\nLicense\n-------\n\nUnder the MIT License.\n"},
            [("README.rst", "MIT", "")],
        ),
        ({"README": "Frob\n\n## License\n\nUnder the MIT License.\n"}, [("README", "MIT", "")]),
    ],
)
def test_names_in_headers_and_readmes(
    files: Mapping[str, str], expected: list[tuple[str, str, str]]
) -> None:
    found = [fact for fact in facts(files) if isinstance(fact, LicenseClaim)]
    assert [(claim.span.path, claim.expression, claim.scope) for claim in found] == expected
    assert {claim.basis for claim in found} <= {Basis.REFERENCE}
