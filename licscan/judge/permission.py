"""Question 1: does the upstream permit the acts on the path and the release?"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.judge.issue import Case, Issue
from licscan.model import Verdict


def issues(case: Case) -> Iterator[Issue]:
    """Yield what the upstream does not permit, or what nobody has read."""
    state, license = case.state, case.license
    if state.word == "barred":
        yield case.issue(
            "act-not-permitted",
            Verdict.CONFLICT,
            "modify",
            license.outbound.cited.clause,
            f"{license.name} does not grant the right to make a changed version at all",
        )
    if state.word == "unknown":
        says = f"what {license.name} says of this relation was never read"
        yield case.issue("unknown-license", Verdict.UNKNOWN, "reach", "", says)
    yield from _release(case)
    if license.duties_unread and state.carries("duties") and case.handed_on:
        says = f"the duties of {license.name} were never read in full"
        yield case.issue("unknown-license", Verdict.UNKNOWN, "duties", "", says)
    if state.asks:
        says = f"{license.name} asks whether the work serves a {state.asks.replace('-', ' ')}"
        yield case.issue("outputs-ban", Verdict.UNKNOWN, state.asks, "", says)


def _release(case: Case) -> Iterator[Issue]:
    state, license = case.state, case.license
    if state.word in ("derivative", "copy", "own-part", "use"):
        if license.permits["use"].word == "no":
            says = f"{license.name} grants no use"
            yield case.issue("act-not-permitted", Verdict.CONFLICT, "use", "", says)
        elif state.word != "use" and case.handed_on and license.permits["distribute"].word == "no":
            clause = license.outbound.cited.clause
            says = f"{license.name} does not allow the material to be passed on"
            yield case.issue("act-not-permitted", Verdict.CONFLICT, "distribute", clause, says)
    if case.setting.hosts:
        for limit in license.limits:
            if limit.kind == "no-hosting" and state.carries(limit.kind):
                says = (
                    f"{license.name} does not allow it to be offered as a service: {limit.detail}"
                )
                clause = limit.cited.clause
                yield case.issue("act-not-permitted", Verdict.CONFLICT, limit.kind, clause, says)
