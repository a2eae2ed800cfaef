"""Which lines are copyright lines, and what two layouts of one text have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licscan.identify.fast import Fast
from licscan.identify.tokens import (
    Vocabulary,
    is_copyright,
    key,
    names_copyright,
    plain,
    split_front_matter,
)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "copyright license to reproduce, prepare derivative works of,",
        "copyright notice and this permission notice appear in all copies.",
        "      (c) You must retain, in the Source form of any Derivative Works",
        "(c) publicly perform the Work",
        "COPYRIGHT HOLDERS OR CONTRIBUTORS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER",
        "copyright owner or by an individual or legal entity authorized",
        "Copyright and Similar Rights, including the right of",
        "Copyright (c) 2020 Jane Doe, licensed under the terms below",
        "Copyright 2020 Jane Doe. You may not sell this.",
        "We hold the copyright of 2020.",
        "All rights are yours",
    ],
)
def test_no_copyright_line(line: str) -> None:
    assert not is_copyright(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) 2020 Jane Doe",
        "Copyright © 2020-2024 Jane Doe and contributors. All rights reserved.",
        "   Copyright [yyyy] [name of copyright owner]",
        "# Copyright (C) 2019, Example GmbH",
        " * (c) 2019 Example GmbH",
        "// Copyright The Example Team",
        "Copyright Example.com, Inc. or its affiliates. All Rights Reserved.",
        "Portions copyright (c) 2011 Jane Doe",
        "&copy; 2020 Jane Doe",
        "All rights reserved.",
        "© 2021 Jane Doe",
    ],
)
def test_copyright_line(line: str) -> None:
    assert is_copyright(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("frobnicate does things to files", False),
        ("frobnicate is licensed, copyright 2020 Jane", False),
        ("frobnicate  Copyright (C) 2020  Jane Doe", True),
    ],
)
def test_copyright_named_within_a_line(line: str, expected: bool) -> None:
    assert names_copyright(line) is expected


LAYOUTS = {
    "as it is": "Redistribution is fine.\nCopyright (c) 2020 Jane\nNo warranty is given.\n",
    "line ends of Windows": "Redistribution is fine.\r\n(c) 2020 Jane\r\nNo warranty is given.",
    "line ends of old": "Redistribution is fine.\rCopyright 2020 Jane\rNo warranty is given.",
    "wrapped": "Redistribution\nis fine.\nCopyright (c) 2021 Joe\nNo\nwarranty is given.",
    "as a comment": "# Redistribution is fine.\n# Copyright (c) 1999 Jim\n# No warranty is given.",
    "Markdown": "**Redistribution** is fine.\n\n> (c) 2020 Jane\n\n> _No warranty_ is given.",
    "quotes": "\u201cRedistribution\u201d is fine.\n\u00a9 2020 Jane\nNo warranty is given.",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_share_their_words(fast: Fast, layout: str) -> None:
    form = fast.tables.vocabulary.form(LAYOUTS[layout])
    first = fast.tables.vocabulary.form(LAYOUTS["as it is"])
    assert form.bare == first.bare
    assert form.notices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("see [the terms](https://example.com/terms) now", "see [the terms] now"),
        ("<p>one</p>", " one "),
        ("one <!-- hidden --> two", "one   two"),
        ("one <!-- never closed", "one   never closed"),
        ("Tom &amp; Jane", "Tom & Jane"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("License\n---\nTerms", ("", "License\n---\nTerms")),
        ("---\nlicense: other\n---\nTerms", ("license: other\n", "Terms")),
        ("---\r\nlicense: other\r\n---\r\nTerms", ("license: other\r\n", "Terms")),
        ("---\n---\nTerms", ("", "Terms")),
    ],
)
def test_front_matter(text: str, expected: tuple[str, str]) -> None:
    assert split_front_matter(text) == expected


def test_key_depends_on_every_word() -> None:
    keys = {key(words) for words in (["a"], ["b"], ["a", "b"], ["b", "a"], ["ab"])}
    assert len(keys) == 5


@given(st.text())
def test_the_words_off_and_on_copyright_lines_are_all_words(text: str) -> None:
    form = Vocabulary(frozenset(), {}, frozenset()).form(text)
    assert sorted(form.whole) == sorted(form.bare + form.notices)


def test_aliases_and_stop_words(fast: Fast) -> None:
    words = fast.tables.vocabulary
    assert words.tokens("<li>licence</li>") == words.tokens("License")
    assert words.tokens("GPL v2+ or_later") == ["gpl", "v2+", "or", "later"]


LETTERS = st.sampled_from(
    ["a", "B", "z9", "+", "_", " ", ".", "\n", "(c)", "©", "”", "é", "İ", "K", "字", "²"]
)


@given(st.lists(LETTERS | st.text(max_size=3)).map("".join))
def test_the_words_are_those_of_scancode(text: str) -> None:
    from licensedcode.tokenize import word_splitter

    vocabulary = Vocabulary(frozenset(), {}, frozenset())
    assert vocabulary.tokens(text) == list(word_splitter(text.lower()))


def test_a_letter_that_grows_in_lower_case_moves_no_line() -> None:
    text = "İ" * 40 + "\nCopyright (c) 2031 Jane Doe\nterms\n"
    form = Vocabulary(frozenset(), {}, frozenset()).form(text)
    assert form.notices == ["copyright", "c", "2031", "jane", "doe"]
