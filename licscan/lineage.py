"""Edges become a graph: who is made from whom, in an order in which parents come first.

Cycles occur in the wild; they are cut at one edge and told (LIC404).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from licscan.model import ComponentId, Edge


class Lineage(NamedTuple):
    """A lineage without cycles."""

    edges: tuple[Edge, ...]
    parents: Mapping[ComponentId, tuple[Edge, ...]]
    order: tuple[ComponentId, ...]
    """Parents before children."""
    cut: tuple[Edge, ...]
    """Edges that would have closed a cycle."""


def lineage(components: Iterable[ComponentId], edges: Iterable[Edge]) -> Lineage:
    """Build the graph of these components and edges; the order of the input does not matter."""
    wanted = sorted(set(edges))
    outgoing: dict[ComponentId, list[Edge]] = {}
    for edge in wanted:
        outgoing.setdefault(edge.child, []).append(edge)
    order, cut = _sort(sorted(components), outgoing)
    kept = tuple(edge for edge in wanted if edge not in cut)
    parents: dict[ComponentId, list[Edge]] = {}
    for edge in kept:
        parents.setdefault(edge.child, []).append(edge)
    frozen = {child: tuple(found) for child, found in parents.items()}
    return Lineage(kept, frozen, tuple(order), tuple(sorted(cut)))


def _sort(
    components: Sequence[ComponentId], outgoing: Mapping[ComponentId, Sequence[Edge]]
) -> tuple[list[ComponentId], set[Edge]]:
    """Depth-first without recursion: a hub's chains are longer than Python's stack."""
    order: list[ComponentId] = []
    cut: set[Edge] = set()
    open_, done = set[ComponentId](), set[ComponentId]()
    for start in components:
        if start in done:
            continue
        open_.add(start)
        stack = [(start, iter(outgoing.get(start, ())))]
        while stack:
            node, rest = stack[-1]
            edge = next(rest, None)
            if edge is None:
                stack.pop()
                open_.discard(node)
                done.add(node)
                order.append(node)
            elif edge.parent in open_:
                cut.add(edge)
            elif edge.parent not in done:
                open_.add(edge.parent)
                stack.append((edge.parent, iter(outgoing.get(edge.parent, ()))))
    return order, cut
