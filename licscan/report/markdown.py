"""The report as Markdown with a Mermaid lineage, for a step summary or a comment.

It stays below what GitHub takes as a comment (65,536 characters), and so far below the 1 MiB of a
step summary: what does not fit is counted. Text of files stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from licscan.model import Duty, Finding, Report, Verdict
from licscan.report import View, records
from licscan.report.beside import beside_copyright, conditions, mark, unread
from licscan.report.declared import HEADING, declarations
from licscan.report.identity import called, cut, in_repository
from licscan.report.mermaid import mermaid
from licscan.report.set_aside import set_aside
from licscan.report.unexamined import unexamined
from licscan.sources.printable import printable

NAME = "markdown"

_LARGEST = 60_000
_LONGEST = 600
_MOST = 50


def render(view: View) -> str:
    """Write the summary."""
    size = 0
    kept = []
    for part in filter(None, map("\n".join, _parts(view))):
        size += len(part.encode()) + 2
        if size > _LARGEST:
            kept.append("More does not fit here and stands in the JSON report.")
            break
        kept.append(part)
    return "\n\n".join([*kept, "Not legal advice."]) + "\n"


def _parts(view: View) -> Iterator[Iterable[str]]:
    """Yield the sections, most important first; an empty one is left out."""
    report = view.report
    yield [f"## licscan: {report.verdict} ({_text(report.target)})"]
    yield [f"{_text(view.gate)}."] if view.gate else []
    yield _findings(view)
    yield mermaid(report)
    yield _list("What would clear it", _repairs(report))
    yield _list("Licenses under which it may go out", _options(report))
    yield _duties(report)
    yield _list("Conditions of use that go with it", conditions(report))
    yield _list("Beside copyright", beside_copyright(report))
    yield _list(records.HEADING, records.by_license(report))
    yield _list(HEADING, declarations(report))
    yield _list("Set aside", set_aside(report))
    yield _list("Not read", (f"{gap.span}: {gap.problem}" for gap in report.gaps))
    yield _list("Not examined", unexamined(report))
    yield _list("Left out", report.excluded)


def _text(text: str) -> str:
    """Return one line in which nothing of a file is markup, a link or a mention."""
    flat = " ".join(cut(printable(text), _LONGEST).split()).replace("\\", "\\\\")
    for character in "|<>`[]*_~#!$":
        flat = flat.replace(character, "\\" + character)
    # no mention of a person, no link and no reference to an issue arises from a name in a file
    return flat.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.")


def _list(title: str, sentences: Iterable[str]) -> Iterator[str]:
    told = list(sentences)
    if not told:
        return
    yield f"### {title}"
    yield ""
    yield from (f"- {_text(sentence)}" for sentence in told[:_MOST])
    yield from _more(told)


def _more(told: Sequence[object]) -> Iterator[str]:
    if len(told) > _MOST:
        yield f"- {len(told) - _MOST:,} more in the JSON report"


def _findings(view: View) -> Iterator[str]:
    findings = [f for f in view.report.findings if f.status == "open" and f.slug not in _GAPS]
    if not findings:
        aside = any(finding.status != "open" for finding in view.report.findings)
        yield "No open findings; some are set aside." if aside else "No findings."
        return
    yield "| | finding | place | what and why | fix |"
    yield "|---|---|---|---|---|"
    for finding in findings[:_MOST]:
        yield "| " + " | ".join(_row(view, finding)) + " |"
    if len(findings) > _MOST:
        yield ""
        yield f"{len(findings) - _MOST:,} more findings stand in the JSON report."


_GAPS = ("gap", "limit-hit")


def _row(view: View, finding: Finding) -> Iterator[str]:
    judged = finding.verdict > Verdict.OBLIGED
    place = finding.spans[0]
    yield f"**{finding.verdict if judged else finding.severity}**"
    yield f"{finding.code} {finding.slug}"
    yield _text(f"{in_repository(view, place)}:{place.line}")
    yield _text(finding.message + unread(finding))
    yield _text(finding.remedy if finding.remedy not in finding.message else "")


def _repairs(report: Report) -> Iterator[str]:
    for one in report.judged:
        shown = called(report, one.component)
        yield from (f"{shown}: {repair.text}" for repair in one.repairs)


def _options(report: Report) -> Iterator[str]:
    for one in report.judged:
        shown = called(report, one.component)
        for option in one.options[:20]:
            mark = "" if option.verdict <= Verdict.OBLIGED else f" ({option.verdict})"
            duties = f" ({', '.join(option.duties)})" if option.duties else ""
            yield f"{shown}: {option.expression}{mark}{duties}"


def _duties(report: Report) -> Iterator[str]:
    """A list to tick off: what is fulfilled is ticked, what files cannot show says so."""
    duties = [duty for one in report.judged for duty in one.duties]
    if not duties:
        return
    yield "### Duties"
    yield ""
    order = {False: 0, None: 1, True: 2}
    for duty in sorted(duties, key=lambda duty: order[duty.fulfilled])[:_MOST]:
        yield f"- [{'x' if duty.fulfilled else ' '}] {_duty(duty)}"
    yield from _more(duties)


def _duty(duty: Duty) -> str:
    clause = f", clause {duty.clause}" if duty.clause else ""
    place = f" ({duty.evidence})" if duty.evidence else ""
    seen = " Files do not show whether it is done." if duty.fulfilled is None else ""
    contested = f" Only if {duty.stance} is read strictly." if duty.stance else ""
    return f"**{duty.kind}** " + _text(
        f"({duty.license}{clause}{mark(duty.verified)}){place}: {duty.how}{contested}{seen}"
    )
