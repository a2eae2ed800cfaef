"""The judgement: may this be released, under which license, and what must go with it?

One file a question; the semantics are in `docs/the-judgement.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from licscan.judge import repair, wording
from licscan.judge.flow import Arrivals, Bundle, Flow, Subject, path_of, upstream_leaves
from licscan.judge.issue import Answer, Issue, Setting
from licscan.judge.law import Law, laws
from licscan.judge.offer import Label
from licscan.judge.reach import Reach
from licscan.judge.readings import Court, Reading, by_law, over_readings
from licscan.judge.world import World
from licscan.model import (
    NONE,
    Basis,
    Component,
    ComponentId,
    Duty,
    Edge,
    Evidence,
    Expression,
    Finding,
    Judged,
    Option,
    Reason,
    Repair,
    Span,
    Verdict,
)
from licscan.rulebook import Rulebook
from licscan.rulebook.terms import DutyRule

__all__ = ["Bench", "Law", "World", "laws"]


class Bench:
    """Judges worlds by one rulebook and one set of laws; its memory is shared between them."""

    def __init__(
        self, rulebook: Rulebook, laws: tuple[Law, ...], *, outbound: str = "conflicts"
    ) -> None:
        """Take the rules and the readings; `outbound` says for what ways out are sought."""
        counts = {relation: rule.counts for relation, rule in rulebook.relations.items()}
        self.rulebook = rulebook
        self.laws = laws
        self.outbound = outbound
        self.flow = Flow(Reach(rulebook), laws, counts)
        self.court = Court(rulebook, laws)

    def judge(self, world: World) -> Iterator[Judged]:
        """Yield the answer for every component that has a release, in the world's order."""
        subjects = {
            name: Subject(name, component.kind, world.readings(name))
            for name, component in world.components.items()
        }
        arrived = self.flow.arrivals(subjects, world.order, world.parents)
        for name in world.order:
            if name in world.releases:
                yield _Hearing(self, world, subjects, arrived, world.components[name]).judged()


@dataclass(slots=True)
class _Hearing:
    """The judgement of one component."""

    bench: Bench
    world: World
    subjects: dict[ComponentId, Subject]
    arrived: dict[ComponentId, Arrivals]
    component: Component

    @property
    def arrivals(self) -> Arrivals:
        return self.arrived[self.component.id]

    @property
    def edges(self) -> Sequence[Edge]:
        return self.world.parents.get(self.component.id, ())

    def judged(self) -> Judged:
        """Answer the six questions for the component."""
        setting = self._setting(self.arrivals)
        court = self.bench.court
        if self.component.id in self.world.asking:
            return self._asked(setting)
        labels = self._labels()
        verdict = court.verdict(self.arrivals, labels, setting)
        conflict = verdict is Verdict.CONFLICT and self.bench.outbound != "none"
        wanted = conflict or self.bench.outbound == "all"
        found = repair.options(court, self.arrivals, setting) if self.arrivals and wanted else ()
        fixes: tuple[Repair, ...] = ()
        if conflict:
            fixes = repair.repairs(
                self.component.id,
                found,
                self.edges,
                setting,
                lambda edges, changed: self._again(edges, labels, changed),
                lambda edges: repair.options(court, self._arrive(edges), setting),
            )
        findings = (*self._findings(labels, setting), *self._incompatible(found, setting, conflict))
        return Judged(
            self.component.id,
            verdict,
            findings,
            tuple(self._duties(labels, setting)),
            found,
            fixes,
            self._conditions(labels, setting),
        )

    def options(self) -> tuple[Option, ...]:
        """Return the outbound options, whatever the label."""
        return repair.options(self.bench.court, self.arrivals, self._setting(self.arrivals))

    def _asked(self, setting: Setting) -> Judged:
        """A plan that asks takes the verdict of its best option."""
        court = self.bench.court
        if not (setting.hands_on or setting.hosts):
            return self._with_label([None], setting, ())
        found = repair.options(court, self.arrivals, setting)
        if found:
            return self._with_label([Label(found[0].expression)], setting, found)
        verdicts = [
            court.verdict(self.arrivals, [Label(candidate)], setting)
            for candidate in repair._candidates(court, self.arrivals)
        ]
        verdict = min(verdicts, default=Verdict.UNKNOWN)
        label = [Label(NONE)]
        findings = tuple(self._incompatible((), setting, verdict is Verdict.CONFLICT))
        if not findings:
            findings = tuple(self._findings(label, setting))
        return Judged(self.component.id, verdict, findings, (), (), ())

    def _with_label(
        self, labels: Sequence[Label | None], setting: Setting, found: tuple[Option, ...]
    ) -> Judged:
        verdict = self.bench.court.verdict(self.arrivals, labels, setting)
        return Judged(
            self.component.id,
            verdict,
            tuple(self._findings(labels, setting)),
            tuple(self._duties(labels, setting)),
            found,
            (),
            self._conditions(labels, setting),
        )

    def _labels(self) -> list[Label | None]:
        readings = self.world.readings(self.component.id) or (NONE,)
        return [Label(expression) for expression in readings]

    def _setting(self, arrivals: Arrivals) -> Setting:
        ids = {leaf.id for bundle in arrivals for leaf in upstream_leaves(bundle.readings)}
        release = self.world.releases[self.component.id]
        return Setting(release, self.component.kind, self.component.modality, frozenset(ids))

    def _arrive(self, edges: Sequence[Edge]) -> Arrivals:
        found: dict[Bundle, dict[ComponentId, object]] = {}
        for edge in edges:
            parent = self.subjects[edge.parent]
            self.bench.flow.over(edge, parent, self.arrived[edge.parent], found)  # type: ignore[arg-type]
        return dict.fromkeys(found, ())

    def _again(
        self, edges: Sequence[Edge], labels: Sequence[Label | None], setting: Setting
    ) -> Verdict:
        return self.bench.court.verdict(self._arrive(edges), labels, setting)

    def _findings(self, labels: Sequence[Label | None], setting: Setting) -> Iterator[Finding]:
        for bundle, witnesses in self.arrivals.items():
            readings = self.bench.court.hear(bundle, labels, setting)
            for slug, verdict in _verdicts_by_slug(readings, len(self.bench.laws)):
                issues, label = _worst(readings, slug)
                for witness in witnesses:
                    path = path_of(self.arrived, self.component.id, bundle, witness.upstream)
                    yield self._finding(slug, verdict, issues, label, path)

    def _finding(
        self,
        slug: str,
        verdict: Verdict,
        issues: Sequence[Issue],
        label: Label | None,
        path: Sequence[Edge],
    ) -> Finding:
        book = self.bench.rulebook
        expression = label.expression if label else None
        return Finding(
            code=book.finding_codes[slug],
            slug=slug,
            component=self.component.id,
            message=wording.message(book, self.component, expression, issues, path, verdict),
            spans=self._spans(slug, path),
            verdict=verdict,
            upstream=path[-1].parent,
            reasons=wording.reasons(book, issues, path),
            remedy=wording.remedy(issues[0], path, verdict),
        )

    def _spans(self, slug: str, path: Sequence[Edge]) -> tuple[Span, ...]:
        """The line to change first: the label, or where an unknown parent is named."""
        steps = [edge.span for edge in path]
        if slug in wording.ABOUT_UPSTREAM:
            return tuple(dict.fromkeys(steps))
        resolution = self.world.resolutions.get(self.component.id)
        evidence = sorted(resolution.evidence, key=_plainest) if resolution else []
        declared = [e.span for e in evidence[:1]]
        return tuple(dict.fromkeys([*declared, *steps]))

    def _incompatible(
        self, found: tuple[Option, ...], setting: Setting, conflict: bool
    ) -> Iterator[Finding]:
        """LIC203: two or more upstreams that reach the work and share no license."""
        if found or not conflict or len(self.arrivals) < 2:
            return
        culprits = self._culprits(setting)
        witnesses = [w for bundle in culprits for w in self.arrivals[bundle]]
        if len(culprits) < 2 or not witnesses:
            return
        names = sorted({wording.short(w.upstream) for w in witnesses})
        slug = "upstreams-incompatible"
        reasons: list[Reason] = []
        spans: list[Span] = []
        for bundle in culprits:
            for witness in self.arrivals[bundle]:
                path = path_of(self.arrived, self.component.id, bundle, witness.upstream)
                spans += [edge.span for edge in path[:1]]
                leaf = upstream_leaves(bundle.readings)[0]
                license = self.bench.rulebook.license(leaf.id)
                clause = license.outbound.cited.clause if license else ""
                says = Issue(slug, Verdict.CONFLICT, leaf.id, "outbound", clause, "")
                reasons += wording.reasons(self.bench.rulebook, [says], path)
        yield Finding(
            code=self.bench.rulebook.finding_codes[slug],
            slug=slug,
            component=self.component.id,
            message=(
                f"{wording.name_of(self.component)} combines {' and '.join(names)}, and no license "
                "satisfies all of them at once."
            ),
            spans=tuple(dict.fromkeys(spans)),
            verdict=Verdict.CONFLICT,
            reasons=tuple(reasons),
            remedy="Leave one of them out, or ask a licensor for other terms.",
        )

    def _culprits(self, setting: Setting) -> list[Bundle]:
        """Return the bundles that stand in each other's way: each refuses what the others allow."""
        court, bundles = self.bench.court, list(self.arrivals)
        alone = {
            bundle: frozenset(o.expression for o in repair.options(court, {bundle: ()}, setting))
            for bundle in bundles
        }
        return [
            bundle
            for bundle in bundles
            if any(not alone[bundle] & alone[other] for other in bundles if other is not bundle)
            or _freed(alone, bundle)
        ]

    def _duties(self, labels: Sequence[Label | None], setting: Setting) -> Iterator[Duty]:
        """Yield each duty once; one that no reading spares is told before a contested one."""
        told: dict[tuple[str, str], Duty] = {}
        for bundle, witnesses in self.arrivals.items():
            readings = self.bench.court.hear(bundle, labels, setting)
            for reading in readings if witnesses else ():
                for license, rule, stances in reading.answer.duties:
                    sure = all((license, rule.kind) in _owed(other) for other in readings)
                    stance = "" if sure else ", ".join(sorted(stances))
                    key = (license, rule.kind)
                    if key in told and (stance or not told[key].stance):
                        continue
                    path = path_of(self.arrived, self.component.id, bundle, witnesses[0].upstream)
                    told[key] = replace(self._duty(license, rule, path), stance=stance)
        yield from told.values()

    def _duty(self, license: str, rule: DutyRule, path: Sequence[Edge]) -> Duty:
        book = self.bench.rulebook
        found = book.license(license)
        says = book.terms["duty-says"][rule.kind].format(
            license=found.name if found else license,
            literal=rule.literal,
            upstream=wording.short(path[-1].parent),
        )
        return Duty(
            component=self.component.id,
            upstream=path[-1].parent,
            license=license,
            kind=rule.kind,
            clause=rule.cited.clause,
            how=says + (f" ({rule.note})" if rule.note else ""),
            literal=rule.literal,
            path=(self.component.id, *(edge.parent for edge in path)),
            verified=found.verified.how if found else "",
        )

    def _conditions(self, labels: Sequence[Label | None], setting: Setting) -> tuple[str, ...]:
        told = {
            condition
            for bundle in self.arrivals
            for reading in self.bench.court.hear(bundle, labels, setting)
            for condition in reading.answer.conditions
        }
        return tuple(sorted(told))


def _plainest(evidence: Evidence) -> tuple[bool, bool, Span]:
    """Declared words first: that is the line to change."""
    declared = evidence.basis in (Basis.DECLARED, Basis.CLARIFIED)
    return (not declared, evidence.basis is Basis.REFERENCE, evidence.span)


def _owed(reading: Reading) -> set[tuple[str, str]]:
    return {(license, rule.kind) for license, rule, _ in reading.answer.duties}


def _freed(alone: Mapping[Bundle, frozenset[Expression]], left_out: Bundle) -> bool:
    """Whether the others, without this one, share a license."""
    rest = [options for bundle, options in alone.items() if bundle is not left_out]
    return bool(rest) and bool(frozenset.intersection(*rest))


def _verdicts_by_slug(readings: Sequence[Reading], laws: int) -> list[tuple[str, Verdict]]:
    slugs = sorted({issue.slug for r in readings for issue in r.answer.issues})
    found = []
    for slug in slugs:

        def measure(answer: Answer, slug: str = slug) -> Verdict:
            return max((i.verdict for i in answer.issues if i.slug == slug), default=Verdict.OK)

        verdict = over_readings(by_law(readings, laws, measure))
        if verdict > Verdict.OBLIGED:
            found.append((slug, verdict))
    if any(slug == "over-grant" and verdict is Verdict.CONFLICT for slug, verdict in found):
        # One finding is enough where the label both drops the license and grants too much.
        found = [pair for pair in found if pair[0] != "license-not-kept"]
    return found


def _worst(readings: Sequence[Reading], slug: str) -> tuple[list[Issue], Label | None]:
    def harshness(reading: Reading) -> Verdict:
        return max((i.verdict for i in reading.answer.issues if i.slug == slug), default=Verdict.OK)

    worst = max(readings, key=harshness)
    wanted = {slug, "license-not-kept"} if slug == "over-grant" else {slug}
    issues = [issue for issue in worst.answer.issues if issue.slug in wanted]
    return issues, worst.label
