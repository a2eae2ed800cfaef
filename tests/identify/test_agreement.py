"""What the tables answer is what ScanCode answers: on its own texts, changed ones, and real files.

`benchmarks/identification.py --sample 0` asks the same of all texts.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.license_texts import CORPUS, VARIANTS, Text, corpus_texts, sampled, scancode_texts
from licscan.expressions import read, render
from licscan.identify.fast import Fast
from licscan.identify.identifier import Identifier
from licscan.identify.renamed import renamed
from licscan.identify.scancode import ScanCode
from licscan.identify.sighting import Sighting
from licscan.model import LicenseClaim, LicenseText, Match, Span

SHIPPED = list(scancode_texts())
LAYOUTS: dict[str, Callable[[str], str]] = {
    "verbatim": str,
    **{name: VARIANTS[name] for name in ("wrapped again", "another holder", "heading and holder")},
}
WORDINGS = {name: change for name, change in VARIANTS.items() if name not in LAYOUTS}

pytestmark = [pytest.mark.deep, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def scancode() -> ScanCode:
    return ScanCode()


@pytest.fixture(scope="module")
def deep() -> Identifier:
    return Identifier(cache=False, deep=True)


def asked_all(deep: Identifier, text: str) -> LicenseClaim:
    (found,) = deep.identify(LicenseText(Span("LICENSE"), "x", text))
    assert isinstance(found, LicenseClaim)
    return found


def told(fast: Fast, texts: list[Text]) -> list[tuple[Text, Sighting]]:
    """Return the texts whose license the tables tell, with what they tell."""
    return [(text, found) for text in texts if (found := fast.answer(text.text))]


def assert_scancode_agrees(
    scancode: ScanCode, fast: Fast, answers: list[tuple[Text, Sighting]]
) -> None:
    for text, found in answers:
        if found.expression not in fast.own.ids:
            theirs = renamed(scancode.detect(text.text).expression, fast.renamed)
            assert (text.name, render(read(found.expression))) == (text.name, render(read(theirs)))


@pytest.mark.parametrize("name", WORDINGS)
def test_a_text_of_other_words_is_left_to_scancode_or_agreed_on(
    fast: Fast, scancode: ScanCode, name: str
) -> None:
    texts = [text.changed(WORDINGS[name]) for text in sampled(SHIPPED, 600)]
    answers = told(fast, texts)
    assert len(answers) < len(texts) // 50
    assert_scancode_agrees(scancode, fast, answers)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_in_another_layout_is_told_as_scancode_tells_it(
    fast: Fast, scancode: ScanCode, name: str
) -> None:
    texts = [text.changed(LAYOUTS[name]) for text in sampled(SHIPPED, 30)]
    answers = told(fast, texts)
    assert len(answers) > len(texts) * 4 // 5
    assert_scancode_agrees(scancode, fast, answers)


def assert_asking_all_changes_nothing(
    deep: Identifier, answers: list[tuple[Text, Sighting]]
) -> None:
    for text, found in answers:
        claim = asked_all(deep, text.text)
        assert (text.name, claim.expression) == (text.name, render(read(found.expression)))
        assert (text.name, claim.basis) == (text.name, found.basis)
        assert claim.match is not Match.NEAR


@pytest.mark.parametrize("name", ["verbatim", "another holder"])
def test_asking_scancode_of_every_text_changes_nothing(
    fast: Fast, deep: Identifier, name: str
) -> None:
    answers = told(fast, [text.changed(LAYOUTS[name]) for text in sampled(SHIPPED, 12)])
    assert len(answers) > 9
    assert_asking_all_changes_nothing(deep, answers)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared repositories are not here")
def test_asking_scancode_of_every_real_file_changes_nothing(fast: Fast, deep: Identifier) -> None:
    answers = told(fast, sampled(list(corpus_texts(CORPUS)), 36))
    assert answers
    assert_asking_all_changes_nothing(deep, answers)
