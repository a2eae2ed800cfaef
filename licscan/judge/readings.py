"""The verdict over readings: one function for uncertain law and uncertain facts (JUDGEMENT 6)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from licscan.judge import wording
from licscan.judge.answer import Asking, answer
from licscan.judge.flow import Bundle, upstream_leaves
from licscan.judge.issue import EVERYTHING, Answer, Issue, Setting
from licscan.judge.law import Law
from licscan.judge.offer import Label
from licscan.model import Expression, Kind, Option, Release, Verdict
from licscan.rulebook import Rulebook
from licscan.rulebook.terms import DutyRule

REMEMBERED = 16_384
"""Cases whose answer is kept; a hub of many lineages has more, most of them met once."""
DOUBTFUL = 4
"""Components with different bases, of which every combination is judged; of more, all at once."""


def over_readings(by_law: Sequence[Sequence[Verdict]]) -> Verdict:
    """Return one verdict from those of all readings; the outer sequence is law, the inner facts.

    H where H <= obliged or H = M; else the worse of M and `unknown` where facts differ, and the
    worse of M and `review` where only the law does.
    """
    harshest = max(verdict for facts in by_law for verdict in facts)
    mildest = min(verdict for facts in by_law for verdict in facts)
    if harshest in (Verdict.OK, Verdict.OBLIGED, mildest):
        return harshest
    facts_differ = any(len(set(_material(facts))) > 1 for facts in by_law)
    return max(mildest, Verdict.UNKNOWN if facts_differ else Verdict.REVIEW)


def _material(facts: Sequence[Verdict]) -> list[Verdict]:
    """Fold ok and obliged: a duty more or less is no disagreement."""
    return [max(verdict, Verdict.OBLIGED) for verdict in facts]


class Reading(NamedTuple):
    """One way to read law and facts of one bundle, and what follows."""

    law: int
    label: Label | None
    alternative: int
    expression: Expression | None
    answer: Answer


class Owed(NamedTuple):
    """A duty, and the open questions on which it depends where a reading spares it."""

    license: str
    rule: DutyRule
    stance: str


class _Key(NamedTuple):
    """All that an answer depends on."""

    bundle: Bundle
    labels: tuple[Label | None, ...]
    release: Release
    kind: Kind
    modality: tuple[str, ...]
    named: frozenset[str]


class Court:
    """Judges bundles against labels, and remembers every answer."""

    def __init__(self, rulebook: Rulebook, laws: tuple[Law, ...]) -> None:
        self.rulebook = rulebook
        self.laws = laws
        self._heard: dict[_Key, tuple[Reading, ...]] = {}
        self._owed: dict[_Key, tuple[Owed, ...]] = {}
        self._told: dict[_Key, frozenset[str]] = {}
        self._weighed = lru_cache(maxsize=REMEMBERED)(self._weigh)
        self._how: dict[tuple[str, str, str], str] = {}
        self._asks = lru_cache(maxsize=REMEMBERED)(self._asked)
        self.options: dict[tuple[object, ...], tuple[Option, ...]] = {}
        """Ways out that were found before, by what arrives; a hub's cards ask the same again."""
        self.rights: dict[Bundle, tuple[tuple[str, ...], ...]] = {}
        """What is to be known of the licenses of a bundle."""

    def hear(
        self, bundle: Bundle, labels: Sequence[Label | None], setting: Setting
    ) -> tuple[Reading, ...]:
        """Return every reading of one bundle."""
        key = self._key(bundle, labels, setting)
        if key not in self._heard:
            narrowed = setting._replace(upstream_licenses=key.named)
            self._heard[key] = tuple(
                reading
                for label in labels
                for law in range(len(self.laws))
                for reading in self._alternatives(bundle, label, law, narrowed)
            )
        return self._heard[key]

    def owed(
        self, bundle: Bundle, labels: Sequence[Label | None], setting: Setting
    ) -> tuple[Owed, ...]:
        """Return the duties that some reading of a bundle fires."""
        key = self._key(bundle, labels, setting)
        if key not in self._owed:
            self._owed[key] = tuple(_owed(self.hear(bundle, labels, setting)))
        return self._owed[key]

    def conditions(
        self, bundle: Bundle, labels: Sequence[Label | None], setting: Setting
    ) -> frozenset[str]:
        """Return the limits on use that some reading of a bundle tells."""
        key = self._key(bundle, labels, setting)
        if key not in self._told:
            readings = self.hear(bundle, labels, setting)
            self._told[key] = frozenset(c for r in readings for c in r.answer.conditions)
        return self._told[key]

    def _key(self, bundle: Bundle, labels: Sequence[Label | None], setting: Setting) -> _Key:
        """Of the other upstreams' licenses only those that a label names can matter."""
        named = frozenset(name for label in labels if label for name in label.ids)
        return _Key(
            bundle,
            tuple(labels),
            setting.release,
            setting.kind,
            setting.modality,
            named & setting.upstream_licenses,
        )

    def _alternatives(
        self, bundle: Bundle, label: Label | None, law: int, setting: Setting
    ) -> list[Reading]:
        if not bundle.readings:
            return [Reading(law, label, 0, None, _nothing_known(bundle))]
        asking = Asking(self.rulebook, self.laws[law], setting, label, bundle.lifted)
        leaves = upstream_leaves(bundle.readings)
        found: list[Reading] = []
        for route in bundle.routes:
            states = tuple(zip(leaves, route[law], strict=True))
            for expression in bundle.readings:
                said = answer(asking, expression, states)
                found.append(Reading(law, label, len(found), expression, said))
        return found

    def how(self, license: str, term: str, clause: str) -> str:
        """Return how a fact of a license was verified; empty where the license is not known."""
        key = (license, term, clause)
        if key not in self._how:
            found = self.rulebook.license(license)
            self._how[key] = found.how(term, clause) if found else ""
        return self._how[key]

    def asks(self, owed: Owed, steps: tuple[wording.Step, ...]) -> str:
        """Say what a duty asks for, of the upstream that the steps lead to."""
        return self._asks(owed, steps)

    def _asked(self, owed: Owed, steps: tuple[wording.Step, ...]) -> str:
        return wording.duty(self.rulebook, owed.license, owed.rule, steps)

    def verdict(
        self, arrivals: Collection[Bundle], labels: Sequence[Label | None], setting: Setting
    ) -> Verdict:
        """Return the verdict of a component over all its upstreams and readings.

        Each upstream is also weighed alone: one that leaves a fact open does so however contested
        the others are, so that a parent more never makes the verdict milder.
        """
        return self._weighed(tuple(arrivals), tuple(labels), setting)

    def _weigh(
        self, arrivals: tuple[Bundle, ...], labels: tuple[Label | None, ...], setting: Setting
    ) -> Verdict:
        worlds = [
            self._verdict(some, labels, setting._replace(upstream_licenses=licenses(some)))
            for some in _worlds(arrivals)
        ]
        whole = self._verdict(arrivals, labels, setting)
        return over_readings([worlds]) if worlds else whole

    def _verdict(
        self, arrivals: Iterable[Bundle], labels: Sequence[Label | None], setting: Setting
    ) -> Verdict:
        count = len(self.laws)
        heard = [self.hear(bundle, labels, setting) for bundle in arrivals]
        alone = [over_readings(by_law(r, count, lambda said: said.verdict)) for r in heard]
        together = [
            [verdict for label in labels for verdict in _vary(heard, law, label)]
            for law in range(count)
        ]
        return max([over_readings(together), *alone])


def _owed(readings: Sequence[Reading]) -> Iterator[Owed]:
    kinds = [{(license, rule.kind) for license, rule, _ in r.answer.duties} for r in readings]
    for reading in readings:
        for license, rule, stances in reading.answer.duties:
            sure = all((license, rule.kind) in owed for owed in kinds)
            yield Owed(license, rule, "" if sure else ", ".join(sorted(stances)))


def _worlds(arrivals: Collection[Bundle]) -> Iterator[tuple[Bundle, ...]]:
    """Yield what arrives under each reading of the bases that sources disagree about.

    Nothing where they agree, nor where they disagree about more components than can be read in
    every way: then all bases together are the strict bound.
    """
    doubtful = sorted({child for bundle in arrivals for child, _ in bundle.where})
    if not 0 < len(doubtful) <= DOUBTFUL:
        return
    sources = sorted({says for bundle in arrivals for _, says in bundle.where})
    for held in product(sources, repeat=len(doubtful)):
        world = frozenset(zip(doubtful, held, strict=True))
        yield tuple(bundle for bundle in arrivals if bundle.where <= world)


def licenses(arrivals: Iterable[Bundle]) -> frozenset[str]:
    """Return the licenses of everything that arrives."""
    return frozenset(leaf.id for bundle in arrivals for leaf in upstream_leaves(bundle.readings))


def _vary(heard: Sequence[Sequence[Reading]], law: int, label: Label | None) -> list[Verdict]:
    """Vary one upstream at a time, the others held at their mildest."""
    columns = [
        [r.answer.verdict for r in readings if r.law == law and r.label == label]
        for readings in heard
    ]
    base = max((min(column) for column in columns), default=Verdict.OK)
    return [base, *(max(base, verdict) for column in columns for verdict in column)]


def by_law(
    readings: Sequence[Reading], laws: int, measure: Callable[[Answer], Verdict]
) -> list[list[Verdict]]:
    """Arrange some measure of the readings for `over_readings`."""
    return [[measure(r.answer) for r in readings if r.law == law] for law in range(laws)]


def _nothing_known(bundle: Bundle) -> Answer:
    if not bundle.counts or EVERYTHING in bundle.lifted:
        return Answer()
    says = "nothing is known of that one's license"
    return Answer((Issue("parent-unknown", Verdict.UNKNOWN, "", "license", "", says),))
