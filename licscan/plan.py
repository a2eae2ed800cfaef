"""Planning: a combination is judged before anything is downloaded, by the engine of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licscan.ancestry import stale
from licscan.elsewhere import Elsewhere
from licscan.model import (
    NOASSERTION,
    NONE,
    Basis,
    Component,
    Evidence,
    Expression,
    Finding,
    LicenseClaim,
    Report,
    Resolution,
    Span,
)
from licscan.plan_file import Plan, read_plan
from licscan.resolve import finding, resolve
from licscan.rulebook import Rulebook
from licscan.rules_root import layered
from licscan.trial import Matter, Options, try_matter
from licscan.upstream.known import know

if TYPE_CHECKING:
    from licscan.ruling import Ruling

__all__ = ["Plan", "judge", "read_plan"]


def judge(plan: Plan, options: Options) -> Report:
    """Judge a plan; its own release profile, stances and profile hold where options state none.

    Raises:
        UsageError: a stance or profile that does not exist, or a broken rule file.
    """
    with layered(options.rules):
        return _judge(plan, options, Rulebook())


def _judge(plan: Plan, options: Options, rulebook: Rulebook) -> Report:
    options = _settled(plan, options)
    components = {one.component.id: one.component for one in plan.planned}
    stated = {one.component.id: one.license for one in plan.planned}
    stated[plan.product] = plan.raw_license
    resolutions = {one.component: one for one in plan.resolutions}
    findings: list[Finding] = []
    for name, component in components.items():
        raw = stated[name]
        if raw is None or name in resolutions:
            continue
        resolutions[name], found = _resolve(component, raw, rulebook)
        if name == plan.product:
            findings += found
    asked = frozenset({plan.product}) if plan.raw_license is None else frozenset()
    unknown = {n: c for n, c in components.items() if n not in resolutions and n != plan.product}
    spans = {name: component.span or Span(plan.path) for name, component in components.items()}
    known = know(unknown, spans, rulebook, Elsewhere(options, rulebook).witnesses)
    ruling = _ruling(options)
    found_out = known.resolutions
    if ruling:
        found_out = ruling.upstreams(found_out, known.components)
    matter = Matter(
        target=plan.path,
        components={**known.components, **components},
        resolutions={**found_out, **resolutions},
        edges=tuple(dict.fromkeys((*plan.edges, *known.edges))),
        releases={plan.product: options.release},
        asking=asked,
        findings=tuple(findings),
        gaps=known.gaps,
        stale=stale(known, options.today),
    )
    report = try_matter(matter, options, rulebook)
    return ruling.after(report, rulebook) if ruling else report


def _ruling(options: Options) -> Ruling | None:
    """Return what of the user's policy holds for a plan; without one, nothing of it is loaded."""
    if options.policy is None:
        return None
    from licscan.ruling import for_plan

    return for_plan(options.policy, options)


def _settled(plan: Plan, options: Options) -> Options:
    release, asked = plan.release, options.release
    if asked != type(asked)():
        release = asked
    profile = options.profile if options.profile != Options().profile else plan.profile
    return options._replace(
        release=release,
        profile=profile or options.profile,
        outbound="all",
        stances=(*plan.stances, *options.stances),
    )


def _resolve(
    component: Component, raw: str, rulebook: Rulebook
) -> tuple[Resolution, tuple[Finding, ...]]:
    span = component.span or Span(".")
    if raw in (NONE, NOASSERTION):
        readings = (NONE,) if raw == NONE else ()
        evidence = (Evidence(raw, Expression(raw), Basis.DECLARED, span, "plan"),)
        return Resolution(component.id, readings, evidence=evidence), ()
    claim = LicenseClaim(span, raw, Basis.DECLARED, "plan")
    resolution, doubts = resolve(component, [claim])
    codes = rulebook.finding_codes
    return resolution, tuple(finding(component, doubt, codes[doubt.slug]) for doubt in doubts)
