"""How far a license travels along paths of several steps (JUDGEMENT section 2), issue by issue."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.judge import Bench, laws
from licscan.model import Judged, Kind, Relation, Release
from licscan.rulebook import Rulebook
from licscan.rules_root import layered
from tests.judge.test_questions import issues
from tests.judge.worlds import BOOK, PRODUCT, world

AMLR = "LicenseRef-licscan-apple-amlr"
"""For research alone; says nothing of outputs."""
FREES_OUTPUTS = "LicenseRef-licscan-mistral-mnpl-0.1"
GPL = "GPL-3.0-only"
LLAMA_2 = "LicenseRef-scancode-llama-2-license-2023"
SOLD = Release(commercial=True)
LENIENT_DATA = (("nc-training", "lenient"), ("data-sharealike-to-weights", "lenient"))
UNPROTECTED = (("weights-protected", "lenient"),)

Steps = tuple[tuple[str, str], ...]


def follow(
    upstream: tuple[str, ...],
    steps: Steps,
    release: Release = Release(),  # noqa: B008
    stances: tuple[tuple[str, str], ...] = (),
    kind: Kind = Kind.MODEL,
) -> Judged:
    """Judge a path, from the upstream down: each step is a relation and the label behind it."""
    names = ["u", *(f"step{number}" for number in range(1, len(steps))), PRODUCT]
    lines = [
        (child, Relation(relation), parent)
        for parent, child, (relation, _) in zip(names, names[1:], steps, strict=False)
    ]
    labels = {child: (label,) for child, (_, label) in zip(names[1:], steps, strict=True)}
    bench = Bench(BOOK, laws(BOOK, "strict", stances), outbound="none")
    (judged,) = bench.judge(world({"u": upstream, **labels}, lines, release, kind))
    return judged


def of_upstream(judged: Judged) -> list[str]:
    """Return the issues that the far end of the path has, not those of the steps between."""
    return sorted(
        f"{finding.verdict} {finding.slug}: {reason.term}"
        for finding in judged.findings
        for reason in finding.reasons
        if reason.path[-1] == "u"
    )


@pytest.mark.parametrize(
    ("upstream", "steps", "release", "stances"),
    [
        pytest.param(
            (AMLR,),
            (("distilled", "MIT"), ("finetune", "MIT")),
            SOLD,
            (),
            id="outputs of a silent text, two steps away",
        ),
        pytest.param(
            (FREES_OUTPUTS,), (("generated-by", "MIT"),), SOLD, (), id="the text frees outputs"
        ),
        pytest.param(
            ("CC-BY-NC-4.0",),
            (("trained-on", "MIT"),),
            Release(),
            LENIENT_DATA,
            id="training is no use of the data, and nothing is sold",
        ),
        pytest.param(
            ("MIT", GPL),
            (("contains", "Apache-2.0"),),
            Release(),
            (),
            id="a part of which two licenses are told asks nothing of the label",
        ),
        pytest.param(
            (GPL,),
            (("finetune", GPL), ("contains", "MIT"), ("contains", "Apache-2.0")),
            Release(),
            (),
            id="the part keeps its license, whatever is around it",
        ),
        pytest.param(
            (GPL,), (("finetune", "MIT"),), Release(), UNPROTECTED, id="weights that nobody owns"
        ),
        pytest.param(
            ("NONE",), (("evaluated-on", "MIT"), ("finetune", "MIT")), SOLD, (), id="only measured"
        ),
    ],
)
def test_nothing_arrives(
    upstream: tuple[str, ...], steps: Steps, release: Release, stances: tuple[tuple[str, str], ...]
) -> None:
    assert of_upstream(follow(upstream, steps, release, stances)) == []


@pytest.mark.parametrize(
    ("upstream", "steps", "release", "stances", "expected"),
    [
        pytest.param(
            (AMLR,),
            (("generated-by", "MIT"), ("derived-from", "MIT")),
            SOLD,
            (),
            ["conflict use-not-permitted: research-only"],
            id="outputs are outputs when they are reshaped",
        ),
        pytest.param(
            (AMLR,),
            (("finetune", AMLR), ("distilled", "MIT")),
            SOLD,
            (),
            ["conflict use-not-permitted: research-only"],
            id="distilled from a derivative, and sold",
        ),
        pytest.param(
            ("CC-BY-NC-4.0",),
            (("trained-on", "MIT"),),
            SOLD,
            LENIENT_DATA,
            ["conflict use-not-permitted: noncommercial"],
            id="training is no use of the data, but it was done for money",
        ),
        pytest.param(
            (LLAMA_2,),
            (("generated-by", "MIT"), ("trained-on", "MIT")),
            Release(),
            (),
            ["conflict outputs-ban: outputs-train-ban"],
            id="outputs carry the ban on training, nothing else",
        ),
        pytest.param(
            (GPL,),
            (("finetune", "MIT"), ("contains", GPL)),
            Release(),
            (),
            ["conflict license-not-kept: outbound"],
            id="a part under the wrong license, whatever is around it",
        ),
        pytest.param(
            ("CC-BY-ND-3.0",),
            (("finetune", "CC-BY-ND-3.0"), ("finetune", "MIT")),
            Release(),
            (),
            ["conflict act-not-permitted: modify"],
            id="what may not be made may not be made further",
        ),
        pytest.param(
            ("CC-BY-SA-4.0",),
            (("trained-on", "CC-BY-SA-4.0"), ("finetune", "MIT")),
            Release(),
            (),
            ["conflict license-not-kept: outbound"],
            id="share-alike of data, through a model that kept it",
        ),
        pytest.param(
            (LLAMA_2,),
            (("finetune", LLAMA_2), ("merge", LLAMA_2), ("adapter", "MIT")),
            Release(),
            UNPROTECTED,
            [
                "conflict over-grant: acceptable-use",
                "conflict over-grant: military",
                "conflict over-grant: outbound",
                "conflict over-grant: users-above",
            ],
            id="a contract binds whether or not weights are protected",
        ),
    ],
)
def test_arrives(
    upstream: tuple[str, ...],
    steps: Steps,
    release: Release,
    stances: tuple[tuple[str, str], ...],
    expected: list[str],
) -> None:
    assert of_upstream(follow(upstream, steps, release, stances)) == expected


def test_weights_that_are_protected_or_not_are_an_open_question_where_one_asks() -> None:
    stances = [("weights-protected", "both")]
    bench = Bench(BOOK, laws(BOOK, "balanced", stances), outbound="none")
    licenses = {"u": (GPL,), PRODUCT: ("MIT",)}
    (judged,) = bench.judge(world(licenses, [(PRODUCT, Relation.FINETUNE, "u")]))
    assert str(judged.verdict) == "review"
    assert {r.stance for f in judged.findings for r in f.reasons} == {"weights-protected"}


def test_whether_a_ban_binds_who_received_the_outputs_is_open() -> None:
    bench = Bench(BOOK, laws(BOOK), outbound="none")
    lines = [("data", Relation.GENERATED_BY, "u"), (PRODUCT, Relation.TRAINED_ON, "data")]
    licenses = {"u": (LLAMA_2,), "data": ("MIT",), PRODUCT: ("MIT",)}
    (judged,) = bench.judge(world(licenses, lines))
    stances = {r.stance for f in judged.findings for r in f.reasons}
    assert (str(judged.verdict), stances) == ("review", {"outputs-ban-reach"})


def test_what_only_some_terms_reach_was_changed_all_the_same() -> None:
    """The open question of notices spares none of them where it is answered with yes."""
    stances = (("nc-training", "lenient"),)
    judged = follow(("CC-BY-NC-4.0",), (("trained-on", "MIT"),), stances=stances)
    assert {duty.kind for duty in judged.duties} >= {"attribution", "state-changes"}


def test_data_is_no_weights() -> None:
    unowned = follow((GPL,), (("merge", "MIT"),), stances=UNPROTECTED, kind=Kind.DATASET)
    assert of_upstream(unowned) == ["conflict license-not-kept: outbound"]


def test_a_relation_that_nobody_read(tmp_path: Path) -> None:
    """A company's own file may leave a cell open; open is not free."""
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "LicenseRef-house.toml").write_text(
        """schema = "licscan-license/1"
id = "LicenseRef-house"
name = "House license"
extends = "MIT"

[verified]
how = "memory"
on = "2026-11-25"

[reach]
finetune = "unknown"
"""
    )
    with layered([tmp_path]):
        book = Rulebook()
        bench = Bench(book, laws(book), outbound="none")
        licenses = {"u": ("LicenseRef-house",), PRODUCT: ("MIT",)}
        (judged,) = bench.judge(world(licenses, [(PRODUCT, Relation.FINETUNE, "u")]))
    assert issues(judged) == ["unknown unknown-license: reach"]
