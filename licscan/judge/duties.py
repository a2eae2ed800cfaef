"""Question 6, first half: which duties of the upstream fire for this release?"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.judge import use
from licscan.judge.issue import Case
from licscan.rulebook.terms import DutyRule


def fired(case: Case) -> Iterator[DutyRule]:
    """Yield the duties that the stated acts trigger, and displays that a threshold orders."""
    active = _triggers(case)
    for duty in case.license.duties:
        if not case.state.carries(duty.kind) or not active & set(duty.on) or case.lifts(duty.kind):
            continue
        if duty.when == "commercial" and not case.setting.release.commercial:
            continue
        if duty.asks == "modality" and len(case.setting.modality) < 2:
            continue
        yield duty
    yield from _displays(case)


def _triggers(case: Case) -> set[str]:
    state, setting = case.state, case.setting
    active = {"use"}
    if setting.hosts and state.word != "output":
        active |= {"product"}
    if state.word == "use":
        return active
    if setting.hosts and case.hosting_counts:
        active |= {"host", "host-modified"} if state.modified else {"host"}
    if case.handed_on and (setting.hands_on or case.license.hosting == "silent"):
        active |= {"distribute", "publish"}
        if state.modified:
            active.add("distribute-modified")
        if state.trained:
            active.add("train-with-outputs")
    return active


def _displays(case: Case) -> Iterator[DutyRule]:
    for limit in case.license.limits:
        ordered = limit.effect == "display" and case.state.carries(limit.kind)
        if ordered and use.exceeded(case, limit) and not case.lifts(limit.kind):
            yield DutyRule("display-badge", ("product",), limit.cited, limit.literal, limit.detail)
