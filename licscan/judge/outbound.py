"""Questions 3: does the label satisfy the upstream's outbound rule, and withhold its limits?"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.expressions import Leaf
from licscan.judge import pairs
from licscan.judge.issue import Case, Issue
from licscan.judge.offer import (
    Answer,
    Label,
    conjunction,
    disjunction,
    is_permissive,
    over_branches,
    withholds,
)
from licscan.model import Verdict


def issues(case: Case) -> Iterator[Issue]:
    """Yield over-grants and broken outbound rules; nothing where no label is asked."""
    if case.label is None or not case.handed_on:
        return
    granted = list(_over_grants(case, case.label))
    yield from granted
    if asks_label(case):
        broken = list(_rule(case, case.label))
        yield from pairs.weigh(case, case.label, broken, bool(granted))


def asks_label(case: Case) -> bool:
    """Whether the state is one in which the outbound rule speaks."""
    state = case.state
    return state.whole or (state.word == "only" and state.carries("outbound"))


def rule_in_force(case: Case) -> str:
    """Return the outbound rule under this law (ODC-By has two readings)."""
    rule = case.license.outbound
    if rule.lenient and case.law.reads(rule.stance) == "lenient":
        return rule.lenient
    return rule.rule


def _over_grants(case: Case, label: Label) -> Iterator[Issue]:
    if case.state.word not in ("derivative", "copy", "only"):
        return
    for limit in case.license.limits:
        if not limit.binds_label or not case.state.carries(limit.kind):
            continue
        if limit.kind == "no-derivatives" and case.state.word != "copy":
            continue
        if rule_in_force(case) == "any-on-derivative" and not _binds_always(case, limit.kind):
            continue
        kept = withholds(case.rulebook, label, limit)
        if not kept:
            verdict = Verdict.CONFLICT if kept is False else Verdict.UNKNOWN
            says = f"{limit.kind.replace('-', ' ')} [{limit.detail}]"
            clause = limit.cited.clause
            yield case.issue("over-grant", verdict, limit.kind, clause, says)


def _binds_always(case: Case, kind: str) -> bool:
    return kind in case.rulebook.terms["bind-label-always"]


def _rule(case: Case, label: Label) -> Iterator[Issue]:
    if case.state.part is not None:
        labels = [Label(expression) for expression in case.state.part]
        met = conjunction([meets(case, one) for one in labels]) if labels else True
    else:
        met = meets(case, label)
    if not met:
        outbound = case.license.outbound
        verdict = Verdict.CONFLICT if met is False else Verdict.UNKNOWN
        slug = "act-not-permitted" if outbound.rule in _SHARING_BARRED else "license-not-kept"
        yield case.issue(slug, verdict, "outbound", outbound.cited.clause, _says(case))


_SHARING_BARRED = ("no-derivatives", "not-distributable")

_SAYS = {
    "keep-restrictions": "{name} must be handed on with its restrictions as a binding term",
    "keep-license": "what is made from it goes out with {name} itself",
    "same-license": "what is made from it may go out only under {name}",
    "same-or-compatible": (
        "what is made from it may go out only under {name} or one it lists as compatible"
    ),
    "no-derivatives": "{name} does not allow adapted material to be shared",
    "not-distributable": "{name} does not allow the material to be passed on",
    "unknown": "what {name} asks of the outgoing license was never read",
}


def _says(case: Case) -> str:
    template = _SAYS.get(rule_in_force(case), "{name} is not kept")
    return template.format(name=case.license.name)


def meets(case: Case, label: Label) -> Answer:
    """Whether this label satisfies the outbound rule (JUDGEMENT sections 1, 3 and 4)."""
    rule = rule_in_force(case)
    match rule:
        case "any" | "any-on-derivative" | "contract-only":
            return True
        case "unknown":
            return None
        case "not-distributable":
            return False
        case "no-derivatives":
            return case.state.word == "copy"
        case "keep-restrictions":
            return not (label.none and case.license.outbound.carry == "term")
    if label.none:
        return False
    node = label.node
    if node is None:
        return None
    return over_branches(node, lambda branch: _kept(case, rule, branch))


def _kept(case: Case, rule: str, branch: tuple[Leaf, ...]) -> Answer:
    if rule == "keep-license":
        return disjunction([_known(case, part, part == case.leaf) for part in branch])
    same = [_satisfies(case, part, branch) for part in branch]
    if True not in same:
        return None if None in same else False
    rest = [
        answer or is_permissive(case.rulebook.license(part.id))
        for part, answer in zip(branch, same, strict=True)
    ]
    return conjunction(rest)


def _satisfies(case: Case, part: Leaf, branch: tuple[Leaf, ...]) -> Answer:
    if part == case.leaf:
        return True
    for compatible, how in case.license.outbound.compatible:
        if compatible == part.id and not part.exception:
            joins = how in ("combine", "beside")
            kept = how != "beside" or any(_stays(case, other) for other in branch)
            return not joins or case.state.linked or (kept and _is_upstream(case, part))
    return _known(case, part, False)


def _stays(case: Case, part: Leaf) -> bool:
    """Whether a part of the label is the license itself or a later version of it."""
    later = [name for name, how in case.license.outbound.compatible if how == "later"]
    return part == case.leaf or (part.id in later and not part.exception)


def _is_upstream(case: Case, part: Leaf) -> bool:
    return part.id in case.setting.upstream_licenses


def _known(case: Case, part: Leaf, answer: bool) -> Answer:
    """A part that the rulebook lacks leaves a no open."""
    return answer if answer or case.rulebook.license(part.id) else None
