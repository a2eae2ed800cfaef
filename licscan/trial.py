"""Puts components, licenses and lineage before the bench and writes up the report.

Audits and plans share it, so that a plan is judged exactly as a repository is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from licscan.judge import Bench, World, concerns, expired, in_force, laws, owned
from licscan.lineage import Lineage, lineage
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Finding,
    Gap,
    Hold,
    Judged,
    Release,
    Report,
    Resolution,
    Severity,
    Span,
    Verdict,
)
from licscan.policy import with_severity
from licscan.rulebook import Rulebook

if TYPE_CHECKING:
    from licscan.config.values import Policy


class Options(NamedTuple):
    """What the user may choose for any judgement."""

    release: Release = Release()
    profile: str = "balanced"
    stances: tuple[tuple[str, str], ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    """Folders of rules over the shipped ones; the last one wins."""
    deep: bool = False
    """Run ScanCode on every text."""
    cache: bool = True
    scancode: bool = True
    """Whether ScanCode may be loaded for texts that the tables cannot tell."""
    outbound: str = "conflicts"
    """For what ways out are sought: `conflicts`, `all`, or `none` (the hook is in a hurry)."""
    argue: bool = False
    """Whether each judgement is to be argued step by step."""
    first_party: tuple[str, ...] = ()
    """Owners (`acme` of `acme/model`) whose own works one may relicense."""
    holds: tuple[Hold, ...] = ()
    """Licenses that were obtained, and what each lifts."""
    today: str = ""
    """The date, `YYYY-MM-DD`, that what expires is held against; empty: nothing expires."""
    trees: tuple[Path, ...] = ()
    """Other trees whose components are known as parents."""
    online: bool = False
    """Whether the Hub may be asked."""
    locked: bool = False
    """Whether `licscan.lock` has to be there and to fit."""
    policy: Policy | None = None
    """The user's own rules: waivers, clarifications, lists of licenses, baseline, severities."""


class Matter(NamedTuple):
    """Everything that is put before the bench."""

    target: str
    components: Mapping[ComponentId, Component]
    resolutions: Mapping[ComponentId, Resolution]
    edges: Sequence[Edge]
    releases: Mapping[ComponentId, Release]
    asking: frozenset[ComponentId] = frozenset()
    findings: tuple[Finding, ...] = ()
    """What is already known to be wrong (evidence, lineage)."""
    gaps: tuple[Gap, ...] = ()
    stale: tuple[str, ...] = ()
    """One line for each body of knowledge that is old."""
    unexamined: tuple[tuple[Span, tuple[str, ...]], ...] = ()
    """Software that the code links and that was not examined."""


def try_matter(matter: Matter, options: Options, rulebook: Rulebook) -> Report:
    """Judge a matter and return the report.

    Raises:
        UsageError: a profile or stance that does not exist, or a broken rule file.
    """
    graph = lineage(matter.components, matter.edges)
    world = World(
        matter.components,
        matter.resolutions,
        graph.parents,
        graph.order,
        matter.releases,
        matter.asking,
        owned(matter.components, options.first_party),
        in_force(matter.components, options.holds, options.today),
    )
    bench = Bench(
        rulebook,
        laws(rulebook, options.profile, options.stances),
        outbound=options.outbound,
        argue=options.argue,
    )
    judged = tuple(sorted(bench.judge(world), key=lambda one: one.component))
    findings = (*matter.findings, *_cycles(graph, rulebook), *_gaps(matter.gaps, rulebook))
    findings += tuple(_expired_holds(matter, options, rulebook))
    doubts: dict[ComponentId, Verdict] = {}
    for finding in findings:
        doubts[finding.component] = max(finding.verdict, doubts.get(finding.component, Verdict.OK))
    judged = tuple(_with_label_doubts(one, doubts) for one in judged)
    findings += tuple(finding for one in judged for finding in one.findings)
    return Report(
        target=matter.target,
        rules_digest="" if options.outbound == "none" else rulebook.digest,
        verdict=max((one.verdict for one in judged), default=Verdict.OK),
        components=tuple(matter.components[name] for name in sorted(matter.components)),
        resolutions=tuple(matter.resolutions[name] for name in sorted(matter.resolutions)),
        edges=tuple(sorted((*graph.edges, *graph.cut))),
        judged=judged,
        findings=ranked(findings),
        gaps=matter.gaps,
        stale=matter.stale,
        unexamined=matter.unexamined,
        release=options.release,
        profile=options.profile,
        layers=options.rules,
        releases=_differing(matter.releases, options.release),
    )


def _differing(
    releases: Mapping[ComponentId, Release], whole: Release
) -> tuple[tuple[ComponentId, Release], ...]:
    return tuple((name, own) for name, own in sorted(releases.items()) if own != whole)


def ranked(
    findings: Iterable[Finding], severities: Mapping[str, Severity] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Return the findings with their severity (by code, where the user chose it), worst first."""
    told = (with_severity(finding, severities) for finding in findings)
    return tuple(sorted(told, key=_worst_first))


def _with_label_doubts(judged: Judged, doubts: Mapping[ComponentId, Verdict]) -> Judged:
    """A finding that leaves a component's own label open is itself at least unknown."""
    doubt = doubts.get(judged.component, Verdict.OK)
    return judged._replace(verdict=doubt) if doubt > judged.verdict else judged


def _worst_first(finding: Finding) -> tuple[int, int, str, str, str, str]:
    upstream = finding.upstream or ""
    loud = (-finding.severity, -finding.verdict)
    return (*loud, finding.component, finding.code, upstream, finding.message)


def _cycles(graph: Lineage, rulebook: Rulebook) -> tuple[Finding, ...]:
    slug = "cycle"
    return tuple(
        Finding(
            code=rulebook.finding_codes[slug],
            slug=slug,
            component=edge.child,
            message=f"{edge.child} is its own ancestor through {edge.parent}; the lineage is read "
            "without this step.",
            spans=(edge.span,),
            upstream=edge.parent,
            remedy="Remove the reference that closes the circle.",
        )
        for edge in graph.cut
    )


def _expired_holds(matter: Matter, options: Options, rulebook: Rulebook) -> Iterator[Finding]:
    slug = "hold-expired"
    for hold in options.holds if options.today else ():
        held = sorted(name for name in matter.components if concerns(hold, name))
        if expired(hold, options.today) and held:
            yield Finding(
                code=rulebook.finding_codes[slug],
                slug=slug,
                component=held[0],
                message=f"The license that was obtained for {hold.component} ({hold.reference}) "
                f"ended on {hold.expires}; {hold.component} is judged without it.",
                spans=(hold.span,),
                severity=Severity.WARNING,
                remedy="Renew it, or remove the entry.",
            )


def _gaps(gaps: Iterable[Gap], rulebook: Rulebook) -> tuple[Finding, ...]:
    found = []
    for gap in gaps:
        slug = "limit-hit" if gap.limit else "gap"
        found.append(
            Finding(
                code=rulebook.finding_codes[slug],
                slug=slug,
                component=ComponentId("."),
                message=f"{gap.span.path}: {gap.problem}",
                spans=(gap.span,),
                remedy="Repair the file, or exclude it; it was not read.",
            )
        )
    return tuple(found)
