"""Edges to a graph: parents first, circles cut and told."""

from __future__ import annotations

import itertools
import random

import pytest

from licscan.lineage import lineage
from licscan.model import ComponentId, Edge, Relation, Span


def edge(child: str, parent: str) -> Edge:
    return Edge(ComponentId(child), ComponentId(parent), Relation.FINETUNE, Span("README.md"))


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([], id="nothing"),
        pytest.param([("a", "b"), ("b", "c")], id="chain"),
        pytest.param([("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")], id="diamond"),
    ],
)
def test_no_cycle_is_seen_where_there_is_none(pairs: list[tuple[str, str]]) -> None:
    names = [ComponentId(name) for name in "abcd"]
    graph = lineage(names, [edge(*pair) for pair in pairs])
    assert graph.cut == ()
    place = {name: number for number, name in enumerate(graph.order)}
    assert all(place[e.parent] < place[e.child] for e in graph.edges)


@pytest.mark.parametrize(
    "pairs",
    [
        pytest.param([("a", "a")], id="itself"),
        pytest.param([("a", "b"), ("b", "a")], id="two"),
        pytest.param([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")], id="three"),
    ],
)
def test_a_cycle_is_cut_once(pairs: list[tuple[str, str]]) -> None:
    names = [ComponentId(name) for name in "abcd"]
    graph = lineage(names, [edge(*pair) for pair in pairs])
    assert len(graph.cut) == 1
    assert len(graph.edges) + len(graph.cut) == len(pairs)


def test_a_chain_longer_than_the_stack() -> None:
    names = [ComponentId(f"m{number:06}") for number in range(50_000)]
    graph = lineage(names, [edge(a, b) for a, b in itertools.pairwise(names)])
    assert graph.order[0] == names[-1]


def test_order_of_input_changes_nothing() -> None:
    edges = [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("a", "d")]
    names = [ComponentId(name) for name in "abcd"]
    expected = lineage(names, edges)
    for seed in range(20):
        shuffled = random.Random(seed).sample(edges, len(edges))
        assert lineage(reversed(names), shuffled) == expected
