"""What must hold for every lineage over the real rulebook (JUDGEMENT section 10)."""

from __future__ import annotations

import os
import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from licscan.judge import Bench, laws
from licscan.model import NONE, Release
from tests.judge.worlds import BOOK, PRODUCT, graphs, judged, labels, license_ids, relations, world
from tests.judge.worlds import releases as any_release

EXAMPLES = int(os.environ.get("LICSCAN_EXAMPLES", "400"))
"""Random lineages for each property; `make properties` asks for thousands."""

MANY = settings(max_examples=EXAMPLES, deadline=None)
Graph = tuple[dict[str, tuple[str, ...]], list[tuple[str, object, str]]]


def _without_combine(label: str) -> bool:
    return not any(how in ("combine", "beside") for name in [label] for how in _ways_into(name))


def _ways_into(label: str) -> list[str]:
    return [
        how
        for license in BOOK.licenses()
        for name, how in license.outbound.compatible
        if name == label
    ]


@MANY
@given(graphs(), labels, any_release, license_ids, relations)
def test_one_parent_more_never_makes_it_milder(graph, label, release, more, relation) -> None:
    assume(_without_combine(label))
    licenses, lines = graph
    before = judged({**licenses, PRODUCT: (label,)}, lines, release=release)
    after = judged(
        {**licenses, "more": (more,), PRODUCT: (label,)},
        [*lines, (PRODUCT, relation, "more")],
        release=release,
    )
    assert after.verdict >= before.verdict


@MANY
@given(graphs(), labels, any_release)
def test_profiles_are_ordered(graph, label, release) -> None:
    licenses, lines = graph
    known = {**licenses, PRODUCT: (label,)}
    lenient, balanced, strict = (
        judged(known, lines, profile, release).verdict
        for profile in ("lenient", "balanced", "strict")
    )
    assert lenient <= balanced <= strict


@MANY
@given(graphs(), labels, any_release, st.randoms())
def test_order_of_input_changes_nothing(graph, label, release, chance: random.Random) -> None:
    licenses, lines = graph
    known = {**licenses, PRODUCT: (label,)}
    shuffled = list(lines)
    chance.shuffle(shuffled)
    backwards = dict(reversed(known.items()))
    assert judged(known, lines, release=release) == judged(backwards, shuffled, release=release)


@MANY
@given(graphs(), labels, any_release, license_ids)
def test_a_label_in_the_middle_changes_nothing_else(graph, label, release, other) -> None:
    """Relabel an intermediate: what is upstream of it reaches the product all the same."""
    licenses, lines = graph
    middles = sorted({child for child, _, _ in lines if child != PRODUCT})
    assume(middles and not any(relation.value == "contains" for _, relation, _ in lines))
    changed = {**licenses, middles[0]: (other,), PRODUCT: (label,)}
    findings = [
        {
            (reason.path[-1], f.slug, f.verdict)
            for f in answer.findings
            for reason in f.reasons
            if reason.path[-1] != middles[0]
        }
        for answer in (
            judged({**licenses, PRODUCT: (label,)}, lines, "strict", release),
            judged(changed, lines, "strict", release),
        )
    ]
    assume(_without_combine(label))
    assert findings[0] == findings[1]


@settings(max_examples=max(60, EXAMPLES // 4), deadline=None)
@given(graphs(), any_release)
def test_each_option_is_what_it_promised(graph, release: Release) -> None:
    licenses, lines = graph
    released = release._replace(acts=("distribute",))
    bench = Bench(BOOK, laws(BOOK), outbound="all")
    (answer,) = bench.judge(world({**licenses, PRODUCT: (NONE,)}, lines, released))
    for option in answer.options[:8]:
        again = judged({**licenses, PRODUCT: (option.expression,)}, lines, release=released)
        assert again.verdict == option.verdict


@settings(max_examples=max(60, EXAMPLES // 4), deadline=None)
@given(graphs(), labels, any_release)
def test_each_repair_is_what_it_promised(graph, label, release: Release) -> None:
    licenses, lines = graph
    known = {**licenses, PRODUCT: (label,)}
    bench = Bench(BOOK, laws(BOOK))
    (answer,) = bench.judge(world(known, lines, release))
    for repair in answer.repairs:
        left = [line for line in lines if line[0] != PRODUCT or line[2] not in repair.drop]
        carried = {**known, PRODUCT: (repair.expression or label,)}
        after = judged(carried, left, release=repair.release or release)
        assert after.verdict == repair.verdict
