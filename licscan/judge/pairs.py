"""Question 4: what an authority decided of this pair, weighed against what the terms say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from licscan.expressions import Leaf, render
from licscan.judge.issue import Case, Issue
from licscan.judge.offer import Label, branches
from licscan.model import Expression, Verdict


def weigh(case: Case, label: Label, broken: Iterable[Issue], granted: bool) -> Iterator[Issue]:
    """Pass on the issues of the outbound rule, with an authority's word beside them.

    A decided No stands even where no term explains it; a decided Yes against a No from terms is
    unknown, both shown (JUDGEMENT section 3).
    """
    broken = list(broken)
    decided = decision(case, label)
    if decided is None:
        yield from broken
        return
    yes, authority = decided
    if not yes and not broken and not granted:
        says = f"{authority} decides that {label.expression} cannot take in {case.leaf}"
        yield case.issue("license-not-kept", Verdict.CONFLICT, "pair", "", says, authority)
    for issue in broken:
        disputed = yes and issue.verdict is Verdict.CONFLICT
        verdict = Verdict.UNKNOWN if disputed else issue.verdict
        says = f"{issue.says}, though {authority} decides yes" if disputed else issue.says
        yield case.issue(issue.slug, verdict, issue.term, issue.clause, says, authority)


def linked_issues(case: Case, label: Label) -> Iterator[Issue]:
    """Yield an authority's No where a strong copyleft label takes in a linked library."""
    if label.node is None or not case.handed_on:
        return
    strong = case.rulebook.terms["strong-copyleft"]
    for part in {leaf for branch in branches(label.node) for leaf in branch}:
        license = case.rulebook.license(part.id)
        if license and license.category in strong:
            yield from weigh(case, Label(_expression(part)), (), granted=False)


def decision(case: Case, label: Label) -> tuple[bool, str] | None:
    """Return what an authority decided of label <- upstream, and its name; None where none did."""
    if label.node is None or case.state.part is not None or _waived(case):
        return None
    found: list[tuple[bool, str]] = []
    for branch in branches(label.node):
        answers = [answer for part in branch if (answer := _cell(case, part))]
        if len(answers) < len(branch):
            return None
        found.append(max(answers))
    return min(found)


def _waived(case: Case) -> bool:
    if not case.leaf.exception:
        return False
    exception = case.rulebook.exception(case.leaf.exception)
    return exception is None or exception.waives_pairs


def _cell(case: Case, part: Leaf) -> tuple[bool, str] | None:
    """Return what the authorities decided of one pair; of two that differ the No stands."""
    copyleft = case.rulebook.terms["copyleft"]
    label = case.rulebook.license(part.id)
    if label is None or not {label.category, case.license.category} & set(copyleft):
        return None
    decided = [
        (answer, matrix.cited)
        for matrix in case.rulebook.matrices
        if (answer := matrix.decides(part.id, case.leaf.id)) is not None
    ]
    return min(decided, default=None)


def _expression(part: Leaf) -> Expression:
    return Expression(render(part))
