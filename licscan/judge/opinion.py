"""What is said of a case before it is worded for one component.

It names no component and no path, so that all of a hub to whom the same arrives share it
(JUDGEMENT section 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from licscan.judge.court import REMEMBERED, Court
from licscan.judge.flow import Arrivals, Bundle
from licscan.judge.issue import Setting
from licscan.judge.offer import Label
from licscan.judge.readings import Heard, Objection, Owed
from licscan.model import Verdict


class Opinion(NamedTuple):
    """The answers to a case."""

    objections: tuple[tuple[Bundle, Objection], ...]
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
        heard = {bundle: self._court.heard(bundle, labels, setting) for bundle in arrivals}
        told = {condition for one in heard.values() for condition in one.conditions}
        whole = self._court.verdict(arrivals, labels, setting)
        return Opinion(tuple(_objections(heard, whole)), tuple(_duties(heard)), tuple(sorted(told)))


def _objections(
    heard: Mapping[Bundle, Heard], whole: Verdict
) -> Iterator[tuple[Bundle, Objection]]:
    """Yield what stands against each bundle; where it may not arrive, no more than of the whole."""
    for bundle, one in heard.items():
        for found in one.objections:
            mild = bool(bundle.where) and whole < found.verdict
            yield bundle, found._replace(verdict=whole) if mild else found


def _duties(heard: Mapping[Bundle, Heard]) -> Iterable[tuple[Owed, Bundle]]:
    told: dict[tuple[str, str], tuple[Owed, Bundle]] = {}
    for bundle, one in heard.items():
        for duty in one.owed:
            key = (duty.license, duty.rule.kind)
            if key not in told or (told[key][0].stance and not duty.stance):
                told[key] = (duty, bundle)
    return told.values()
