"""The propagation: what of every upstream arrives at every component, in one pass over the edges.

Upstreams of the same license in the same state travel together (JUDGEMENT section 8), so the work
is linear in edges; each bundle keeps some witnesses, from which paths are read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from licscan.expressions import Leaf, leaves, parse
from licscan.judge.law import Law
from licscan.judge.reach import OWN, Reach, State, Step
from licscan.model import NOASSERTION, ComponentId, Edge, Expression, Kind, Relation

WITNESSES = 16
"""Upstreams of one license and state that are kept by name; more are counted, not named."""

StateTable = tuple[tuple[State, ...], ...]
"""For each law, the state of each leaf."""


class Bundle:
    """Upstreams that share their licenses and the states these are in.

    A bundle is a key wherever something is remembered; its hash is worked out once.
    """

    __slots__ = ("_hash", "counts", "lifted", "readings", "routes", "where")

    def __init__(
        self,
        readings: tuple[Expression, ...],
        routes: tuple[StateTable, ...],
        counts: bool = True,
        lifted: frozenset[str] = frozenset(),
        where: frozenset[tuple[ComponentId, str]] = frozenset(),
    ) -> None:
        self.readings = readings
        """Of the upstream; empty where nothing is known of it."""
        self.routes = routes
        """One table, or several where the sources disagree about a relation on the way."""
        self.counts = counts
        """Whether an unknown license here counts."""
        self.lifted = lifted
        """Terms that a license obtained from the licensor lifts; `all` for every one."""
        self.where = where
        """It arrives only where, of each of these components, this source names the true base."""
        self._hash = hash(self._told())

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bundle) and self._told() == other._told()

    def _told(self) -> tuple[object, ...]:
        return (self.readings, self.routes, self.counts, self.lifted, self.where)


class Witness(NamedTuple):
    """One upstream of a bundle and the next hop towards it."""

    upstream: ComponentId
    edge: Edge
    behind: Bundle | None
    """The bundle it is in at the next hop; None where the next hop is the upstream itself."""


Arrivals = dict[Bundle, tuple[Witness, ...]]


class Subject(NamedTuple):
    """A component as the judgement sees it."""

    id: ComponentId
    kind: Kind
    readings: tuple[Expression, ...]
    """Empty where nothing is known."""
    owned: bool = False
    """Whether it is a work of one's own owners, whose license asks nothing of them."""
    lifted: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def upstream_leaves(readings: tuple[Expression, ...]) -> tuple[Leaf, ...]:
    """Return the distinct licenses of all readings, in order."""
    found: dict[Leaf, None] = {}
    for reading in readings:
        if reading != NOASSERTION:
            found |= dict.fromkeys(leaves(parse(reading)))
    return tuple(found)


class Flow:
    """Carries bundles over edges; one instance serves a whole hub."""

    def __init__(
        self, reach: Reach, laws: tuple[Law, ...], counts: Mapping[Relation, bool]
    ) -> None:
        self.reach = reach
        self.laws = laws
        self.counts = counts
        self._memo: dict[tuple[object, ...], Bundle | None] = {}
        self._own: dict[tuple[object, ...], Bundle] = {}
        self._met: dict[Bundle, Bundle] = {}
        """Equal bundles are one object, so that comparing them costs nothing."""

    def arrivals(
        self,
        subjects: Mapping[ComponentId, Subject],
        order: Sequence[ComponentId],
        parents: Mapping[ComponentId, Sequence[Edge]],
    ) -> dict[ComponentId, Arrivals]:
        """Return what arrives at each component; `order` has parents before children."""
        arrived: dict[ComponentId, Arrivals] = {}
        for component in order:
            found: dict[Bundle, dict[ComponentId, Witness]] = {}
            for edge in parents.get(component, ()):
                self.over(edge, subjects[edge.parent], arrived[edge.parent], found)
            arrived[component] = {
                bundle: tuple(list(named.values())[:WITNESSES]) for bundle, named in found.items()
            }
        return arrived

    def over(
        self,
        edge: Edge,
        parent: Subject,
        behind: Arrivals,
        found: dict[Bundle, dict[ComponentId, Witness]],
    ) -> None:
        """Add to `found` what one edge brings: the parent itself, and all that arrived there."""
        own = None if parent.owned else self.step(self.own(parent), edge, parent, parent.kind)
        if own:
            found.setdefault(own, {}).setdefault(parent.id, Witness(parent.id, edge, None))
        for bundle, witnesses in behind.items():
            after = self.step(bundle, edge, parent, parent.kind)
            if after is None:
                continue
            named = found.setdefault(after, {})
            for witness in witnesses:
                if len(named) < WITNESSES:
                    named.setdefault(witness.upstream, Witness(witness.upstream, edge, bundle))

    def own(self, subject: Subject) -> Bundle:
        """Return the bundle in which a component is its own and only member."""
        key = (subject.readings, subject.lifted)
        if key not in self._own:
            states = tuple(OWN for _ in upstream_leaves(subject.readings))
            routes = (tuple(states for _ in self.laws),)
            self._own[key] = Bundle(subject.readings, routes, lifted=subject.lifted)
        return self._own[key]

    def step(self, bundle: Bundle, edge: Edge, parent: Subject, kind: Kind) -> Bundle | None:
        """Return the bundle behind one more edge, None where nothing of it is left."""
        relations = edge.readings or (edge.relation,)
        labels = parent.readings if edge.relation is Relation.CONTAINS else ()
        if edge.says:
            where = bundle.where | {(edge.child, edge.says)}
            bundle = Bundle(bundle.readings, bundle.routes, bundle.counts, bundle.lifted, where)
        key = (bundle, relations, kind, labels, edge.installed)
        if key not in self._memo:
            found = self._step(bundle, relations, kind, labels, edge.installed)
            self._memo[key] = found and self._met.setdefault(found, found)
        return self._memo[key]

    def _step(
        self,
        bundle: Bundle,
        relations: tuple[Relation, ...],
        kind: Kind,
        labels: tuple[Expression, ...],
        installed: bool,
    ) -> Bundle | None:
        counts = bundle.counts and any(self.counts[relation] for relation in relations)
        leaves_ = upstream_leaves(bundle.readings)
        tables: dict[StateTable, None] = {}
        for route in bundle.routes:
            for relation in relations:
                step = Step(relation, kind, labels, installed)
                tables[
                    tuple(
                        tuple(
                            self.reach.step(leaf, state, step, law)
                            for leaf, state in zip(leaves_, states, strict=True)
                        )
                        for law, states in zip(self.laws, route, strict=True)
                    )
                ] = None
        unknown = not bundle.readings or NOASSERTION in bundle.readings
        if _nothing_left(tables) and not (unknown and counts):
            return None
        return Bundle(bundle.readings, tuple(tables), counts, bundle.lifted, bundle.where)


def _nothing_left(tables: Mapping[StateTable, None]) -> bool:
    return all(state.word == "none" for table in tables for row in table for state in row)


def path_of(
    arrived: Mapping[ComponentId, Arrivals],
    component: ComponentId,
    bundle: Bundle,
    upstream: ComponentId,
) -> tuple[Edge, ...]:
    """Return one route from a component to an upstream, as edges, nearest first."""
    edges: list[Edge] = []
    behind: Bundle | None = bundle
    while behind is not None:
        for witness in arrived[component][behind]:
            if witness.upstream == upstream:
                break
        edges.append(witness.edge)
        component, behind = witness.edge.parent, witness.behind
    return tuple(edges)
