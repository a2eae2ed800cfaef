"""The judgement of one component: its verdict over all readings, and the ways out of a conflict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from licscan.judge import repair
from licscan.judge.account import Account
from licscan.judge.court import Court, licenses
from licscan.judge.flow import Arrivals, Bundle, Flow, Subject, Witness
from licscan.judge.issue import Setting
from licscan.judge.offer import Label
from licscan.judge.opinion import Opinions
from licscan.judge.rights import rights
from licscan.judge.telling import Teller
from licscan.judge.world import World
from licscan.model import (
    NONE,
    Argument,
    Component,
    ComponentId,
    Edge,
    Judged,
    Option,
    Repair,
    Right,
    Verdict,
)


class Hearing(NamedTuple):
    """The judgement of one component."""

    court: Court
    opinions: Opinions
    flow: Flow
    world: World
    subjects: dict[ComponentId, Subject]
    arrived: dict[ComponentId, Arrivals]
    component: Component
    argue: bool = False

    @property
    def arrivals(self) -> Arrivals:
        """What arrives at the component."""
        return self.arrived[self.component.id]

    @property
    def edges(self) -> Sequence[Edge]:
        """Its direct parents."""
        return self.world.parents.get(self.component.id, ())

    def judged(self, outbound: str) -> Judged:
        """Answer the six questions; `outbound` says for what ways out are sought."""
        setting = self._setting(self.arrivals)
        court = self.court
        if self.component.id in self.world.asking:
            return self._asked(setting)
        labels = self._labels()
        verdict = court.verdict(self.arrivals, labels, setting)
        conflict = verdict is Verdict.CONFLICT and outbound != "none"
        wanted = conflict or outbound == "all"
        found = repair.options(court, self.arrivals, setting) if self.arrivals and wanted else ()
        fixes: tuple[Repair, ...] = ()
        if conflict:
            fixes = repair.repairs(
                self.component.id,
                found,
                self.edges,
                setting,
                lambda edges, changed: self._again(edges, labels, changed),
                self._options(setting),
            )
        opinion, teller = self.opinions.on(self.arrivals, labels, setting), self._teller(setting)
        joint = teller.incompatible() if conflict and not found else ()
        return Judged(
            self.component.id,
            verdict,
            (*teller.findings(opinion), *joint),
            tuple(teller.duties(opinion)),
            found,
            fixes,
            opinion.conditions,
            () if outbound == "none" else self._rights(labels, setting),
            self._arguments(labels, setting),
        )

    def _asked(self, setting: Setting) -> Judged:
        """A plan that asks takes the verdict of its best option."""
        court = self.court
        if not (setting.hands_on or setting.hosts):
            return self._with_label([None], setting, ())
        found = repair.options(court, self.arrivals, setting)
        if found:
            return self._with_label([Label(found[0].expression)], setting, found)
        verdicts = [
            court.verdict(self.arrivals, [Label(candidate)], setting)
            for candidate in repair.candidates(court, self.arrivals)
        ]
        verdict = min(verdicts, default=Verdict.UNKNOWN)
        teller = self._teller(setting)
        opinion = self.opinions.on(self.arrivals, [Label(NONE)], setting)
        findings = tuple(teller.incompatible()) or tuple(teller.findings(opinion))
        fixes = repair.cuts_with_relicense(self.component.id, self.edges, self._options(setting))
        return Judged(
            self.component.id,
            verdict,
            findings,
            repairs=tuple(fixes),
            rights=self._rights([Label(NONE)], setting),
            arguments=self._arguments([Label(NONE)], setting),
        )

    def _with_label(
        self, labels: Sequence[Label | None], setting: Setting, found: tuple[Option, ...]
    ) -> Judged:
        opinion, teller = self.opinions.on(self.arrivals, labels, setting), self._teller(setting)
        return Judged(
            self.component.id,
            self.court.verdict(self.arrivals, labels, setting),
            tuple(teller.findings(opinion)),
            tuple(teller.duties(opinion)),
            found,
            (),
            opinion.conditions,
            self._rights(labels, setting),
            self._arguments(labels, setting),
        )

    def _rights(self, labels: Sequence[Label | None], setting: Setting) -> tuple[Right, ...]:
        return rights(self.court, self.world, self.component.id, self.arrivals, labels, setting)

    def _arguments(self, labels: Sequence[Label | None], setting: Setting) -> tuple[Argument, ...]:
        if not self.argue:
            return ()
        account = Account(
            self.flow,
            self.court.rulebook,
            self.subjects,
            self.arrived,
            self.component.id,
            labels,
            setting,
        )
        return tuple(account.arguments())

    def _teller(self, setting: Setting) -> Teller:
        return Teller(self.court, self.world, self.arrived, self.component, setting)

    def _labels(self) -> list[Label | None]:
        readings = self.world.readings(self.component.id) or (NONE,)
        return [Label(expression) for expression in readings]

    def _setting(self, arrivals: Arrivals) -> Setting:
        release = self.world.releases[self.component.id]
        return Setting(release, self.component.kind, self.component.modality, licenses(arrivals))

    def _arrive(self, edges: Sequence[Edge]) -> Arrivals:
        found: dict[Bundle, dict[ComponentId, Witness]] = {}
        for edge in edges:
            self.flow.over(edge, self.subjects[edge.parent], self.arrived[edge.parent], found)
        return dict.fromkeys(found, ())

    def _options(self, setting: Setting) -> Callable[[Sequence[Edge]], tuple[Option, ...]]:
        """Return what lists the options with some of the parents."""
        return lambda edges: repair.options(self.court, self._arrive(edges), setting)

    def _again(
        self, edges: Sequence[Edge], labels: Sequence[Label | None], setting: Setting
    ) -> Verdict:
        arrivals = self._arrive(edges)
        changed = setting._replace(upstream_licenses=licenses(arrivals))
        return self.court.verdict(arrivals, labels, changed)
