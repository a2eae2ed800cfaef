"""CITATION.cff: what is no license of the work first, then what is."""

from __future__ import annotations

import pytest

from licscan.extract import citation
from licscan.model import ComponentClaim, Kind, LicenseClaim
from licscan.sources.document import from_bytes

HEAD = "cff-version: 1.2.0\ntitle: Net\n"


def read(text: str) -> list[object]:
    return list(citation.extract(from_bytes("p/CITATION.cff", text.encode())))


@pytest.mark.parametrize("text", ["", "- license: MIT\n", "license: MIT\n", "MIT"])
def test_citation_ignores_other_yaml(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "license:\n",
        "license: []\n",
        "abstract: Under MIT\n",
        "references:\n- title: x\n  license: MIT\n",
        "preferred-citation:\n  license: MIT\n",
    ],
)
def test_citation_finds_nothing_in(text: str) -> None:
    assert read(HEAD + text) == []


@pytest.mark.parametrize(
    ("text", "raw", "link"),
    [
        ("license: MIT\n", "MIT", ""),
        ("license: [MIT, Apache-2.0]\n", "MIT OR Apache-2.0", ""),
        ("license-url: https://example.org/l\n", "https://example.org/l", "https://example.org/l"),
        ("license: MIT\nlicense-url: https://example.org/l\n", "MIT", "https://example.org/l"),
    ],
)
def test_citation_reads_the_license(text: str, raw: str, link: str) -> None:
    (claim,) = read(HEAD + text)
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.link, claim.applies_to) == (raw, link, None)
    assert claim.span.line == 3


@pytest.mark.parametrize(("word", "kind"), [("software", Kind.CODE), ("dataset", Kind.DATASET)])
def test_citation_tells_software_from_data(word: str, kind: Kind) -> None:
    component, claim = read(f"{HEAD}type: {word}\nlicense: MIT\n")
    assert isinstance(component, ComponentClaim)
    assert isinstance(claim, LicenseClaim)
    assert (component.kind, component.strong, claim.applies_to) == (kind, False, kind)
