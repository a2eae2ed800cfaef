"""Expressions: what is refused, what the canonical form is, and what a plain id costs."""

from __future__ import annotations

import contextlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licscan.expressions import (
    And,
    ExpressionError,
    Leaf,
    Node,
    Or,
    canonical,
    exception_id,
    leaves,
    license_id,
    mapped,
    parse,
    render,
    successor,
)
from licscan.model import Expression


@pytest.mark.parametrize(
    "text",
    [
        "",
        "()",
        "MIT License",
        "MIT OR",
        "AND MIT",
        "(MIT",
        "MIT)",
        "MIT AND AND ISC",
        "MIT OR acme-1.0",
        "acme-1.0",
        "llama3.1",
        "MIT, ISC",
        "(MIT OR ISC) WITH Classpath-exception-2.0",
        "GPL-2.0-only WITH MIT",
        "GPL-2.0-only WITH no-such-exception",
        "Classpath-exception-2.0",
        "MIT OR NONE",
        "LicenseRef-",
        "LicenseRef-acme+",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        canonical(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MIT", "MIT"),
        (" mit ", "MIT"),
        ("apache-2.0", "Apache-2.0"),
        ("NONE", "NONE"),
        ("NOASSERTION", "NOASSERTION"),
        ("LicenseRef-acme", "LicenseRef-acme"),
        ("licenseref-licscan-sam", "LicenseRef-licscan-sam"),
        ("DocumentRef-ext:LicenseRef-1 OR MIT", "DocumentRef-ext:LicenseRef-1 OR MIT"),
        ("OpenMDW-1.1", "OpenMDW-1.1"),
        ("MIT or apache-2.0", "Apache-2.0 OR MIT"),
        ("MIT AND MIT", "MIT"),
        ("(MIT)", "MIT"),
        ("(MIT OR (ISC OR 0BSD)) OR MIT", "0BSD OR ISC OR MIT"),
        ("MIT AND (ISC OR 0BSD)", "(0BSD OR ISC) AND MIT"),
        ("MIT OR ISC AND 0BSD", "(0BSD AND ISC) OR MIT"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("LGPL-2.1-only+ OR MIT", "LGPL-2.1-only+ OR MIT"),
        ("Apache-2.0+", "Apache-2.0+"),
        ("GPL-3.0", "GPL-3.0"),
        (
            "gpl-2.0-only with classpath-exception-2.0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ),
    ],
)
def test_canonical_form(text: str, expected: str) -> None:
    assert canonical(text) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("MIT", Leaf("MIT")),
        ("NONE", Leaf("NONE")),
        ("ISC AND MIT", And((Leaf("ISC"), Leaf("MIT")))),
        ("ISC OR MIT", Or((Leaf("ISC"), Leaf("MIT")))),
        ("GPL-2.0-only WITH LLVM-exception", Leaf("GPL-2.0-only", "LLVM-exception")),
        (
            "(ISC OR MIT) AND Zlib",
            And((Or((Leaf("ISC"), Leaf("MIT"))), Leaf("Zlib"))),
        ),
    ],
)
def test_tree(text: str, node: Node) -> None:
    assert parse(Expression(text)) == node
    assert render(node) == text


def test_joined_by_and_is_not_joined_by_or() -> None:
    parts = (Leaf("ISC"), Leaf("MIT"))
    assert And(parts) != Or(parts)


def test_leaves_are_told_once() -> None:
    tree = parse(Expression("(ISC OR MIT) AND (MIT OR Zlib)"))
    assert leaves(tree) == (Leaf("ISC"), Leaf("MIT"), Leaf("Zlib"))


def test_a_changed_tree_is_flat_and_sorted_again() -> None:
    tree = parse(Expression("MIT OR Zlib"))
    inner = Or((Leaf("0BSD"), Leaf("MIT")))
    assert render(mapped(tree, lambda leaf: inner if leaf.id == "Zlib" else leaf)) == "0BSD OR MIT"


@pytest.mark.parametrize(
    ("word", "license_", "exception"),
    [
        ("nothing-of-the-sort", "", ""),
        ("Classpath-exception-2.0", "", "Classpath-exception-2.0"),
        ("classpath-exception-2.0", "", "Classpath-exception-2.0"),
        ("mit", "MIT", ""),
        ("gpl-3.0", "GPL-3.0", ""),
    ],
)
def test_ids_of_the_lists(word: str, license_: str, exception: str) -> None:
    assert (license_id(word), exception_id(word)) == (license_, exception)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("MIT", ""),
        ("GPL-3.0-only", ""),
        ("GPL-3.0", "GPL-3.0-only"),
        ("GPL-2.0-with-GCC-exception", "GPL-2.0 WITH GCC-exception-2.0"),
    ],
)
def test_successor_of_a_deprecated_id(one: str, expected: str) -> None:
    assert successor(one) == expected


@given(st.text(alphabet="MITISC-02.+() ANDORWH\t\n\x00é", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        expression = canonical(text)
        assert canonical(expression) == expression


_IDS = st.sampled_from(["MIT", "ISC", "Zlib", "Apache-2.0", "GPL-2.0-only WITH LLVM-exception"])
_EXPRESSIONS = st.recursive(
    _IDS,
    lambda inner: st.builds(
        lambda word, parts: "(" + f" {word} ".join(parts) + ")",
        st.sampled_from(["AND", "OR"]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=8,
)


@given(_EXPRESSIONS)
def test_canonical_form_is_read_as_it_was_written(text: str) -> None:
    expression = canonical(text)
    assert render(parse(expression)) == expression
    assert canonical(expression) == expression


def test_a_plain_id_does_not_load_the_library() -> None:
    script = (
        "import sys; from licscan.expressions import canonical, parse;"
        "parse(canonical('MIT')); parse(canonical('LicenseRef-acme'));"
        "print('license_expression' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
