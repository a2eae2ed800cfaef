"""One upstream against one label under one law: the six questions put together.

An upstream OR lets the product choose; an AND asks all (JUDGEMENT section 4).
"""

from __future__ import annotations

from typing import NamedTuple

from licscan.expressions import And, Leaf, Node, Or, parse, render
from licscan.judge import duties, outbound, pairs, permission, use
from licscan.judge.issue import EVERYTHING, Answer, Case, Issue, Setting
from licscan.judge.law import Law
from licscan.judge.offer import Label
from licscan.judge.reach import State
from licscan.model import NOASSERTION, Expression, Verdict
from licscan.rulebook import Rulebook

States = tuple[tuple[Leaf, State], ...]
"""The state of each license of an upstream expression, at the judged component."""


class Asking(NamedTuple):
    """What does not change between the licenses of one upstream."""

    rulebook: Rulebook
    law: Law
    setting: Setting
    label: Label | None
    lifted: frozenset[str] = frozenset()


def answer(asking: Asking, expression: Expression, states: States) -> Answer:
    """Judge one reading of an upstream whose licenses arrived in these states."""
    if EVERYTHING in asking.lifted:
        return Answer()
    if expression == NOASSERTION:
        return _unknown("", "the word it states for its license names none that is known")
    return _node(asking, parse(expression), dict(states))


def _node(asking: Asking, node: Node, states: dict[Leaf, State]) -> Answer:
    match node:
        case And(parts):
            return _together([_node(asking, part, states) for part in parts])
        case Or(parts):
            return _choose([(part, _node(asking, part, states)) for part in parts])
        case Leaf():
            return _leaf(asking, node, states[node])


def _leaf(asking: Asking, leaf: Leaf, state: State) -> Answer:
    if state.word == "none":
        return Answer()
    license = asking.rulebook.license(leaf.id)
    if license is None:
        return _unknown(leaf.id, f"the rulebook has no license {leaf.id}")
    if leaf.exception and asking.rulebook.exception(leaf.exception) is None:
        return _unknown(render(leaf), f"the effect of {leaf.exception} is not encoded")
    case = Case(
        asking.rulebook,
        asking.law,
        asking.setting,
        asking.label,
        leaf,
        license,
        state,
        asking.lifted,
    )
    issues = [*permission.issues(case), *outbound.issues(case), *use.issues(case)]
    if state.word == "own-part" and asking.label is not None:
        issues += pairs.linked_issues(case, asking.label)
    return Answer(
        tuple(issue for issue in issues if not case.lifts(issue.term)),
        tuple((license.id, duty, case.stances_of(duty.kind)) for duty in duties.fired(case)),
        tuple(use.conditions(case)),
    )


def _unknown(license: str, says: str) -> Answer:
    return Answer((Issue("unknown-license", Verdict.UNKNOWN, license, "license", "", says),))


def _together(answers: list[Answer]) -> Answer:
    return Answer(
        tuple(issue for one in answers for issue in one.issues),
        tuple(duty for one in answers for duty in one.duties),
        tuple(condition for one in answers for condition in one.conditions),
    )


def _choose(branches: list[tuple[Node, Answer]]) -> Answer:
    best = min(branches, key=lambda pair: (pair[1].verdict, len(pair[1].duties)))
    return best[1]._replace(branch=render(best[0]))
