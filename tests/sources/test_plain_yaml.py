"""What is read without the YAML library is what the YAML library reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licscan.sources import plain_yaml
from licscan.sources.positions import positioned_yaml

NOT_PLAIN = [
    ("", "nothing"),
    ("# license: mit", "a comment"),
    ("license: mit # for now", "a comment behind a word"),
    ("license: 'mit'", "quotes"),
    ("license: [mit, apache-2.0]", "a flow"),
    ("license:", "nothing behind a key"),
    ("license:\nbase_model: a/b", "nothing behind a key that is not the last"),
    ("license: mit\nlicense: apache-2.0", "a key given twice"),
    ("license: mit\n  or later", "a word that goes on"),
    ("tags:\n- a\n  b", "an item that goes on"),
    ("tags:\n- a\n - b", "an item further in"),
    ("tags:\n  - a\n- b", "an item further out"),
    ("tags:\n-", "an empty item"),
    ("tags:\n- - a", "a list in a list"),
    ("tags:\n- a: b", "a mapping in a list"),
    ("tags: a\n- b", "a list below a word"),
    ("- a", "a list alone"),
    ("a:\n  b: c", "a mapping in a mapping"),
    ("license: mit:", "a colon that ends a word"),
    ("a: b: c", "a colon within"),
    ("a: b\tc", "a tab"),
    ("a: b ", "a blank at the end"),
    ("a: ~", "a sign that stands for nothing"),
    ("a: 0123", "a number in base 8"),
    ("a: 1_000", "a number with blanks"),
    ("a: 1.5", "a fraction"),
    ("a: 2024-01-01", "a date"),
    ("a: 1:30", "a number in base 60"),
    ("a: .inf", "no letter first"),
    ("a: *b", "an alias"),
    ("a: &b c", "an anchor"),
    ("a: !!str 1", "a tag"),
    ("a: |\n  b", "a block"),
    ("a: naïve", "letters beyond ASCII"),
    ("--- \na: b", "a mark"),
    ("a: b\n...\nc: d", "the mark of an end"),
    ("a : b", "a blank before the colon"),
    (" a: b", "a key further in"),
    ("a: " + "b" * 70_000, "long"),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=why) for text, why in NOT_PLAIN])
def test_anything_else_is_left_to_the_library(text: str) -> None:
    assert plain_yaml.read(text, 1) is None


PLAIN = [
    "license: mit",
    "license: Apache License 2.0 (see the file)",
    "a: yes\nb: No\nc: true\nd: NULL\ne: nullish\nf: 12\ng: y",
    "language:\n- en\n- no\n- 12\n\nlicense: cc-by-nc-4.0\n",
    "\n\nbase_model:\n    - org/a\n\n    - org/b\ntags:\n- base_model:adapter:org/a",
    "license_link: https://huggingface.co/org/a/blob/main/LICENSE.md?x=1",
    "null: a\nyes: b\n_a-b: c",
    'a: x <1K>=y@z it\'s +1, no; a?b!c &d *e "f" 5%',
    "a: b -c - d",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_cards_are_read_as_the_library_reads_them(text: str) -> None:
    assert plain_yaml.read(text, 3) is not None
    _same(text)


WORDS = st.text("aNyeo10._ :-'\"~=<@#,[?&*!%;", min_size=1, max_size=8) | st.sampled_from(
    ["null", "true", "no", "Off", "y", "e1", "inf", "nan", "0x1", "1e5", "a: b", "a #b", "a:b"]
)
ROWS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["a:", "b:", "a: ", "b: ", "c:  ", "- ", "  - ", "-", " ", "", "b :", "-  "]),
    WORDS,
    st.sampled_from(["", "", "", " ", ":"]),
) | st.sampled_from(["", "a:", "b:", "c:", "- a", "- b", "  - a", "..."])


@given(st.lists(ROWS, max_size=6).map("\n".join))
def test_no_text_is_read_otherwise_than_by_the_library(text: str) -> None:
    if plain_yaml.read(text, 3) is not None:
        _same(text)


def _same(text: str) -> None:
    """A comment below makes it a text for the library, and changes nothing."""
    ours, theirs = positioned_yaml("x", text, 3), positioned_yaml("x", f"{text}\n#", 3)
    assert plain_yaml.read(f"{text}\n#", 3) is None
    assert repr(ours.value) == repr(theirs.value)
    assert (ours.duplicates, ours.more_documents) == (theirs.duplicates, theirs.more_documents)
    pointers = ["", *(f"/{key}" for key in ours.value)]
    pointers += [
        f"/{key}/{number}"
        for key, value in ours.value.items()
        if isinstance(value, list)
        for number in range(len(value))
    ]
    assert [ours.span(one) for one in pointers] == [theirs.span(one) for one in pointers]
