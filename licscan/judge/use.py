"""Question 5: does the use that is stated stay within what the upstream allows?

What is not stated is told as a condition, never counted as zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.judge.issue import Case, Issue
from licscan.model import Kind, Verdict
from licscan.rulebook.terms import Condition, Limit

_SCOPES = {"language-model": "text", "image-model": "image"}
"""The models that a ban on training names, and what those deal in."""


def issues(case: Case) -> Iterator[Issue]:
    """Yield uses that are not allowed, and facts that a limit asks for and nobody stated."""
    for limit in case.license.limits:
        if limit.binds_use and _reaches(case, limit):
            yield from _one(case, limit)


def conditions(case: Case) -> Iterator[str]:
    """Yield the limits on use that bind and decide nothing here, each as a short phrase."""
    for limit in case.license.limits:
        told = limit.binds_use and _told(case, limit) and _reaches(case, limit)
        if told and not case.lifts(limit.kind) and not any(True for _ in _one(case, limit)):
            yield f"{case.license.name}: {_phrase(case, limit)}"


def _told(case: Case, limit: Limit) -> bool:
    """What is about this release; a ban on training with outputs is told with the outputs."""
    if not _about(case, limit):
        return False
    return limit.kind != "outputs-train-ban" or case.state.word == "output"


def _reaches(case: Case, limit: Limit) -> bool:
    if case.state.word == "silent":
        # Made in one step from non-commercial material under a text that says nothing of it.
        return limit.kind in case.rulebook.terms["commercial-limits"]
    if case.state.silent and limit.kind in case.rulebook.terms["commercial-limits"]:
        return True
    return case.state.carries(limit.kind)


def _one(case: Case, limit: Limit) -> Iterator[Issue]:
    if limit.kind in case.rulebook.terms["commercial-limits"]:
        yield from _commercial(case, limit)
    elif limit.kind in case.rulebook.terms["gates"]:
        yield from _threshold(case, limit)
    elif limit.kind == "territory":
        yield from _territory(case, limit)
    elif limit.kind == "outputs-train-ban":
        yield from _outputs(case, limit)


def _commercial(case: Case, limit: Limit) -> Iterator[Issue]:
    if case.setting.release.commercial and _about(case, limit):
        says = f"{case.license.name} allows no commercial use: {limit.detail}"
        clause = limit.cited.clause
        yield case.issue("use-not-permitted", Verdict.CONFLICT, limit.kind, clause, says)


def _about(case: Case, limit: Limit) -> bool:
    """Whether a limit is about an act of this release; what is put out is used by any act."""
    acts = case.setting.release.acts
    return not limit.on or case.state.word == "output" or bool(set(limit.on) & set(acts))


def _number(case: Case, test: Condition | Limit) -> float | None:
    """Return the stated number in the test's own measure, None where it was not stated."""
    release = case.setting.release
    if "revenue" not in test.metric:
        return release.users
    if release.revenue_usd is None:
        return None
    return release.revenue_usd / 12 if test.per == "month" else release.revenue_usd


def _holds(case: Case, test: Condition) -> bool | None:
    """Whether a condition holds; None where it rests on what was not stated."""
    if test.every or test.some:
        told = [_holds(case, part) for part in (*test.every, *test.some)]
        decisive = bool(test.some)
        if decisive in told:
            return decisive
        return None if None in told else not decisive
    if test.metric:
        number = _number(case, test)
        if number is None:
            return None
        return number >= test.value if test.comparison == ">=" else number > test.value
    return case.setting.release.commercial if test.when else None


def _condition(limit: Limit) -> Condition:
    """Return the test of a limit, which stands alone or is a node over several."""
    if limit.condition:
        return limit.condition
    words = {word: getattr(limit, word) for word in ("metric", "value", "unit", "per")}
    number = Condition(**words, comparison=limit.comparison)
    rest = (Condition(asks=limit.asks),) if limit.asks else ()
    return Condition(every=(number, *rest))


def exceeded(case: Case, limit: Limit) -> bool:
    """Whether a stated number is above the threshold, and nothing that is stated speaks against."""
    if limit.when == "commercial" and case.setting.release.commercial is False:
        return False
    condition = _condition(limit)
    measured = any(_holds(case, test) for test in condition.tests() if test.metric)
    return measured and _holds(case, condition) is not False


def _threshold(case: Case, limit: Limit) -> Iterator[Issue]:
    if limit.effect == "display" or not exceeded(case, limit):
        return
    condition = _condition(limit)
    numbers = [test for test in condition.tests() if test.metric]
    measured = all(test.unit in ("users", "USD") and test.per != "day" for test in numbers)
    settled = measured and _holds(case, condition) and limit.effect == "ends-rights"
    verdict = Verdict.CONFLICT if settled else Verdict.UNKNOWN
    says = f"{case.license.name} ends here: {_phrase(case, limit)} ({limit.detail})"
    yield case.issue("threshold", verdict, limit.kind, limit.cited.clause, says)


def _territory(case: Case, limit: Limit) -> Iterator[Issue]:
    regions = case.rulebook.terms["regions"]
    barred = set(limit.territories) | {c for t in limit.territories for c in regions.get(t, ())}
    if not set(case.setting.release.territories) & barred:
        return
    verdict = Verdict.CONFLICT
    if limit.asks == "modality":
        if not case.setting.modality:
            verdict = Verdict.UNKNOWN
        elif len(case.setting.modality) == 1:
            return
    says = f"{case.license.name} grants nothing there: {limit.detail}"
    yield case.issue("territory", verdict, limit.kind, limit.cited.clause, says)


def _outputs(case: Case, limit: Limit) -> Iterator[Issue]:
    """Training on outputs: barred but for the license's own family."""
    if not case.state.trained or _own_family(case, limit):
        return
    modality = case.setting.modality
    if modality and limit.scope in _SCOPES and _SCOPES[limit.scope] not in modality:
        return
    release = case.setting.release
    if limit.when == "commercial" and not release.commercial:
        return
    competing = limit.asks and case.license.outbound.rule != "contract-only"
    verdict = Verdict.UNKNOWN if competing else Verdict.CONFLICT
    says = f"{case.license.name} bars training on its outputs: {limit.detail}"
    yield case.issue("outputs-ban", verdict, limit.kind, limit.cited.clause, says)


def _own_family(case: Case, limit: Limit) -> bool:
    if case.setting.kind is not Kind.MODEL:
        return True
    if not limit.family_exempt or case.label is None or case.label.node is None:
        return False
    from licscan.judge.offer import branches

    return any(case.leaf in branch for branch in branches(case.label.node))


def _phrase(case: Case, limit: Limit) -> str:
    if limit.kind in case.rulebook.terms["gates"]:
        tested = f", tested {limit.tested}" if limit.tested else ""
        return (_tests(limit.condition) if limit.condition else _test(limit)) + tested
    if limit.kind == "territory":
        return f"not in {', '.join(limit.territories)}"
    return limit.detail or limit.kind.replace("-", " ")


def _test(test: Condition | Limit) -> str:
    if test.metric:
        return f"not above {test.value:,} {test.unit} ({test.metric.replace('-', ' ')})"
    return "no commercial use" if test.when else f"not where {test.asks.replace('-', ' ')} applies"


def _tests(node: Condition) -> str:
    """Say what the use must keep to: one of them where all would have to hold, else each."""
    if not node.every and not node.some:
        return _test(node)
    joint = " or " if node.every else " and "
    return joint.join(_tests(part) for part in (*node.every, *node.some))
