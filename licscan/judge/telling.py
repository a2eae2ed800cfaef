"""What a judgement has to say of a component: findings, duties and conditions, with their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from licscan.judge import repair, wording
from licscan.judge.court import Court
from licscan.judge.flow import Arrivals, Bundle, path_of, upstream_leaves
from licscan.judge.issue import Issue, Setting
from licscan.judge.offer import Label
from licscan.judge.opinion import Opinion
from licscan.judge.readings import Owed
from licscan.judge.world import World
from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Duty,
    Edge,
    Evidence,
    Expression,
    Finding,
    Reason,
    Span,
    Verdict,
)


class Teller(NamedTuple):
    """Words what the court heard about one component."""

    court: Court
    world: World
    arrived: Mapping[ComponentId, Arrivals]
    component: Component
    setting: Setting

    @property
    def arrivals(self) -> Arrivals:
        """What arrives at the component."""
        return self.arrived[self.component.id]

    def findings(self, opinion: Opinion) -> Iterator[Finding]:
        """Yield a finding for each upstream and each kind of issue with it."""
        for bundle, (slug, verdict, issues, label) in opinion.objections:
            paths = (
                path_of(self.arrived, self.component.id, bundle, witness.upstream)
                for witness in self.arrivals[bundle]
            )
            for path, behind in _nearest(paths):
                yield self._finding(slug, verdict, issues, label, path, behind)

    def _finding(
        self,
        slug: str,
        verdict: Verdict,
        issues: Sequence[Issue],
        label: Label | None,
        path: Sequence[Edge],
        behind: Sequence[Sequence[Edge]],
    ) -> Finding:
        book = self.court.rulebook
        others = [wording.short(further[-1].parent) for further in behind]
        also = f" The same holds for {' and '.join(others)} behind it." if others else ""
        expression = label.expression if label else None
        return Finding(
            code=book.finding_codes[slug],
            slug=slug,
            component=self.component.id,
            message=wording.message(book, self.component, expression, issues, path, verdict) + also,
            spans=self._spans(slug, path),
            verdict=verdict,
            upstream=path[-1].parent,
            reasons=tuple(r for way in (path, *behind) for r in wording.reasons(book, issues, way)),
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

    def incompatible(self) -> Iterator[Finding]:
        """Yield LIC203 where two or more upstreams share no license, though each has one alone."""
        slug = "upstreams-incompatible"
        paths = [
            (bundle, path_of(self.arrived, self.component.id, bundle, witness.upstream))
            for bundle in self._culprits()
            for witness in self.arrivals[bundle]
        ]
        if len(paths) < 2:
            return
        names = sorted({wording.short(path[-1].parent) for _, path in paths})
        book = self.court.rulebook
        yield Finding(
            code=book.finding_codes[slug],
            slug=slug,
            component=self.component.id,
            message=(
                f"{wording.name_of(self.component)} combines {' and '.join(names)}, and no license "
                "satisfies all of them at once."
            ),
            spans=tuple(dict.fromkeys(path[0].span for _, path in paths)),
            verdict=Verdict.CONFLICT,
            reasons=tuple(r for bundle, path in paths for r in self._outbound(bundle, path)),
            remedy="Leave one of them out, or ask a licensor for other terms.",
        )

    def _outbound(self, bundle: Bundle, path: Sequence[Edge]) -> tuple[Reason, ...]:
        book = self.court.rulebook
        leaf = upstream_leaves(bundle.readings)[0]
        license = book.license(leaf.id)
        clause = license.outbound.cited.clause if license else ""
        issue = Issue("", Verdict.CONFLICT, leaf.id, "outbound", clause, "")
        return wording.reasons(book, [issue], path)

    def _culprits(self) -> list[Bundle]:
        """Return the bundles in each other's way; none where one is refused by itself."""
        alone = {
            bundle: frozenset(
                option.expression
                for option in repair.options(self.court, {bundle: ()}, self.setting)
            )
            for bundle in self.arrivals
        }
        if not all(alone.values()):
            return []
        return [
            bundle
            for bundle, options in alone.items()
            if any(not options & other for other in alone.values()) or _freed(alone, bundle)
        ]

    def duties(self, opinion: Opinion) -> Iterator[Duty]:
        """Yield each duty, as owed to the first upstream that asks for it."""
        for duty, bundle in opinion.duties:
            upstream = self.arrivals[bundle][0].upstream
            yield self._duty(duty, path_of(self.arrived, self.component.id, bundle, upstream))

    def _duty(self, owed: Owed, path: Sequence[Edge]) -> Duty:
        license, rule, stance = owed
        return Duty(
            component=self.component.id,
            upstream=path[-1].parent,
            license=license,
            kind=rule.kind,
            clause=rule.cited.clause,
            how=self.court.asks(owed, tuple((edge.relation, edge.parent) for edge in path)),
            literal=rule.literal,
            path=(self.component.id, *(edge.parent for edge in path)),
            verified=self.court.how(license, rule.kind, rule.cited.clause),
            stance=stance,
        )


Path = tuple[Edge, ...]


def _nearest(paths: Iterable[Path]) -> list[tuple[Path, list[Path]]]:
    """Fold upstreams that stand behind another one of the same license into that one."""
    told: list[tuple[Path, list[Path]]] = []
    for path in sorted(paths, key=lambda path: (len(path), path)):
        steps = {edge.parent for edge in path[:-1]}
        front = next((behind for near, behind in told if near[-1].parent in steps), None)
        if front is None:
            told.append((path, []))
        else:
            front.append(path)
    return told


def _plainest(evidence: Evidence) -> tuple[bool, bool, Span]:
    """Declared words first: that is the line to change."""
    declared = evidence.basis in (Basis.DECLARED, Basis.CLARIFIED)
    return (not declared, evidence.basis is Basis.REFERENCE, evidence.span)


def _freed(alone: Mapping[Bundle, frozenset[Expression]], left_out: Bundle) -> bool:
    """Whether the others, without this one, share a license."""
    rest = [options for bundle, options in alone.items() if bundle is not left_out]
    return bool(rest) and bool(frozenset.intersection(*rest))
