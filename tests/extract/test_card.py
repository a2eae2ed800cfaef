"""Cards: pages that are none, front matter that is odd, and every form of license and lineage."""

from __future__ import annotations

import pytest

from licscan.extract import card
from licscan.model import (
    Basis,
    ComponentClaim,
    Gap,
    Kind,
    LicenseClaim,
    LicenseText,
    ParentClaim,
    Prose,
    Relation,
)
from licscan.sources.document import from_bytes


def read(text: str | bytes, path: str = "README.md") -> list[object]:
    data = text.encode() if isinstance(text, str) else text
    return list(card.extract(from_bytes(path, data)))


def front(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", "# Net", ""))


def licenses(text: str | bytes, path: str = "README.md") -> list[LicenseClaim]:
    return [fact for fact in read(text, path) if isinstance(fact, LicenseClaim)]


def parents(text: str) -> list[tuple[str, str, object]]:
    return [(f.raw, f.kind, f.relation) for f in read(text) if isinstance(f, ParentClaim)]


NO_CARDS = [
    ("", "README.md", "no bytes"),
    ("---\n{{ card_data }}\n---\n# {{ name }}\n", "README.md", "template"),
    ("---\nlicense: {license}\n---\n", "README.md", "placeholder"),
    ("---\ntitle: News\nlayout: post\nlicense: mit\n---\n", "docs/news.md", "page of a web site"),
    ("---\nname: x\n---\n", "docs/x.md", "front matter without a card's key"),
    ("# Notes\nlicense: mit\n", "docs/notes.md", "prose of another page"),
    ("```yaml\n---\nlicense: mit\n---\n```\n", "docs/how.md", "card inside a code block"),
]


@pytest.mark.parametrize(("text", "path", "why"), NO_CARDS)
def test_no_card(text: str, path: str, why: str) -> None:
    assert read(text, path) == [], why


SILENT = [
    ("# Net\n\nReleased under the usual terms.\n", "prose alone"),
    ("---\n---\n# Net\n\nIts license: mit is what others use\n\n---\n", "empty front matter"),
    (front("tags:", "- license:mit"), "a tag"),
    (front("license:"), "null"),
    (front("license: ''"), "empty word"),
    (front("license: []"), "empty list"),
    (front("license_details: see below", "language: en"), "details alone"),
    (front("widget:", "- text: 'license: mit'"), "example of a widget"),
    ("# Net\n```\nlicense: mit\n```\n", "code block"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in SILENT])
def test_card_states_no_license(text: str) -> None:
    assert licenses(text) == []


NO_PARENTS = [
    (front("base_model:"), "null"),
    (front("base_model: None"), "the word None"),
    (front("datasets: []"), "empty list"),
    (front("source_datasets:", "- original"), "original data"),
    (front("tags:", "- base_model:org/net", "license: mit"), "a tag"),
    (front("new_version: org/net-2", "license: mit"), "a successor is no parent"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in NO_PARENTS])
def test_card_names_no_parent(text: str) -> None:
    assert parents(text) == []


WORDS = [
    (front("license: mit"), ["mit"], 2),
    (front("license: MIT"), ["MIT"], 2),
    (front("license: 'apache-2.0' # ours"), ["apache-2.0"], 2),
    (front("license: [mit, gpl-3.0]"), ["mit", "gpl-3.0"], 2),
    (front("license:", "- cc-by-4.0", "- other-x"), ["cc-by-4.0", "other-x"], 3),
    (front("license: no"), ["no"], 2),
    (front("license: >-", "  cc-by-4.0"), ["cc-by-4.0"], 2),
    (front("licence: mit"), ["mit"], 2),
    (front("licenses:", "- mit"), ["mit"], 3),
    (front("license: '[MIT](https://opensource.org/license/mit)'"), ["MIT"], 2),
    (front("license: {name: X, url: 'https://x.org'}"), ["X"], 2),
    (front("license_name: acme-1", "library_name: x"), ["acme-1"], 2),
    (front("license: mit").replace("\n", "\r\n"), ["mit"], 2),
    (front("license: mit").replace("\n", "\r"), ["mit"], 2),
    ("\n\n" + front("license: mit"), ["mit"], 4),
    ("\ufeff" + front("license: mit"), ["mit"], 2),
]


@pytest.mark.parametrize(("text", "words", "line"), WORDS)
def test_card_states_a_license(text: str, words: list[str], line: int) -> None:
    found = licenses(text)
    assert [claim.raw for claim in found] == words
    assert {claim.basis for claim in found} == {Basis.DECLARED}
    assert found[0].span.line == line
    assert len({claim.group for claim in found}) == 1
    assert bool(found[0].group) == (len(words) > 1)


def test_license_by_configuration_is_scoped() -> None:
    found = licenses(front("license:", "  en: mit", "  de:", "  - cc-by-4.0", "pretty_name: X"))
    assert [(claim.raw, claim.scope) for claim in found] == [("mit", "en"), ("cc-by-4.0", "de")]


def test_name_link_and_details_go_with_other() -> None:
    (claim,) = licenses(
        front(
            "license: other",
            "license_name: acme",
            "license_link: LICENSE",
            "license_details: for study",
        )
    )
    assert (claim.raw, claim.name, claim.link) == ("other", "acme", "LICENSE")
    assert claim.note == "license_details: for study"


PARENTS = [
    (front("base_model: org/a"), [("org/a", Kind.MODEL, None)]),
    (
        front("base_model: org/a", "base_model_relation: quantized"),
        [("org/a", Kind.MODEL, Relation.QUANTIZED)],
    ),
    (
        front("base_model: [org/a, org/b]"),
        [("org/a", Kind.MODEL, None), ("org/b", Kind.MODEL, None)],
    ),
    (
        front("base_model:", "- name: a", "  organization: org", "  repo_url: https://x.org/a"),
        [("https://x.org/a", Kind.MODEL, None)],
    ),
    (
        front("base_models:", "- {name: a, organization: org}"),
        [("org/a", Kind.MODEL, None)],
    ),
    (
        front("library_name: x", "datasets: org/d"),
        [("org/d", Kind.DATASET, Relation.TRAINED_ON)],
    ),
    (
        front("pretty_name: X", "source_datasets:", "- extended|squad"),
        [("squad", Kind.DATASET, Relation.DERIVED_FROM)],
    ),
    (
        front("model-index:", "- results:", "  - dataset: {name: G, type: glue}"),
        [("glue", Kind.DATASET, Relation.EVALUATED_ON)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARENTS)
def test_card_names_parents(text: str, expected: list[tuple[str, str, object]]) -> None:
    assert parents(text) == expected


@pytest.mark.parametrize("path", ["./base", "../base", "/data/base", "C:\\base"])
def test_a_path_is_a_local_parent(path: str) -> None:
    (claim,) = [f for f in read(front(f"base_model: {path}")) if isinstance(f, ParentClaim)]
    assert (claim.raw, claim.local) == (path, True)


def test_recipe_in_the_prose_is_read() -> None:
    text = front("tags: [merge]") + (
        "```yaml\nmodels:\n  - model: org/a\n  - model: ../b\nmerge_method: slerp\n```\n"
    )
    assert [raw for raw, _, _ in parents(text)] == ["org/a", "../b"]


def test_gate_is_told_and_a_long_one_may_be_a_license() -> None:
    long = "You agree to the terms. " * 30
    facts = read(front("license: mit", f"extra_gated_prompt: {long}"))
    told = [f for f in facts if f is not None and getattr(f, "text", "") == long.strip()]
    assert [type(fact) for fact in told] == [Prose, LicenseText]
    assert {fact.span.pointer for fact in told} == {"/extra_gated_prompt"}


BROKEN = [
    ("---\nlicense: mit\npretty_name: a: b\n---\n", 3, ["mit"]),
    ("---\nlicense: mit\n\tlanguage: en\n---\n", 3, ["mit"]),
    ("---\nlicense: mit\nlanguage: en\n\n# Net\n", 1, ["mit"]),
    ("---\n- license: mit\n- language: en\n---\n", 2, []),
    (b"---\nlicense: mit\n---\n# caf\xe9\n", 4, ["mit"]),
    (b"---\nlicense: mit\n---\n# a\0b\n", 4, ["mit"]),
    ("---\nlicense: mit\nlicense: gpl-3.0\n---\n", 3, ["gpl-3.0"]),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
@pytest.mark.parametrize("path", ["README.md", "old__README.md"])
def test_broken_card_is_a_gap_with_its_line(
    text: str | bytes, line: int, words: list[str], path: str
) -> None:
    facts = read(text, path)
    (gap,) = [fact for fact in facts if isinstance(fact, Gap)]
    assert gap.span.line == line
    assert [fact.raw for fact in facts if isinstance(fact, LicenseClaim)] == words


def test_what_is_salvaged_is_weak() -> None:
    (claim,) = licenses("---\nlicense: mit\npretty_name: a: b\n---\n")
    assert claim.basis is Basis.REFERENCE


KINDS = [
    (front("license: mit", "library_name: x"), Kind.MODEL),
    (front("license: mit", "task_categories: [x]"), Kind.DATASET),
    (front("license: mit", "sdk: gradio", "models: [org/a]"), Kind.CODE),
    ("---\nlicense: mit\n---\n# Dataset Card for X\n", Kind.DATASET),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_a_card(text: str, kind: Kind) -> None:
    (component,) = [fact for fact in read(text) if isinstance(fact, ComponentClaim)]
    assert component.kind is kind
