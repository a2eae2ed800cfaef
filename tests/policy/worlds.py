"""Findings and reports built by hand, for the tests of the policy."""

from __future__ import annotations

from licscan.model import (
    Component,
    ComponentId,
    Edge,
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

BASE = ComponentId("pkg:huggingface/org/base")
ROOT = ComponentId(".")


def finding(
    code: str = "LIC201",
    component: str = ".",
    upstream: str | None = BASE,
    verdict: Verdict = Verdict.CONFLICT,
    line: int = 2,
    path: str = "README.md",
    term: str = "noncommercial",
) -> Finding:
    return Finding(
        code=code,
        slug={"LIC201": "over-grant", "LIC301": "license-copy-missing"}.get(code, "gap"),
        component=ComponentId(component),
        message="Something is wrong.",
        spans=(Span(path, line),),
        verdict=verdict,
        upstream=ComponentId(upstream) if upstream else None,
        reasons=(Reason("CC-BY-NC-4.0", term, "1"),),
    )


def report(*findings: Finding, verdict: Verdict = Verdict.CONFLICT) -> Report:
    """A model and its base; the verdict is the model's."""
    return Report(
        target="sample",
        rules_digest="",
        verdict=verdict,
        components=(
            Component(ROOT, Kind.MODEL, span=Span("README.md")),
            Component(BASE, Kind.MODEL, local=False),
        ),
        resolutions=(),
        edges=(Edge(ROOT, BASE, Relation.FINETUNE, Span("README.md", 3)),),
        judged=(Judged(ROOT, verdict),),
        findings=findings,
    )


def lineage(license: str, *, relation: Relation = Relation.FINETUNE, own: str = "MIT") -> Report:
    """A model over a base of this license (or of several, separated by bars)."""
    words = tuple(Expression(word) for word in license.split(" | ") if word)
    found = report(verdict=Verdict.OK)
    return Report(
        target="sample",
        rules_digest="",
        verdict=Verdict.OK,
        components=found.components,
        resolutions=(Resolution(ROOT, (Expression(own),)), Resolution(BASE, words)),
        edges=(Edge(ROOT, BASE, relation, Span("README.md", 3)),),
        judged=found.judged,
        findings=(),
    )
