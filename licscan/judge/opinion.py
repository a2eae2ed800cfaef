"""What is said of a case before it is worded for one component.

It names no component and no path, so that all of a hub to whom the same arrives share it
(JUDGEMENT section 8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from licscan.judge.flow import Arrivals, Bundle
from licscan.judge.issue import Answer, Issue, Setting
from licscan.judge.offer import Label
from licscan.judge.readings import REMEMBERED, Court, Owed, Reading, by_law, over_readings
from licscan.model import Verdict


class Objection(NamedTuple):
    """One kind of issue with the upstreams of one bundle, under the reading it is worst in."""

    bundle: Bundle
    slug: str
    verdict: Verdict
    issues: tuple[Issue, ...]
    label: Label | None


class Opinion(NamedTuple):
    """The answers to a case."""

    objections: tuple[Objection, ...]
    duties: tuple[tuple[Owed, Bundle], ...]
    """Each duty once; one that no reading spares comes before a contested one."""
    conditions: tuple[str, ...]
    """The limits on use that go with the work."""


class Opinions:
    """Forms opinions, and remembers them."""

    def __init__(self, court: Court) -> None:
        self._court = court
        self._formed = lru_cache(maxsize=REMEMBERED)(self._form)

    def on(self, arrivals: Arrivals, labels: Sequence[Label | None], setting: Setting) -> Opinion:
        """Return the opinion on what arrives, offered under these labels."""
        return self._formed(tuple(arrivals), tuple(labels), setting)

    def _form(
        self, arrivals: tuple[Bundle, ...], labels: tuple[Label | None, ...], setting: Setting
    ) -> Opinion:
        told = {
            condition
            for bundle in arrivals
            for condition in self._court.conditions(bundle, labels, setting)
        }
        return Opinion(
            tuple(self._objections(arrivals, labels, setting)),
            tuple(self._duties(arrivals, labels, setting)),
            tuple(sorted(told)),
        )

    def _objections(
        self, arrivals: Collection[Bundle], labels: Sequence[Label | None], setting: Setting
    ) -> Iterator[Objection]:
        for bundle in arrivals:
            readings = self._court.hear(bundle, labels, setting)
            for slug, verdict in _verdicts_by_slug(readings, len(self._court.laws)):
                if bundle.where:
                    verdict = min(verdict, self._court.verdict(arrivals, labels, setting))
                issues, label = _worst(readings, slug)
                yield Objection(bundle, slug, verdict, issues, label)

    def _duties(
        self, arrivals: Iterable[Bundle], labels: Sequence[Label | None], setting: Setting
    ) -> Iterable[tuple[Owed, Bundle]]:
        told: dict[tuple[str, str], tuple[Owed, Bundle]] = {}
        for bundle in arrivals:
            for duty in self._court.owed(bundle, labels, setting):
                key = (duty.license, duty.rule.kind)
                if key not in told or (told[key][0].stance and not duty.stance):
                    told[key] = (duty, bundle)
        return told.values()


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


def _worst(readings: Sequence[Reading], slug: str) -> tuple[tuple[Issue, ...], Label | None]:
    def harshness(reading: Reading) -> Verdict:
        return max((i.verdict for i in reading.answer.issues if i.slug == slug), default=Verdict.OK)

    worst = max(readings, key=harshness)
    wanted = {slug, "license-not-kept"} if slug == "over-grant" else {slug}
    return tuple(issue for issue in worst.answer.issues if issue.slug in wanted), worst.label
