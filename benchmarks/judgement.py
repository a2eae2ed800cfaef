"""Measure the judgement on random lineages of growing size: its time should grow with the edges.

Each component has three parents, as in a hub: few generations and many children. Licenses and
relations are drawn from a fixed seed; every component is judged, findings worded.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time

from licscan.judge import Bench, World, laws
from licscan.lineage import lineage
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Expression,
    Kind,
    Relation,
    Release,
    Resolution,
    Span,
)
from licscan.rulebook import Rulebook

PARENTS = 3
NEAR = 8
"""Parents are among the first eighth of those before: few generations, many children."""
LICENSES = 12
RELATIONS = (Relation.FINETUNE, Relation.MERGE, Relation.QUANTIZED, Relation.ADAPTER)


def world(size: int, book: Rulebook) -> World:
    """Build a random lineage of `size` components."""
    chance = random.Random(size)
    ids = [license.id for license in book.licenses() if "model" in license.applies_to][:LICENSES]
    names = [ComponentId(f"m{number:07}") for number in range(size)]
    components = {name: Component(name, Kind.MODEL, local=True) for name in names}
    edges = [
        Edge(names[child], names[parent], chance.choice(RELATIONS), Span("hub"))
        for child in range(1, size)
        for parent in {chance.randrange(max(1, child // NEAR)) for _ in range(PARENTS)}
    ]
    resolutions = {n: Resolution(n, (Expression(chance.choice(ids)),)) for n in names}
    graph = lineage(names, edges)
    releases = dict.fromkeys(names, Release())
    return World(components, resolutions, graph.parents, graph.order, releases)


def main() -> int:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    book = Rulebook()
    print(f"{'components':>11} {'edges':>9} {'seconds':>9} {'us an edge':>11} {'MB at most':>11}")
    for size in options.sizes:
        prepared = world(size, book)
        edges = sum(map(len, prepared.parents.values()))
        begin = time.process_time()
        bench = Bench(book, laws(book), outbound="none")
        judged = sum(1 for _ in bench.judge(prepared))
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = seconds / edges * 1e6
        print(f"{judged:>11,} {edges:>9,} {seconds:>9.2f} {each:>11.1f} {peak:>11,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
