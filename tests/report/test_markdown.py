"""The Markdown summary: small enough for its hosts, drawn by Mermaid, text that stays text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Judged,
    Kind,
    Relation,
    Report,
    Span,
    Verdict,
)
from licscan.report import View, reporter
from tests.report.sample import BASE, NASTY, ROOT, clean, conflict, crowded

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent / "tree" for path in REPOSITORY.glob("examples/*/expected.toml"))
FENCE = re.compile(r"```mermaid\n(.*?)```", re.S)
COMMENT = 65_536
"""What GitHub takes as a comment; a step summary may hold 1 MiB."""


def render(report: Report) -> str:
    return reporter("markdown").render(View(report, "gate failed"))


def graph(report: Report) -> str:
    (found,) = FENCE.findall(render(report))
    return str(found)


def drawn(text: str) -> str:
    """Return what Mermaid makes of a graph; a graph that does not parse raises.

    In a process of its own: the renderer tells of leaks at its end, after pytest's last line.
    """
    script = "import sys, mermaidx; sys.stdout.write(mermaidx.render(sys.stdin.read()).svg())"
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", check=True, timeout=120
    )
    return done.stdout


def wide(parents: int) -> Report:
    """A model that was merged from many."""
    names = [ComponentId(f"pkg:huggingface/org/parent-{number}") for number in range(parents)]
    place = Span("README.md", 3)
    return conflict()._replace(
        components=(
            Component(ROOT, Kind.MODEL, "wide"),
            *(Component(name, Kind.MODEL, local=False) for name in names),
        ),
        edges=tuple(Edge(ROOT, name, Relation.MERGE, place) for name in names),
    )


def test_a_report_without_lineage_has_no_graph() -> None:
    assert "mermaid" not in render(clean())


@pytest.mark.parametrize(
    "name",
    [
        "tiny",
        NASTY,
        'quote " end',
        "end",
        "`markdown`",
        "a --> b; subgraph",
        "%% comment",
        "]) }}",
        "#quot;",
        "模型",
    ],
)
def test_mermaid_draws_any_name(name: str) -> None:
    one = conflict()
    named = one._replace(components=(Component(ROOT, Kind.MODEL, name), one.components[1]))
    svg = drawn(graph(named))
    assert "org/base" in svg
    assert "<script" not in svg


@pytest.mark.parametrize("tree", EXAMPLES, ids=lambda tree: tree.parent.name)
def test_mermaid_draws_the_examples(tree: Path) -> None:
    for text in FENCE.findall(render(audit(tree))):
        assert drawn(text)


def test_the_graph_marks_what_conflicts_in_words_too() -> None:
    text = graph(conflict())
    assert "CONFLICT" in text
    assert "class n0 conflict" in text


@pytest.mark.parametrize("parents", [20, 80, 2_000])
def test_a_large_lineage_is_drawn_in_part_and_counted(parents: int) -> None:
    text = render(wide(parents))
    (found,) = FENCE.findall(text)
    steps = found.count("-->")
    assert 0 < steps <= 120
    assert steps == parents or f"{parents - steps:,} more steps of the lineage" in text
    assert parents > 20 or drawn(found)


def test_the_worst_component_is_drawn_first() -> None:
    one = wide(40)
    other = [ComponentId(f"m{number}") for number in range(40)]
    more = one._replace(
        components=(*one.components, *(Component(name, Kind.MODEL) for name in other)),
        edges=(*one.edges, *(Edge(n, BASE, Relation.FINETUNE, Span("R")) for n in other)),
        judged=(*(Judged(name, Verdict.OK) for name in other), *one.judged),
    )
    assert "parent-39" in graph(more)


@pytest.mark.parametrize("report", [crowded(5_000), wide(3_000)], ids=["findings", "parents"])
def test_the_summary_fits_into_a_comment(report: Report) -> None:
    assert len(render(report)) < COMMENT


def test_what_does_not_fit_is_counted() -> None:
    assert "4,950 more findings stand in the JSON report." in render(crowded(5_000))


def test_long_names_are_cut_before_the_end_is() -> None:
    text = render(conflict("n" * 200_000))
    assert len(text) < COMMENT
    assert text.endswith("Not legal advice.\n")


def test_names_mention_nobody_and_link_nowhere() -> None:
    text = render(conflict("@octocat #1 https://example.org www.example.org [a](b) ~~s~~ $x$"))
    text = FENCE.sub("", text)
    for markup in ("@octocat", " #1", "https://", "www.example", "[a](", "~~s", "$x$"):
        assert markup not in text
