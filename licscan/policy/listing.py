"""Findings of the lists: every component of the tree, and all that its lineage brings in.

What never propagates (tools, evaluation data) is not held against the lists. A parent that is
itself judged in the tree is told there, and nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from licscan.config.values import Lists
from licscan.model import (
    NOASSERTION,
    NONE,
    Component,
    ComponentId,
    Edge,
    Expression,
    Finding,
    Reason,
    Relation,
    Report,
    Resolution,
    Severity,
    Span,
)
from licscan.policy.lists import Bouncer, Decision, Standing
from licscan.rulebook import Rulebook
from licscan.upstream.names import hub_name

_BESIDE = (Relation.EVALUATED_ON, Relation.MADE_WITH)
_SLUGS = {
    Standing.DENIED: "license-denied",
    Standing.UNLISTED: "license-not-allowed",
    Standing.NEEDS_APPROVAL: "license-needs-approval",
}
_WORDS = {
    Standing.DENIED: "which is denied",
    Standing.UNLISTED: "which is not among the allowed licenses",
    Standing.NEEDS_APPROVAL: "which needs approval",
}
_REMEDIES = {
    Standing.DENIED: "Leave it out or replace it; where it was cleared, waive this finding.",
    Standing.UNLISTED: "Replace it, or add its license to `allow` once somebody has read it.",
    Standing.NEEDS_APPROVAL: "Have it approved, and write the approval down as a waiver.",
}
_UNKNOWN_REMEDY = (
    "Find out what it is offered under and write it down (`licscan clarify`), or replace it."
)


def listed(report: Report, lists: Lists, rulebook: Rulebook) -> Iterator[Finding]:
    """Yield a finding for each component whose license the lists do not let in."""
    bouncer = Bouncer(lists, rulebook)
    components = {component.id: component for component in report.components}
    resolutions = {resolution.component: resolution for resolution in report.resolutions}
    parents: dict[ComponentId, list[Edge]] = {}
    for edge in report.edges:
        if edge.relation not in _BESIDE:
            parents.setdefault(edge.child, []).append(edge)
    judged = [one.component for one in report.judged]
    for component in judged:
        for path in _paths(component, parents, frozenset(judged)):
            subject = path[-1].parent if path else component
            found = _verdict(bouncer, resolutions.get(subject))
            if found:
                yield _finding(components, resolutions, component, path, found, rulebook)


def _paths(
    start: ComponentId,
    parents: Mapping[ComponentId, Sequence[Edge]],
    judged: frozenset[ComponentId],
) -> Iterator[tuple[Edge, ...]]:
    """Yield the shortest way to the component itself and to each upstream from elsewhere."""
    seen = {start}
    waiting: list[tuple[ComponentId, tuple[Edge, ...]]] = [(start, ())]
    for name, path in waiting:
        yield path
        for edge in parents.get(name, ()):
            if edge.parent not in seen and edge.parent not in judged:
                seen.add(edge.parent)
                waiting.append((edge.parent, (*path, edge)))


class _Refused:
    """How a component stands over all readings of its license."""

    def __init__(
        self, decisions: Sequence[Decision], readings: Sequence[Expression], silent: bool
    ) -> None:
        self.worst = max(decisions, key=lambda decision: decision.standing)
        self.known = [reading for reading in readings if reading != NOASSERTION]
        self.silent = silent
        least = min(decision.standing for decision in decisions)
        # Denied under one reading and fine under another: a fact is missing, not a rule broken.
        self.certain = self.worst.standing is not Standing.DENIED or least >= Standing.UNLISTED


def _verdict(bouncer: Bouncer, resolution: Resolution | None) -> _Refused | None:
    readings = (resolution.readings if resolution else ()) or (NOASSERTION,)
    decisions = [bouncer.decide(reading) for reading in readings]
    refused = _Refused(decisions, readings, silent=_is_silent(resolution))
    return refused if refused.worst.standing is not Standing.ALLOWED else None


def _is_silent(resolution: Resolution | None) -> bool:
    """Whether a component of the tree says nothing at all of a license."""
    return resolution is not None and not (resolution.evidence or resolution.source)


def _finding(
    components: Mapping[ComponentId, Component],
    resolutions: Mapping[ComponentId, Resolution],
    component: ComponentId,
    path: Sequence[Edge],
    refused: _Refused,
    rulebook: Rulebook,
) -> Finding:
    decision = refused.worst
    slug = _SLUGS[decision.standing]
    subject = path[-1].parent if path else component
    entry = decision.entry
    rule = f" ({entry.span}: {entry.word!r})" if entry else ""
    way = (component, *(edge.parent for edge in path))
    return Finding(
        code=rulebook.finding_codes[slug],
        slug=slug,
        component=component,
        message=_message(subject, refused, rule),
        spans=_places(components[component], resolutions.get(component), path),
        severity=Severity.ERROR if refused.certain else Severity.WARNING,
        upstream=subject if path else None,
        reasons=(
            Reason(
                decision.license, slug, "", authority=str(entry.span) if entry else "", path=way
            ),
        ),
        remedy=_REMEDIES[decision.standing] if refused.known else _UNKNOWN_REMEDY,
    )


def _message(subject: ComponentId, refused: _Refused, rule: str) -> str:
    name = "This repository" if subject == "." else hub_name(subject)
    if refused.known:
        standing = _WORDS[refused.worst.standing]
        return f"{_licensed(name, refused)}, {standing}{rule}."
    told = "states no license" if refused.silent else "has a license that is not known"
    return f"{name} {told}, and only listed licenses are allowed."


def _licensed(name: str, refused: _Refused) -> str:
    known = refused.known
    if known == [NONE]:
        return f"{name} states that it has no license"
    if len(known) == 1 and known[0] == refused.worst.license:
        return f"{name} is under {known[0]}"
    held = refused.worst.license or "an unknown license"
    if refused.certain and len(known) == 1:
        return f"{name} is under {known[0]}, and so under {held}"
    return f"{name} may be under {held} ({' or '.join(known)})"


def _places(
    component: Component, resolution: Resolution | None, path: Sequence[Edge]
) -> tuple[Span, ...]:
    if path:
        return tuple(dict.fromkeys(edge.span for edge in path))
    evidence = tuple(one.span for one in resolution.evidence) if resolution else ()
    return evidence or (component.span or Span("."),)
