"""The court: judges bundles against labels, and remembers what it heard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from licscan.judge import wording
from licscan.judge.answer import Asking, answer
from licscan.judge.flow import Bundle, upstream_leaves
from licscan.judge.issue import EVERYTHING, Answer, Issue, Setting
from licscan.judge.law import Law
from licscan.judge.offer import Label
from licscan.judge.readings import Heard, Owed, Reading, over_readings, summed_up, vary
from licscan.model import Kind, Option, Release, Verdict
from licscan.rulebook import Rulebook

REMEMBERED = 16_384
"""Cases whose answer is kept; a hub of many lineages has more, most of them met once."""
DOUBTFUL = 4
"""Components with different bases, of which every combination is judged; of more, all at once."""


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
        self._heard: dict[_Key, Heard] = {}
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
        return self.heard(bundle, labels, setting).readings

    def heard(self, bundle: Bundle, labels: Sequence[Label | None], setting: Setting) -> Heard:
        """Return every reading of one bundle, and what follows from them."""
        key = self._key(bundle, labels, setting)
        if key not in self._heard:
            narrowed = setting._replace(upstream_licenses=key.named)
            readings = tuple(
                reading
                for label in labels
                for law in range(len(self.laws))
                for reading in self._alternatives(bundle, label, law, narrowed)
            )
            self._heard[key] = summed_up(readings, labels, len(self.laws))
        return self._heard[key]

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
        heard = [self.heard(bundle, labels, setting) for bundle in arrivals]
        together = [
            [verdict for label in range(len(labels)) for verdict in vary(heard, law, label)]
            for law in range(len(self.laws))
        ]
        return max([over_readings(together), *(one.verdict for one in heard)])


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


def _nothing_known(bundle: Bundle) -> Answer:
    if not bundle.counts or EVERYTHING in bundle.lifted:
        return Answer()
    says = "nothing is known of that one's license"
    return Answer((Issue("parent-unknown", Verdict.UNKNOWN, "", "license", "", says),))
