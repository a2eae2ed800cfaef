"""What is new in one report against an earlier one of the same repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licscan.model import (
    NOASSERTION,
    ComponentId,
    Duty,
    Edge,
    Finding,
    Report,
    Resolution,
    Span,
)

NO_LICENSE = "no license"


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as it was asked for, and the commit that it names."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs between two revisions of a repository."""

    what: str
    """`component-added`, `component-removed`, `license-changed`, `parent-added`, `parent-removed`
    or `duty-lost`."""
    component: ComponentId
    before: str = ""
    after: str = ""
    span: Span | None = None
    """Where it stands in the later revision, if it does."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a component was offered under at one revision."""

    component: ComponentId
    revision: str
    license: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new between two revisions."""

    base: Revision
    head: Revision
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    """The open findings of the later revision that the earlier one did not have."""
    history: tuple[Offer, ...] | None = None
    """By component, the oldest revision first; None where it was not asked for."""


def changes(before: Report | None, after: Report) -> tuple[Change, ...]:
    """Return what changed; `before` is None where the earlier revision held nothing to scan."""
    return (*_licenses(before, after), *_parents(before, after), *_duties_lost(before, after))


def new_findings(before: Report | None, after: Report) -> tuple[Finding, ...]:
    """Return the open findings that are new, or were set aside, or weigh more than before.

    A finding is known by its fingerprint, which holds no line and no wording.
    """
    known: dict[str, list[Finding]] = {}
    for finding in before.findings if before else ():
        if finding.status == "open":
            known.setdefault(finding.fingerprint, []).append(finding)
    told = []
    for finding in after.findings:
        if finding.status != "open":
            continue
        same = known.get(finding.fingerprint, [])
        fits = next((one for one in same if _no_worse(finding, one)), None)
        if fits is None:
            told.append(finding)
        else:
            same.remove(fits)
    return tuple(told)


def offers(revision: str, report: Report | None) -> list[Offer]:
    """Return what each component of the tree is offered under at a revision."""
    return [Offer(name, revision, license) for name, license in _by_component(report).items()]


def _no_worse(finding: Finding, known: Finding) -> bool:
    return finding.verdict <= known.verdict and finding.severity <= known.severity


def _licenses(before: Report | None, after: Report) -> Iterator[Change]:
    old, new = _by_component(before), _by_component(after)
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name, ""), new.get(name, "")
        if name not in old:
            yield Change("component-added", name, after=now, span=_place(after, name))
        elif name not in new:
            yield Change("component-removed", name, before=was)
        elif was != now:
            yield Change("license-changed", name, was, now, _place(after, name))


def _by_component(report: Report | None) -> dict[ComponentId, str]:
    """Return what each component of the tree is offered under."""
    if report is None:
        return {}
    own = {component.id for component in report.components if component.local}
    return {one.component: _license(one) for one in report.resolutions if one.component in own}


def _license(resolution: Resolution) -> str:
    if resolution.concluded != NOASSERTION:
        return resolution.concluded
    return " or ".join(sorted(resolution.readings)) or NO_LICENSE


def _place(report: Report, name: ComponentId) -> Span | None:
    """Return where the license of a component is stated, else where the component begins."""
    for one in report.resolutions:
        if one.component == name and one.evidence:
            return max(one.evidence, key=lambda evidence: evidence.basis).span
    return next((c.span for c in report.components if c.id == name), None)


def _parents(before: Report | None, after: Report) -> Iterator[Change]:
    old, new = _edges(before), _edges(after)
    for key in sorted(new.keys() - old.keys()):
        yield Change("parent-added", key[0], after=_step(new[key]), span=new[key].span)
    for key in sorted(old.keys() - new.keys()):
        yield Change("parent-removed", key[0], before=_step(old[key]))


def _edges(report: Report | None) -> dict[tuple[ComponentId, ComponentId, str], Edge]:
    """Return the steps that the tree itself states."""
    if report is None:
        return {}
    own = {component.id for component in report.components if component.local}
    return {(e.child, e.parent, e.relation.value): e for e in report.edges if e.child in own}


def _step(edge: Edge) -> str:
    return f"{edge.relation.value}: {edge.parent}"


def _duties_lost(before: Report | None, after: Report) -> Iterator[Change]:
    """Yield the duties that were fulfilled and are not any more."""
    old, new = _duties(before), _duties(after)
    for key in sorted(new.keys() & old.keys()):
        if old[key].fulfilled and new[key].fulfilled is False:
            kind = f"{new[key].kind} ({new[key].license})"
            yield Change("duty-lost", key[0], before=str(old[key].evidence or ""), after=kind)


def _duties(report: Report | None) -> dict[tuple[ComponentId, ComponentId, str, str], Duty]:
    judged = report.judged if report else ()
    every: Iterable[Duty] = (duty for one in judged for duty in one.duties)
    return {(d.component, d.upstream, d.license, d.kind): d for d in every}
