"""Reports built by hand, for the tests of the formats."""

from __future__ import annotations

from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Declaration,
    Duty,
    Edge,
    Evidence,
    Expression,
    Finding,
    Gap,
    Judged,
    Kind,
    Option,
    Reason,
    Relation,
    Repair,
    Report,
    Resolution,
    Severity,
    Span,
    Verdict,
    Waiver,
)

ROOT = ComponentId(".")
BASE = ComponentId("pkg:huggingface/org/base")
NASTY = "evil\x1b[31m\u202e|<script>`name"
"""What a stranger may put into a card: an escape sequence, a direction override, markup."""


def conflict(name: str = "my-model") -> Report:
    """A model under MIT over a base that withholds commerce."""
    line = Span("README.md", 2, 10, "/license")
    edge = Edge(ROOT, BASE, Relation.FINETUNE, Span("README.md", 3))
    reason = Reason("CC-BY-NC-4.0", "noncommercial", "2(a)(1)", path=(ROOT, BASE), verified="text")
    finding = Finding(
        code="LIC201",
        slug="over-grant",
        component=ROOT,
        message=f"{name} is offered under MIT, which gives away what org/base withholds.",
        spans=(line, edge.span),
        verdict=Verdict.CONFLICT,
        severity=Severity.ERROR,
        upstream=BASE,
        reasons=(reason,),
        remedy="Release it under CC-BY-NC-4.0.",
    )
    gap = Gap(Span("weights.bin"), "The file cannot be read.")
    unread = Finding(
        "LIC901", "gap", ROOT, f"{gap.span.path}: {gap.problem}", (gap.span,), remedy="Repair it."
    )
    duty = Duty(ROOT, BASE, "CC-BY-NC-4.0", "attribution", "3(a)", "Credit org/base.")
    judged = Judged(
        ROOT,
        Verdict.CONFLICT,
        (finding,),
        (duty,),
        (Option(Expression("CC-BY-NC-4.0"), Verdict.OBLIGED, ("attribution",)),),
        (Repair("drop", ROOT, "leave out org/base", (BASE,), None, Verdict.OK),),
        ("CC BY-NC 4.0: no commerce",),
    )
    mit = Evidence("mit", Expression("MIT"), Basis.DECLARED, line, "card")
    return Report(
        target="sample",
        rules_digest="0" * 16,
        verdict=Verdict.CONFLICT,
        components=(
            Component(ROOT, Kind.MODEL, name, span=line),
            Component(BASE, Kind.MODEL, local=False),
        ),
        resolutions=(
            Resolution(ROOT, (Expression("MIT"),), evidence=(mit,), concluded=Expression("MIT")),
            Resolution(BASE, (Expression("CC-BY-NC-4.0"),), source="catalog"),
        ),
        edges=(edge,),
        judged=(judged,),
        findings=(finding, unread),
        gaps=(gap,),
        excluded=(".git",),
        declarations=((ROOT, Declaration(line, "access", f"Agree, {name}.", "card")),),
    )


def waived() -> Report:
    """The same, with a waiver over its conflict and a duty in the baseline."""
    report = conflict()
    waiver = Waiver(
        "LIC201", ".", "a license was bought", "", "2027-01-31", Span("licscan.toml", 4)
    )
    finding = report.findings[0]._replace(status="waived", waivers=(waiver,))
    duty = Finding(
        "LIC303",
        "attribution-missing",
        ROOT,
        "CC BY-NC asks for credit that was not found.",
        (Span("README.md"),),
        status="baselined",
    )
    return report._replace(findings=(finding, duty))


def crowded(count: int) -> Report:
    """Many components with a finding each, a third of them errors, warnings and notes."""
    one = conflict()
    severities = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    verdicts = [Verdict.CONFLICT, Verdict.UNKNOWN, Verdict.OK]
    findings = [
        one.findings[0]._replace(
            component=ComponentId(f"m{number}"),
            severity=severities[number % 3],
            verdict=verdicts[number % 3],
            spans=(Span(f"m{number}/README.md", 2),),
        )
        for number in range(count)
    ]
    return one._replace(findings=tuple(sorted(findings, key=lambda f: -f.severity)))


def clean() -> Report:
    """A repository of which nothing is to be said."""
    component = Component(ROOT, Kind.MODEL, "tidy", span=Span("README.md"))
    return Report(
        "tidy", "0" * 16, Verdict.OK, (component,), (), (), (Judged(ROOT, Verdict.OK),), ()
    )
