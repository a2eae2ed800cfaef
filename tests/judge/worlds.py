"""Small worlds for the judgement, built from tuples, and random ones over the real rulebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from licscan.judge import Bench, World, laws
from licscan.lineage import lineage
from licscan.model import (
    NONE,
    Component,
    ComponentId,
    Edge,
    Expression,
    Judged,
    Kind,
    Relation,
    Release,
    Resolution,
    Span,
)
from licscan.rulebook import Rulebook

BOOK = Rulebook()
PRODUCT = ComponentId("product")
Licenses = Mapping[str, tuple[str, ...]]
Lines = Sequence[tuple[str, Relation, str]]
BENCHES = {
    profile: Bench(BOOK, laws(BOOK, profile), outbound="none")
    for profile in ("strict", "balanced", "lenient")
}


def world(
    licenses: Licenses, lines: Lines, release: Release | None = None, kind: Kind = Kind.MODEL
) -> World:
    """Build a world whose product is `product`; datasets are the parents that are trained on."""
    data = {p for _, relation, p in lines if relation is Relation.TRAINED_ON}
    names = [ComponentId(name) for name in (*licenses, PRODUCT)]
    components = {
        n: Component(n, Kind.DATASET if n in data else kind, n, span=Span("plan")) for n in names
    }
    edges = [Edge(ComponentId(c), ComponentId(p), r, Span("plan")) for c, r, p in lines]
    graph = lineage(components, edges)
    resolutions = {
        ComponentId(n): Resolution(ComponentId(n), tuple(map(Expression, readings)))
        for n, readings in licenses.items()
    }
    releases = {PRODUCT: release or Release()}
    return World(components, resolutions, graph.parents, graph.order, releases)


def judged(
    licenses: Licenses,
    lines: Lines,
    profile: str = "balanced",
    release: Release | None = None,
) -> Judged:
    """Judge a small world."""
    (answer,) = BENCHES[profile].judge(world(licenses, lines, release))
    return answer


KNOWN = [name for name in BOOK.license_ids() if name != NONE]
MAKING = [relation for relation, rule in BOOK.relations.items() if rule.making]

license_ids = st.sampled_from(KNOWN)
labels = st.sampled_from([*KNOWN, NONE])
relations = st.sampled_from(list(Relation))
releases = st.builds(
    Release,
    acts=st.sampled_from([("use",), ("distribute",), ("host",), ("distribute", "host")]),
    commercial=st.sampled_from([None, True, False]),
    users=st.sampled_from([None, 10, 10**9]),
    revenue_usd=st.sampled_from([None, 10, 10**9]),
    territories=st.sampled_from([(), ("EU",), ("US",), ("FR", "KR")]),
)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, Relation, str]]]:
    """Draw up to five upstreams in any acyclic shape above the product."""
    count = draw(st.integers(1, 5))
    names = [f"u{number}" for number in range(count)]
    reading = st.lists(license_ids, min_size=1, max_size=2, unique=True).map(tuple)
    licenses = {name: draw(reading) for name in names}
    lines = []
    for number, name in enumerate(names):
        children = [*names[:number], PRODUCT]
        chosen = draw(st.lists(st.sampled_from(children), min_size=1, max_size=2, unique=True))
        lines += [(child, draw(relations), name) for child in chosen]
    return licenses, lines
