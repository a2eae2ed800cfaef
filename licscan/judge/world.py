"""What is put before the judgement: components, their licenses, and how they came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Expression,
    Hold,
    Release,
    Resolution,
)


class World(NamedTuple):
    """A lineage without cycles, and what is known of each component in it."""

    components: Mapping[ComponentId, Component]
    resolutions: Mapping[ComponentId, Resolution]
    parents: Mapping[ComponentId, Sequence[Edge]]
    order: Sequence[ComponentId]
    """Parents before children."""
    releases: Mapping[ComponentId, Release]
    """The release profile of each component that is judged; others are judged only as parents."""
    asking: frozenset[ComponentId] = frozenset()
    """Components for which a plan asks which licenses are possible."""
    owned: frozenset[ComponentId] = frozenset()
    """Works of one's own owners: what they ask of others binds nobody here."""
    holds: Mapping[ComponentId, tuple[Hold, ...]] = MappingProxyType({})
    """Licenses that were obtained for a component, in force."""

    def lifted(self, component: ComponentId) -> frozenset[str]:
        """Return the terms that obtained licenses lift."""
        return frozenset(term for hold in self.holds.get(component, ()) for term in hold.lifts)

    def readings(self, component: ComponentId) -> tuple[Expression, ...]:
        """Return what a component may be offered under; empty where nothing is known."""
        found = self.resolutions.get(component)
        return found.readings if found else ()
