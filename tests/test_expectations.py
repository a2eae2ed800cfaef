"""The comparison of reports with expectations notices what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Duty,
    Edge,
    Evidence,
    Expression,
    Finding,
    Judged,
    Kind,
    Reason,
    Relation,
    Report,
    Resolution,
    Span,
    Verdict,
)
from tests.expectations import differences

ROOT = ComponentId(".")
PARENT = ComponentId("pkg:huggingface/acme/base@1a2b3c4")
CARD = Span("README.md", 3)
MIT = Expression("MIT")
REPORT = Report(
    target="tree",
    rules_digest="0",
    verdict=Verdict.CONFLICT,
    components=(Component(ROOT, Kind.MODEL, span=CARD),),
    resolutions=(
        Resolution(
            ROOT, (MIT,), concluded=MIT, evidence=(Evidence("mit", MIT, Basis.DECLARED, CARD, "x"),)
        ),
    ),
    edges=(Edge(ROOT, PARENT, Relation.FINETUNE, Span("README.md", 4)),),
    judged=(
        Judged(
            ROOT,
            Verdict.CONFLICT,
            duties=(
                Duty(ROOT, PARENT, "L", "notice-file", "1", "Ship it.", fulfilled=False),
                Duty(ROOT, PARENT, "L", "attribution", "2", "Say it.", "", True, CARD),
            ),
        ),
    ),
    findings=(
        Finding(
            "LIC201",
            "over-grant",
            ROOT,
            "It grants too much.",
            (CARD,),
            Verdict.CONFLICT,
            reasons=(Reason("L", "field", "1", path=(ROOT, PARENT), stance="s"),),
        ),
    ),
)

RIGHT = [
    '[[component]]\nid = "."\nkind = "model"\nverdict = "conflict"\nconcluded = "MIT"',
    '[[component]]\nid = "."\nconcluded = "ISC"\nor_concluded = ["MIT"]',
    '[[evidence]]\nfile = "README.md"\nline = 3\nexpression = "MIT"\nbasis = "declared"',
    '[[edge]]\nparent = "acme/base"\nrelation = "finetune"\nfile = "README.md"\nline = 4',
    '[[finding]]\nabout = "over-grant"\nfile = "X"\nor_at = ["README.md:3"]',
    '[[finding]]\nabout = "gap"\nrequired = false',
    '[[finding]]\nabout = "over-grant"\npath = [".", "acme/base"]\nstance = "s"',
    '[[must_not]]\nkind = "finding"\nabout = "gap"',
    '[[must_not]]\nkind = "edge"\nparent = "acme/base"\nrelation = "merge"',
    '[[must_not]]\nkind = "concluded"\ncomponent = "."\nexpression = "ISC"',
    'duties_missing = [{component = ".", license = "L", kind = "notice-file"}]',
    'duties_fulfilled = [{component=".", license="L", kind="attribution", file="README.md"}]',
]
WRONG = [
    '[[component]]\nid = "sub"',
    '[[component]]\nid = "."\nverdict = "ok"',
    '[[component]]\nid = "."\nconcluded = "ISC"',
    '[[evidence]]\nfile = "LICENSE"\nexpression = "MIT"',
    '[[evidence]]\nfile = "README.md"\nexpression = "MIT"\nbasis = "text"',
    '[[edge]]\nchild = "."\nparent = "acme/base"\nrelation = "merge"',
    '[[edge]]\nparent = "acme/base"\nrelation = "finetune"\nfile = "README.md"\nline = 9',
    '[[finding]]\nabout = "gap"',
    '[[finding]]\nabout = "over-grant"\nverdict = "review"',
    '[[finding]]\nabout = "over-grant"\nstance = "other"',
    '[[finding]]\nabout = "over-grant"\npath = [".", "acme/other"]',
    '[[must_not]]\nkind = "finding"\nabout = "over-grant"',
    '[[must_not]]\nkind = "edge"\nchild = "."\nparent = "acme/base"',
    '[[must_not]]\nkind = "concluded"\ncomponent = "."\nexpression = "MIT"',
    '[[must_not]]\nkind = "misspelt"',
    'duties_missing = [{component = ".", license = "L", kind = "attribution"}]',
    'duties_fulfilled = [{component = ".", license = "L", kind = "notice-file"}]',
    'duties_fulfilled = [{component = ".", license = "L", kind = "attribution", file = "NOTICE"}]',
]


def _differences(folder: Path, text: str, verdict: str = "conflict") -> list[str]:
    expected = folder / "expected.toml"
    expected.write_text(f'schema = "licscan-tree/1"\nverdict = "{verdict}"\n{text}\n')
    return differences(REPORT, expected)


@pytest.mark.parametrize("text", RIGHT)
def test_what_fits_is_no_difference(text: str, tmp_path: Path) -> None:
    assert _differences(tmp_path, text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_fit_is_one_difference(text: str, tmp_path: Path) -> None:
    assert len(_differences(tmp_path, text)) == 1


def test_another_verdict_is_a_difference(tmp_path: Path) -> None:
    assert _differences(tmp_path, "", "ok") == ["verdict is conflict, not ok"]
    assert _differences(tmp_path, 'also_accept = ["conflict"]', "ok") == []
