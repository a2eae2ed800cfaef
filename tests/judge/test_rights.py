"""What is told beside copyright, and what is not."""

from __future__ import annotations

from licscan.judge import Bench, laws
from licscan.model import Judged, Relation
from tests.judge.worlds import BOOK, PRODUCT, world

BENCH = Bench(BOOK, laws(BOOK))
LLAMA_2 = "LicenseRef-scancode-llama-2-license-2023"


def told(license: str, relation: Relation = Relation.FINETUNE, label: str = "MIT") -> Judged:
    (judged,) = BENCH.judge(world({"u": (license,), PRODUCT: (label,)}, [(PRODUCT, relation, "u")]))
    return judged


def texts(judged: Judged, topic: str) -> str:
    return "; ".join(right.text for right in judged.rights if right.topic == topic)


def test_nothing_is_told_of_what_does_not_arrive() -> None:
    assert told("Apache-2.0", Relation.EVALUATED_ON).rights == ()


def test_no_choice_is_told_where_there_is_none() -> None:
    assert texts(told("MIT AND Apache-2.0"), "choice") == ""


def test_patents_are_granted_excluded_or_not_named() -> None:
    assert "a patent license is granted" in texts(told("Apache-2.0"), "patents")
    assert "no patent license: expressly-excluded" in texts(told("CC-BY-4.0"), "patents")
    assert "no patent license is expressed" in texts(told("MIT"), "patents")


def test_a_suit_that_ends_all_rights() -> None:
    assert "a suit ends the grant: all-rights" in texts(told(LLAMA_2), "patents")


def test_names_that_must_and_must_not_be_used() -> None:
    llama = texts(told("LicenseRef-scancode-llama-3.1-license-2024"), "trademarks")
    assert 'must be used (name-prefix): "Llama"' in llama
    assert "must not be used" in llama


def test_what_outputs_may_train() -> None:
    assert "may not train other models" in texts(told(LLAMA_2), "outputs")


def test_whose_the_outputs_are() -> None:
    """EXAONE 1.1 section 4.2."""
    exaone = texts(told("LicenseRef-scancode-exaone-ai-model-1.1-nc"), "outputs")
    assert "the licensor owns all output" in exaone


def test_the_branch_that_is_taken() -> None:
    chosen = told("Apache-2.0 OR GPL-2.0-only", Relation.LINKS, "GPL-2.0-only")
    assert texts(chosen, "choice") == "of Apache-2.0 OR GPL-2.0-only, GPL-2.0-only is taken"
