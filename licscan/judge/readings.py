"""The verdict over readings: one function for uncertain law and uncertain facts (JUDGEMENT 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from licscan.judge.issue import Answer, Issue
from licscan.judge.offer import Label
from licscan.model import Expression, Verdict
from licscan.rulebook.terms import DutyRule


def over_readings(by_law: Sequence[Sequence[Verdict]]) -> Verdict:
    """Return one verdict from those of all readings; the outer sequence is law, the inner facts.

    H where H <= obliged or H = M; else the worse of M and `unknown` where facts differ, and the
    worse of M and `review` where only the law does.
    """
    harshest = max(verdict for facts in by_law for verdict in facts)
    mildest = min(verdict for facts in by_law for verdict in facts)
    if harshest in (Verdict.OK, Verdict.OBLIGED, mildest):
        return harshest
    facts_differ = any(len(set(_material(facts))) > 1 for facts in by_law)
    return max(mildest, Verdict.UNKNOWN if facts_differ else Verdict.REVIEW)


def _material(facts: Sequence[Verdict]) -> list[Verdict]:
    """Fold ok and obliged: a duty more or less is no disagreement."""
    return [max(verdict, Verdict.OBLIGED) for verdict in facts]


class Reading(NamedTuple):
    """One way to read law and facts of one bundle, and what follows."""

    law: int
    label: Label | None
    alternative: int
    expression: Expression | None
    answer: Answer


class Owed(NamedTuple):
    """A duty, and the open questions on which it depends where a reading spares it."""

    license: str
    rule: DutyRule
    stance: str


class Objection(NamedTuple):
    """One kind of issue, under the reading it is worst in."""

    slug: str
    verdict: Verdict
    issues: tuple[Issue, ...]
    label: Label | None


class Heard(NamedTuple):
    """Every reading of one bundle, and what follows from them whatever else arrives."""

    readings: tuple[Reading, ...]
    verdict: Verdict
    columns: tuple[tuple[tuple[Verdict, ...], ...], ...]
    """For each law and each label, the verdict of each reading."""
    objections: tuple[Objection, ...]
    owed: tuple[Owed, ...]
    conditions: frozenset[str]


def summed_up(readings: tuple[Reading, ...], labels: Sequence[Label | None], laws: int) -> Heard:
    """Say what follows from the readings of one bundle under some labels."""
    columns = tuple(
        tuple(
            tuple(r.answer.verdict for r in readings if r.law == law and r.label == label)
            for label in labels
        )
        for law in range(laws)
    )
    return Heard(
        readings,
        over_readings(_by_law(readings, laws, lambda said: said.verdict)),
        columns,
        tuple(_objections(readings, laws)),
        tuple(_owed(readings)),
        frozenset(c for r in readings for c in r.answer.conditions),
    )


def vary(heard: Sequence[Heard], law: int, label: int) -> list[Verdict]:
    """Vary one upstream at a time, the others held at their mildest."""
    columns = [one.columns[law][label] for one in heard]
    base = max((min(column) for column in columns), default=Verdict.OK)
    return [base, *(max(base, verdict) for column in columns for verdict in column)]


def _objections(readings: Sequence[Reading], laws: int) -> Iterator[Objection]:
    for slug, verdict in _verdicts_by_slug(readings, laws):
        issues, label = _worst(readings, slug)
        yield Objection(slug, verdict, issues, label)


def _verdicts_by_slug(readings: Sequence[Reading], laws: int) -> list[tuple[str, Verdict]]:
    slugs = sorted({issue.slug for r in readings for issue in r.answer.issues})
    found = []
    for slug in slugs:

        def measure(answer: Answer, slug: str = slug) -> Verdict:
            return max((i.verdict for i in answer.issues if i.slug == slug), default=Verdict.OK)

        verdict = over_readings(_by_law(readings, laws, measure))
        if verdict > Verdict.OBLIGED:
            found.append((slug, verdict))
    if any(slug == "over-grant" and verdict is Verdict.CONFLICT for slug, verdict in found):
        # One finding is enough where the label both drops the license and grants too much.
        found = [pair for pair in found if pair[0] != "license-not-kept"]
    return found


def _worst(readings: Sequence[Reading], slug: str) -> tuple[tuple[Issue, ...], Label | None]:
    def harshness(reading: Reading) -> Verdict:
        return max((i.verdict for i in reading.answer.issues if i.slug == slug), default=Verdict.OK)

    worst = max(readings, key=harshness)
    wanted = {slug, "license-not-kept"} if slug == "over-grant" else {slug}
    return tuple(issue for issue in worst.answer.issues if issue.slug in wanted), worst.label


def _owed(readings: Sequence[Reading]) -> Iterator[Owed]:
    kinds = [{(license, rule.kind) for license, rule, _ in r.answer.duties} for r in readings]
    for reading in readings:
        for license, rule, stances in reading.answer.duties:
            sure = all((license, rule.kind) in owed for owed in kinds)
            yield Owed(license, rule, "" if sure else ", ".join(sorted(stances)))


def _by_law(
    readings: Sequence[Reading], laws: int, measure: Callable[[Answer], Verdict]
) -> list[list[Verdict]]:
    """Arrange some measure of the readings for `over_readings`."""
    return [[measure(r.answer) for r in readings if r.law == law] for law in range(laws)]
