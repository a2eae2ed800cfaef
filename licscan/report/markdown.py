"""The report as Markdown with a Mermaid lineage, for a step summary or a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Report, Verdict
from licscan.report import View
from licscan.report.page import short
from licscan.report.set_aside import set_aside
from licscan.sources.printable import printable

NAME = "markdown"
_MOST_NODES = 60


def render(view: View) -> str:
    """Write the summary; tables are escaped, so that file contents stay text."""
    return "\n".join(_lines(view)) + "\n"


def _lines(view: View) -> Iterator[str]:
    report = view.report
    yield f"## licscan: {report.verdict} ({_cell(report.target)})"
    yield ""
    yield from _findings(report)
    yield from _lineage(report)
    yield from _duties(report)
    yield from (f"- set aside: {_cell(text)}" for text in set_aside(report))
    yield from (f"- left out: {_cell(name)}" for name in report.excluded)
    yield from (f"- not read: `{_cell(str(gap.span))}` {_cell(gap.problem)}" for gap in report.gaps)
    yield ""
    yield f"{view.gate}. Not legal advice." if view.gate else "Not legal advice."


def _cell(text: str) -> str:
    flat = printable(text).replace("\n", " ").replace("\\", "\\\\")
    for character in "|<>`[]*_":
        flat = flat.replace(character, "\\" + character)
    return flat


def _findings(report: Report) -> Iterator[str]:
    findings = [finding for finding in report.findings if finding.status == "open"]
    if not findings:
        yield "No findings."
        yield ""
        return
    yield "| verdict | finding | place | what and why | fix |"
    yield "|---|---|---|---|---|"
    for finding in findings:
        verdict = (
            str(finding.verdict) if finding.verdict > Verdict.OBLIGED else str(finding.severity)
        )
        cells = (
            verdict,
            f"{finding.code} {finding.slug}",
            str(finding.spans[0]),
            finding.message,
            finding.remedy,
        )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""


def _lineage(report: Report) -> Iterator[str]:
    names = sorted({name for edge in report.edges for name in (edge.child, edge.parent)})
    if not names or len(names) > _MOST_NODES:
        return
    number = {name: f"n{index}" for index, name in enumerate(names)}
    licenses = {r.component: r.concluded for r in report.resolutions}
    yield "```mermaid"
    yield "graph LR"
    for name in names:
        label = f"{short(name)} · {licenses.get(name, '')}".replace('"', "'")
        yield f'  {number[name]}["{printable(label)}"]'
    for edge in report.edges:
        yield f"  {number[edge.parent]} -->|{edge.relation.value}| {number[edge.child]}"
    yield "```"
    yield ""


def _duties(report: Report) -> Iterator[str]:
    duties = [duty for one in report.judged for duty in one.duties]
    if not duties:
        return
    yield "| duty | of | fulfilled | how |"
    yield "|---|---|---|---|"
    for duty in duties:
        state = {True: "yes", False: "no", None: "not shown by files"}[duty.fulfilled]
        cells = (duty.kind, f"{duty.license} {duty.clause}", state, duty.how)
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    yield ""
