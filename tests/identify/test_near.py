"""What a detection of ScanCode is worth: unknown, near, a mention, or the license itself."""

from __future__ import annotations

import pytest

from licscan.identify.near import Lexicon, difference, is_number, judge, quoted
from licscan.identify.scancode import Detection, Part
from licscan.model import NOASSERTION, Basis, Match

JUNK = "LicenseRef-scancode-proprietary-license"
LEXICON = Lexicon(
    frozenset("warranty license licensor grant derivative territory distribute".split()),
    frozenset({JUNK}),
)


def test_the_changed_words_are_shown_side_by_side() -> None:
    changed = (
        (("purple",), ("blue",)),
        (("grant",), ("lend", "and", "grant")),
        (("december", "06", "2023"), ("march", "18", "2024")),
        ((), ("not",)),
    )
    one = Part(
        "MIT", "text", 1, 160, 99.0, 100.0, ("blue", "not", "march", "18", "2024"),
        ("purple", "december", "06", "2023"), changed,
    )  # fmt: skip
    assert difference(one, LEXICON) == (
        "differs from MIT in version, number or date: "
        '"december 06 2023" became "march 18 2024", added "not"'
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [(["a"], '"a"'), (["a"] * 12, f'"{"a " * 11}a"'), (["a"] * 13, f'"{"a " * 11}a …"')],
)
def test_quoted(words: list[str], told: str) -> None:
    assert quoted(words) == told


def part(
    expression: str = "MIT",
    kind: str = "text",
    length: int = 160,
    coverage: float = 100.0,
    added: str = "",
    missing: str = "",
) -> Part:
    gone = tuple(missing.split())
    return Part(expression, kind, 1, length, coverage, 100.0, tuple(added.split()), gone)


def found(*parts: Part, expression: str = "MIT", left: str = "") -> Detection:
    return Detection(expression, parts, tuple(left.split()))


NEAR: dict[str, tuple[Detection, str]] = {
    "another version": (found(part(coverage=99.0, added="3", missing="3 1")), "lacks 1"),
    "another date": (
        found(part(coverage=99.9, added="march 18 2024", missing="december 06 2023")),
        "has march, 18, 2024 and lacks december, 06, 2023",
    ),
    "another number": (found(part(coverage=99.9, added="100", missing="700")), "has 100"),
    "another name": (found(part(coverage=99.9, added="rail+", missing="rail")), "has rail+"),
    "a legal word more": (found(part(coverage=99.9, added="territory")), "has territory"),
    "a negation more": (found(part(coverage=99.9, added="not")), "has not"),
    "a legal word less": (found(part(coverage=99.9, missing="grant")), "lacks grant"),
    "too little of it": (found(part(coverage=93.0, missing="purple " * 9)), "93.0 %"),
    "a rider beside": (
        found(part(), left="companies shall not distribute this"),
        "5 words stand beside",
    ),
    "legal words beside": (found(part(), left="warranty license " * 6), "12 words stand beside"),
}


@pytest.mark.parametrize("case", NEAR)
def test_near(case: str) -> None:
    detection, note = NEAR[case]
    sighting = judge(detection, "", 170, LEXICON)
    assert sighting is not None
    assert (sighting.expression, sighting.basis, sighting.match) == ("MIT", Basis.TEXT, Match.NEAR)
    assert note in sighting.note


def test_near_names_the_texts_and_leaves_out_what_says_nothing() -> None:
    other = part(JUNK, "reference", 3)
    detection = found(part(coverage=90.0), other, expression=f"MIT AND {JUNK}")
    sighting = judge(detection, "", 170, LEXICON)
    assert sighting is not None
    assert sighting.expression == "MIT"


@pytest.mark.parametrize(
    "detection",
    [
        found(expression=""),
        found(part(JUNK), expression=JUNK),
        found(part("ISC", coverage=13.0, length=60), expression="ISC"),
        found(part("ISC", "reference", 3), expression="ISC", left="warranty license grant " * 9),
        found(part("ISC", "notice", 30, 83.0), expression="ISC"),
    ],
    ids=["nothing", "some license", "a scrap", "a name in another text", "a changed notice"],
)
def test_no_known_text(detection: Detection) -> None:
    sighting = judge(detection, "", 500, LEXICON)
    assert sighting is not None
    assert (sighting.expression, sighting.match) == (NOASSERTION, Match.NEAR)
    assert sighting.score < 50


def test_a_few_words_that_name_nothing() -> None:
    assert judge(found(expression=""), "", 12, LEXICON) is None


def test_only_a_mention() -> None:
    sighting = judge(found(part("ISC", "reference", 5), expression="ISC"), "ISC", 12, LEXICON)
    assert sighting is not None
    assert (sighting.basis, sighting.match) == (Basis.REFERENCE, Match.REFERENCE)


def test_a_notice_is_the_licensors_word_and_no_text() -> None:
    detection = found(part("ISC", "reference", 5), expression="ISC")
    sighting = judge(detection, "The frob is licensed\nunder the ISC.", 9, LEXICON)
    assert sighting is not None
    assert (sighting.basis, sighting.match) == (Basis.DECLARED, Match.REFERENCE)


@pytest.mark.parametrize(
    ("detection", "match", "note"),
    [
        (found(part()), Match.EXACT, ""),
        (found(part(), left="frobnicate"), Match.RULES, ""),
        (found(part(coverage=99.0, added="jane doe"), left=""), Match.RULES, "jane, doe"),
        (found(part(coverage=99.0, missing="name of author year")), Match.RULES, "name, of"),
        (found(part(coverage=97.0, missing="1 2 3")), Match.RULES, "1, 2, 3"),
    ],
    ids=["whole", "a word beside", "a name inside", "blanks filled in", "list numbers"],
)
def test_the_license_itself(detection: Detection, match: Match, note: str) -> None:
    sighting = judge(detection, "", 170, LEXICON)
    assert sighting is not None
    assert (sighting.expression, sighting.basis, sighting.match) == ("MIT", Basis.TEXT, match)
    assert note in sighting.note


def test_the_name_of_a_licensors_own_license_matters() -> None:
    assert difference(part(added="frob", missing="bigscience"), LEXICON) == ""
    own = part("LicenseRef-scancode-bigscience-open-rail-m", added="frob", missing="bigscience")
    assert "lacks bigscience" in difference(own, LEXICON)


def test_words_that_only_moved_are_no_difference() -> None:
    moved = part(coverage=98.0, added="grant not 2", missing="2 grant not")
    assert difference(moved, LEXICON) == ""


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("purple", False),
        ("mix", False),
        ("rail+", True),
        ("3", True),
        ("v2", True),
        ("2024", True),
        ("iv", True),
    ],
)
def test_numbers(word: str, expected: bool) -> None:
    assert is_number(word) is expected


def test_changed_wording_is_near_though_no_word_of_it_is_a_legal_one() -> None:
    changed = ((("free", "of"), ("for", "small")),)
    one = Part(
        "MIT", "text", 1, 160, 98.8, 100.0, ("for", "small"), ("free", "of"), changed, changed
    )
    sighting = judge(found(one), "", 170, LEXICON)
    assert sighting is not None
    assert sighting.match is Match.NEAR
    assert sighting.note == 'differs from MIT in wording: "free of" became "for small"'


NOTICE = "The Frob 2 Community License\n\nYou may.\n\nUsed under the Frob 2 Community License"


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (NOTICE, "MIT"),
        (NOTICE.replace("Frob 2 Community License", "Frob 2", 1), "MIT"),
        (f"{NOTICE} of Frob 2".replace("under the Frob 2", "under the Other"), f"MIT AND {JUNK}"),
        ("License\n\n\n\nUnder a license", f"MIT AND {JUNK}"),
        ("", f"MIT AND {JUNK}"),
    ],
    ids=["its own title", "its title, shorter", "another title", "no name", "no title"],
)
def test_some_license_is_left_out_only_where_it_is_this_one(text: str, expression: str) -> None:
    vague = Part(JUNK, "reference", 5, 3, 100.0, 100.0)
    detection = found(part(), vague, expression=f"MIT AND {JUNK}")
    sighting = judge(detection, text, 170, LEXICON)
    assert sighting is not None
    assert sighting.expression == expression
