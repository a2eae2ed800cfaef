"""The judgement: may this be released, under which license, and what must go with it?

One file a question; the semantics are in `docs/the-judgement.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.errors import LicscanError
from licscan.judge.court import Court
from licscan.judge.flow import Flow, Subject
from licscan.judge.hearing import Hearing
from licscan.judge.holds import concerns, expired, in_force, owned
from licscan.judge.law import Law, laws
from licscan.judge.opinion import Opinions
from licscan.judge.reach import Reach
from licscan.judge.world import World
from licscan.model import Component, Judged, Verdict
from licscan.rulebook import Rulebook

__all__ = ["Bench", "Law", "World", "concerns", "expired", "in_force", "laws", "owned"]


class Bench:
    """Judges worlds by one rulebook and one set of laws; its memory is shared between them."""

    def __init__(
        self,
        rulebook: Rulebook,
        laws: tuple[Law, ...],
        *,
        outbound: str = "conflicts",
        argue: bool = False,
    ) -> None:
        """Take the rules and the readings; `outbound` says for what ways out are
        sought, `argue` whether each judgement is argued step by step."""
        counts = {relation: rule.counts for relation, rule in rulebook.relations.items()}
        self.rulebook = rulebook
        self.laws = laws
        self.outbound = outbound
        self.argue = argue
        self.flow = Flow(Reach(rulebook), laws, counts)
        self.court = Court(rulebook, laws)
        self.opinions = Opinions(self.court)

    def judge(self, world: World) -> Iterator[Judged]:
        """Yield the answer for every component that has a release, in the world's order."""
        subjects = {
            name: Subject(
                name,
                component.kind,
                world.readings(name),
                name in world.owned,
                world.lifted(name),
            )
            for name, component in world.components.items()
        }
        heard = [world.components[name] for name in world.order if name in world.releases]
        try:
            arrived = self.flow.arrivals(subjects, world.order, world.parents)
        except LicscanError:
            raise
        except Exception as error:
            yield from (self._undecided(component, error) for component in heard)
            return
        for component in heard:
            yield self._judged(
                Hearing(
                    self.court,
                    self.opinions,
                    self.flow,
                    world,
                    subjects,
                    arrived,
                    component,
                    self.argue,
                )
            )

    def _judged(self, hearing: Hearing) -> Judged:
        try:
            return hearing.judged(self.outbound)
        except LicscanError:
            raise
        except Exception as error:
            return self._undecided(hearing.component, error)

    def _undecided(self, component: Component, error: Exception) -> Judged:
        """A component on which the judgement itself fails is unknown, and costs no other."""
        from licscan.mishap import undecided

        code = self.rulebook.finding_codes["gap"]
        found = undecided(code, component.id, component.span, "judgement", error)
        return Judged(component.id, Verdict.UNKNOWN, (found,))
