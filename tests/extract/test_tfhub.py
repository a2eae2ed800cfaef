"""TensorFlow Hub pages: other Markdown first, then the comments."""

from __future__ import annotations

import pytest

from licscan.extract import tfhub
from licscan.model import ComponentClaim, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes


def read(text: str) -> list[object]:
    return list(tfhub.extract(from_bytes("docs/acme/models/net/1.md", text.encode())))


OTHERS = [
    ("", "no bytes"),
    ("# My model\n<!-- license: mit -->\n", "any README"),
    ("# Module\n<!-- license: mit -->\n", "heading without a handle"),
    ("# Publisher acme\n<!-- license: mit -->\n", "page of a publisher"),
    ("# Collection acme/all/1\n<!-- license: mit -->\n", "page of a collection"),
    ("Text\n# Module acme/net/1\n<!-- license: mit -->\n", "heading not at the top"),
    ("## Module acme/net/1\n<!-- license: mit -->\n", "second-level heading"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in OTHERS])
def test_tfhub_ignores(text: str) -> None:
    assert read(text) == []


PAGE = "# Module acme/net/1\nA net.\n\n"
SILENT = [
    (PAGE, "no comments: no default is assumed"),
    (PAGE + "<!-- license: -->\n", "empty license"),
    (PAGE + "<!-- task: license -->\n", "another key"),
    (PAGE + "license: mit\n", "plain line"),
    (PAGE + "```\n<!-- license: mit -->\n```\n", "inside a code block"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in SILENT])
def test_tfhub_claims_a_model_and_nothing_more(text: str) -> None:
    (fact,) = read(text)
    assert isinstance(fact, ComponentClaim)
    assert (fact.kind, fact.name) == (Kind.MODEL, "acme/net/1")


@pytest.mark.parametrize("word", ["Module", "Placeholder", "Lite", "Tfjs", "Coral"])
def test_tfhub_reads_the_comments(word: str) -> None:
    text = (
        f"\ufeff# {word} acme/&zwnj;net/1\n\n<!-- license: cc-by-4.0 -->\n"
        "<!-- parent-model: acme/base/2 -->\n<!--dataset:imagenet-->\n"
    )
    component, claim, parent, data = read(text)
    assert component.name == "acme/net/1"
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.span.line) == ("cc-by-4.0", 3)
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.relation) == ("https://tfhub.dev/acme/base/2", None)
    assert (data.raw, data.kind, data.relation) == (
        "imagenet",
        Kind.DATASET,
        Relation.TRAINED_ON,
    )
