"""Open questions of law: a finding names those that decide it, and no other settles it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from licscan.errors import UsageError
from licscan.judge import Bench, laws
from licscan.model import Judged, Relation, Release, Verdict
from tests.judge.worlds import BOOK, KNOWN, PRODUCT, judged, world

LABELS = ("MIT", "CC-BY-NC-SA-4.0")
ACTS = ("distribute", "host")


@cache
def bench(stances: frozenset[str], answer: str) -> Bench:
    settled = laws(BOOK, "balanced", [(stance, answer) for stance in stances])
    return Bench(BOOK, settled, outbound="none")


def named(judged: Judged) -> frozenset[str]:
    reasons = (reason for finding in judged.findings for reason in finding.reasons)
    return frozenset(name for reason in reasons for name in reason.stance.split(", ") if name)


def reviews() -> Iterator[tuple[dict[str, tuple[str, ...]], Relation, Release, Judged]]:
    """Yield each license over each relation and act that comes to a review."""
    for upstream in KNOWN:
        for relation in Relation:
            for act in ACTS:
                for label in LABELS:
                    licenses = {"u": (upstream,), PRODUCT: (label,)}
                    release = Release((act,))
                    answer = judged(licenses, [(PRODUCT, relation, "u")], release=release)
                    if answer.verdict is Verdict.REVIEW:
                        yield licenses, relation, release, answer


def test_the_questions_that_are_named_are_those_that_decide() -> None:
    """Answer each named question, either way, and nothing is left to review."""
    seen: set[str] = set()
    for licenses, relation, release, answer in reviews():
        seen |= named(answer)
        for side in ("strict", "lenient"):
            small = world(licenses, [(PRODUCT, relation, "u")], release)
            (after,) = bench(named(answer), side).judge(small)
            assert after.verdict is not Verdict.REVIEW, (licenses, relation, release, side)
    read_twice = {name for name, s in BOOK.stances.items() if s.profiles["balanced"] == "both"}
    assert seen == read_twice


@pytest.mark.parametrize(
    ("profile", "overrides", "says"),
    [
        ("mild", [], "unknown profile 'mild'"),
        ("balanced", [("nc-trainings", "strict")], "unknown stance 'nc-trainings'"),
        ("balanced", [("nc-training", "harsh")], "stance nc-training = 'harsh'"),
    ],
)
def test_a_law_that_does_not_exist(
    profile: str, overrides: list[tuple[str, str]], says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        laws(BOOK, profile, overrides)
