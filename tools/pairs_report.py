"""List where an authority's decision on a pair and the terms alone disagree, each with its reason.

Every decided pair is judged twice as a fine-tune of the one under the other: by the terms alone,
and with the authority's word beside them.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

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
    Verdict,
)
from licscan.rulebook import Matrix, Rulebook


class Decided(NamedTuple):
    """One pair that an authority decided, and what the judgement says of it."""

    matrix: Matrix
    outgoing: str
    incoming: str
    yes: bool
    terms: Verdict
    """By the terms alone."""
    verdict: Verdict
    """With the authority heard."""

    @property
    def milder(self) -> bool:
        """Whether the verdict is milder than the authority's No."""
        return not self.yes and self.verdict is not Verdict.CONFLICT

    @property
    def disagrees(self) -> bool:
        """Whether the terms alone say the opposite."""
        return self.yes is (self.terms is Verdict.CONFLICT)

    @property
    def why(self) -> str:
        """The explanation that stands in the authority's file; empty where there is none."""
        return self.matrix.explained.get((self.incoming, self.yes), "")


class _TermsAlone(Rulebook):
    matrices = ()


def decided() -> Iterator[Decided]:
    """Yield every decided pair of licenses that the rulebook has."""
    book, bare = Rulebook(), _TermsAlone()
    heard = Bench(book, laws(book), outbound="none")
    alone = Bench(bare, laws(bare), outbound="none")
    for matrix in book.matrices:
        named = {name for pair in matrix.yes | matrix.no for name in pair} | matrix.licenses
        known = [name for name in sorted(named) if book.license(name)]
        for outgoing in known:
            for incoming in known:
                yes = matrix.decides(outgoing, incoming)
                if yes is not None:
                    world = _world(outgoing, incoming)
                    (terms,), (whole,) = alone.judge(world), heard.judge(world)
                    yield Decided(matrix, outgoing, incoming, yes, terms.verdict, whole.verdict)


def _world(outgoing: str, incoming: str) -> World:
    product, parent = ComponentId("product"), ComponentId("parent")
    names = {product: outgoing, parent: incoming}
    components = {name: Component(name, Kind.MODEL) for name in names}
    graph = lineage(components, [Edge(product, parent, Relation.FINETUNE, Span("pair"))])
    resolutions = {name: Resolution(name, (Expression(word),)) for name, word in names.items()}
    return World(components, resolutions, graph.parents, graph.order, {product: Release()})


def main() -> int:
    rows = list(decided())
    counts = Counter((row.matrix.authority, row.yes, row.disagrees) for row in rows)
    for (authority, yes, disagrees), count in sorted(counts.items()):
        word = "disagree" if disagrees else "agree"
        print(f"{authority}: {count} decided {'yes' if yes else 'no'}, the terms {word}")
    groups: dict[tuple[str, str, bool, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.disagrees:
            groups[row.matrix.authority, row.incoming, row.yes, row.why].append(row.outgoing)
    for (authority, incoming, yes, why), outgoing in sorted(groups.items()):
        said = "yes, the terms no (judged unknown)" if yes else "no, the terms yes (the No stands)"
        print(f"\n{authority}: {incoming} into {len(outgoing)} licenses: {said}")
        print(f"  {', '.join(outgoing)}")
        print(f"  {why or 'NOT EXPLAINED'}")
    milder = [row for row in rows if row.milder]
    print(f"\nverdicts milder than an authority's: {len(milder)}")
    return 1 if milder or any(row.disagrees and not row.why for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
