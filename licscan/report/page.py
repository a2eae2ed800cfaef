"""The report as a person reads it: lines with a style, for the terminal, a log or a file.

Verdict first; then the lineage, the findings with their places and fixes, duties, what is not
cleared, and what was not read.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from licscan.model import (
    NOASSERTION,
    Component,
    ComponentId,
    Duty,
    Edge,
    Finding,
    Judged,
    Report,
    Resolution,
    Verdict,
)
from licscan.report import View
from licscan.report.beside import beside_copyright, conditions, mark
from licscan.report.declared import HEADING, declarations
from licscan.report.frame import frame
from licscan.report.release import releases
from licscan.report.set_aside import set_aside
from licscan.report.unexamined import few, few_links, unexamined
from licscan.sources.printable import printable

MOST_OPTIONS = 20
_MOST_GAPS = 20
DISCLAIMER = "Not legal advice: readings of license texts, with their clauses."


class Line(NamedTuple):
    """One line and how it may be coloured."""

    text: str
    style: str = ""
    """`title`, a verdict, `dim` or nothing."""


def lines(view: View) -> Iterator[Line]:
    """Yield the page."""
    report = view.report
    yield from _verdict(view)
    yield from _lineage(view)
    yield from findings(view)
    yield from _repairs(view)
    yield from _options(view)
    yield from _duties(view)
    yield from listed(view, "Conditions of use that go with it", conditions(report))
    yield from listed(view, "Beside copyright", beside_copyright(report))
    yield from listed(view, HEADING, declarations(report))
    yield from listed(view, "Set aside", set_aside(report))
    yield from _unread(view)
    yield from closing(view)


def closing(view: View) -> Iterator[Line]:
    """Yield the last lines: the gate, and that this is no advice."""
    yield Line("")
    if view.gate:
        yield Line(view.gate, "title")
    yield Line(DISCLAIMER, "dim")


def safe(text: str) -> str:
    """Make one line of text from a file safe to show."""
    return printable(text).replace("\n", " ").replace("\t", " ")


SENTENCES = {
    Verdict.OK: "Nothing is asked of this release.",
    Verdict.OBLIGED: "May be released; the duties below go with it.",
    Verdict.REVIEW: "Contested law decides: a person has to choose a reading.",
    Verdict.UNKNOWN: "Cannot be cleared: a fact is missing.",
    Verdict.CONFLICT: "May not be released as it stands.",
}


def _verdict(view: View) -> Iterator[Line]:
    report = view.report
    word = str(report.verdict).upper()
    yield Line(f"{word}  {safe(report.target)}: {SENTENCES[report.verdict]}", str(report.verdict))
    for words in releases(report):
        for line in _wrap(safe(words), view.width, "", "  "):
            yield Line(line, "dim")


def _title(text: str) -> Iterator[Line]:
    yield Line("")
    yield Line(text, "title")


def _lineage(view: View) -> Iterator[Line]:
    report = view.report
    if not report.components:
        return
    yield from _title("Lineage")
    tree = _Tree(view)
    for component in report.components:
        if component.id in tree.judged:
            yield from tree.root(component)


class _Tree:
    """Draws the lineage with the license and verdict of each component."""

    def __init__(self, view: View) -> None:
        report = view.report
        self.view = view
        self.components = {c.id: c for c in report.components}
        self.resolutions = {r.component: r for r in report.resolutions}
        self.judged = {j.component: j for j in report.judged}
        self.parents: dict[ComponentId, list[Edge]] = {}
        for edge in report.edges:
            self.parents.setdefault(edge.child, []).append(edge)
        self.parents_in_tree = {e.parent for e in report.edges if e.parent in self.components}
        self.drawn: set[ComponentId] = set()

    def root(self, component: Component) -> Iterator[Line]:
        yield from self._wrapped("  ", "  ", self._label(component), self._style(component.id))
        yield from self._below(component.id, "  ")

    def _below(self, child: ComponentId, indent: str) -> Iterator[Line]:
        if child in self.drawn:
            return
        self.drawn.add(child)
        edges, more = few_links(self.parents.get(child, []))
        for number, edge in enumerate(edges):
            last = number == len(edges) - 1 and not more
            tee, bar = ("`- ", "   ") if last else ("|- ", "|  ")
            if self.view.unicode:
                tee, bar = ("└─ ", "   ") if last else ("├─ ", "│  ")
            relation = "/".join(r.value for r in edge.readings) or edge.relation.value
            label = self._label(self.components[edge.parent])
            first, rest = indent + tee, indent + bar
            yield from self._wrapped(first, rest, f"{relation}: {label}", self._style(edge.parent))
            yield from self._below(edge.parent, rest)
        if more:
            yield from self._wrapped(indent, indent, f"... {more}", "dim")

    def _wrapped(self, first: str, rest: str, text: str, style: str) -> Iterator[Line]:
        for line in _wrap(text, self.view.width, first, rest + "  "):
            yield Line(line, style)

    def _style(self, component: ComponentId) -> str:
        found = self.judged.get(component)
        return str(found.verdict) if found else ""

    def _label(self, component: Component) -> str:
        found = self.resolutions.get(component.id)
        judged = self.judged.get(component.id)
        name = _shown(component)
        told = [f"{name} ({component.kind.value})", _license(found, local=component.local)]
        if judged:
            told.append(str(judged.verdict).upper())
        if found and found.source:
            told.append(f"[{found.source}]")
        return "  ".join(told)


def _shown(component: Component) -> str:
    name = short(component.id)
    if component.name and component.name not in (name, component.id):
        return safe(f"{name} {component.name[:80]!r}")
    return safe(name)


def short(identifier: str) -> str:
    """Shorten a package URL of the Hub to `org/name`."""
    for prefix in ("pkg:huggingface/datasets/", "pkg:huggingface/"):
        if identifier.startswith(prefix):
            return identifier.removeprefix(prefix)
    return identifier


def _license(resolution: Resolution | None, *, local: bool) -> str:
    if resolution is None or not resolution.readings:
        return "no license stated" if local else "license not known"
    if resolution.concluded != NOASSERTION and len(resolution.readings) == 1:
        return resolution.concluded
    return " or ".join(resolution.readings) + " (open)"


def findings(view: View) -> Iterator[Line]:
    """Yield the open findings with their places and fixes; duties and gaps have their own."""
    every = [f for f in view.report.findings if f.status == "open"]
    shown = [f for f in every if not f.code.startswith("LIC3") and f.slug not in _GAP_SLUGS]
    if not shown:
        return
    yield from _title(f"Findings ({len(shown)})")
    for finding in shown:
        yield from _finding(view, finding)


_GAP_SLUGS = ("gap", "limit-hit")


def _finding(view: View, finding: Finding) -> Iterator[Line]:
    style = str(finding.verdict) if finding.verdict > Verdict.OBLIGED else ""
    word = str(finding.verdict if style else finding.severity).upper()
    yield Line("")
    yield Line(f"  {word}  {finding.code} {finding.slug}", style)
    yield from frame(view, finding.spans[0])
    yield from _paragraph(view, safe(finding.message))
    yield from _doubtful(view, finding)
    if finding.remedy:
        yield from _paragraph(view, f"Fix: {safe(finding.remedy)}")


def _doubtful(view: View, finding: Finding) -> Iterator[Line]:
    """Tell where the argument rests on facts that nobody read in the text itself."""
    for reason in finding.reasons:
        if reason.license and reason.verified not in ("", "text"):
            clause = f", clause {reason.clause}" if reason.clause else ""
            how = f"{reason.verified}, not all held against its text"
            text = f"- facts of {reason.license}{clause}: {how}"
            yield from _paragraph(view, safe(text), "dim")


def _paragraph(view: View, text: str, style: str = "") -> Iterator[Line]:
    rest = "      " if text.startswith("- ") else "    "
    for line in _wrap(text, view.width, "    ", rest):
        yield Line(line, style)


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def _repairs(view: View) -> Iterator[Line]:
    repairs = [repair for one in view.report.judged for repair in one.repairs]
    if not repairs:
        return
    yield from _title("What would clear it")
    for repair in repairs:
        yield from _paragraph(view, f"- {short(repair.component)}: {safe(repair.text)}")


def _options(view: View) -> Iterator[Line]:
    for one in view.report.judged:
        if one.options:
            yield from _title(f"Licenses under which {short(one.component)} may go out")
            yield from _option_lines(view, one)


def _option_lines(view: View, judged: Judged) -> Iterator[Line]:
    for option in judged.options[:MOST_OPTIONS]:
        mark = "" if option.verdict <= Verdict.OBLIGED else f" ({option.verdict})"
        duties = f": {', '.join(option.duties)}" if option.duties else ""
        note = f" ({option.note})" if option.note else ""
        yield from _paragraph(view, f"- {option.expression}{mark}{note}{duties}")
    more = len(judged.options) - MOST_OPTIONS
    if more > 0:
        yield Line(f"    and {more} more in the JSON report", "dim")


def _duties(view: View) -> Iterator[Line]:
    duties = [duty for one in view.report.judged for duty in one.duties]
    groups = (
        ("Duties not fulfilled", [d for d in duties if d.fulfilled is False], "unknown"),
        ("Duties fulfilled", [d for d in duties if d.fulfilled], ""),
        ("Duties that files do not show", [d for d in duties if d.fulfilled is None], ""),
    )
    for title, group, style in groups:
        if group:
            yield from _title(title)
            for duty in group:
                yield from _duty(view, duty, style)


def _duty(view: View, duty: Duty, style: str) -> Iterator[Line]:
    clause = f", clause {duty.clause}" if duty.clause else ""
    place = f" -> {duty.evidence}" if duty.evidence else ""
    contested = f" Only if {duty.stance} is read strictly." if duty.stance else ""
    text = (
        f"- {duty.kind} ({duty.license}{clause}{mark(duty.verified)}){place}: {duty.how}{contested}"
    )
    yield from _paragraph(view, safe(text), style)


def listed(view: View, title: str, sentences: Iterable[str]) -> Iterator[Line]:
    """Yield a list under a title; nothing where it is empty."""
    told = [safe(f"- {sentence}") for sentence in sentences]
    if told:
        yield from _title(title)
    for text in told:
        yield from _paragraph(view, text)


def _unread(view: View) -> Iterator[Line]:
    report = view.report
    if report.gaps:
        yield from _title(f"Not read ({len(report.gaps)})")
        yield from _gap_lines(view, report)
    if report.stale:
        yield from listed(view, "Old knowledge", report.stale)
    yield from listed(view, "Not examined", unexamined(report))
    if report.excluded:
        yield from _title("Left out")
        yield from _paragraph(view, safe(", ".join(few(report.excluded))))


def _gap_lines(view: View, report: Report) -> Iterator[Line]:
    for gap in report.gaps[:_MOST_GAPS]:
        yield from _paragraph(view, safe(f"- {gap.span}: {gap.problem}"))
    more = len(report.gaps) - _MOST_GAPS
    if more > 0:
        yield Line(f"    and {more} more in the JSON report", "dim")
