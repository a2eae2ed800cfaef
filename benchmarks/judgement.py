"""Measure the judgement on random lineages of growing size: its time should grow with the edges.

Each component has three parents in the generation before. Licenses and relations are drawn from a
fixed seed; every component is judged, findings worded. Time is that of the processor.
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
GENERATIONS = 4
"""Parents are drawn from the generation before, so that what there is to say of a component does
not grow with the hub; only then is the time for an edge a measure of the judgement."""
LICENSES = 12
RELATIONS = (Relation.FINETUNE, Relation.MERGE, Relation.QUANTIZED, Relation.ADAPTER)


def world(size: int, book: Rulebook) -> World:
    """Build a random lineage of `size` components."""
    chance = random.Random(size)
    ids = [license.id for license in book.licenses() if "model" in license.applies_to][:LICENSES]
    names = [ComponentId(f"m{number:07}") for number in range(size)]
    components = {name: Component(name, Kind.MODEL, local=True) for name in names}
    layer = max(PARENTS, size // GENERATIONS)
    edges = [
        Edge(names[child], names[parent], chance.choice(RELATIONS), Span("hub"))
        for child in range(layer, size)
        for parent in {_before(child, layer, chance) for _ in range(PARENTS)}
    ]
    resolutions = {n: Resolution(n, (Expression(chance.choice(ids)),)) for n in names}
    graph = lineage(names, edges)
    releases = dict.fromkeys(names, Release())
    return World(components, resolutions, graph.parents, graph.order, releases)


def _before(child: int, layer: int, chance: random.Random) -> int:
    """Draw a parent from the generation before."""
    first = (child // layer - 1) * layer
    return first + chance.randrange(layer)


def main() -> int:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    book = Rulebook()
    print(
        f"{'components':>11} {'edges':>9} {'seconds':>9} {'us an edge':>11} {'findings':>9} "
        f"{'MB at most':>11}"
    )
    for size in options.sizes:
        prepared = world(size, book)
        edges = sum(map(len, prepared.parents.values()))
        begin = time.process_time()
        bench = Bench(book, laws(book), outbound="none")
        judged = findings = 0
        for one in bench.judge(prepared):
            judged += 1
            findings += len(one.findings)
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = seconds / edges * 1e6
        print(f"{judged:>11,} {edges:>9,} {seconds:>9.2f} {each:>11.1f} {findings:>9,} {peak:>11,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
