"""The report as one page of HTML: no script, nothing from elsewhere, usable by keyboard.

It can be mailed, archived and printed; filters and folds are the browser's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licscan import __version__
from licscan.model import Component, Duty, Evidence, Judged, Report, Resolution, Verdict
from licscan.report import View, records
from licscan.report.beside import beside_copyright, conditions, mark
from licscan.report.declared import HEADING, declarations
from licscan.report.element import Html, element, joined, listed, table
from licscan.report.html_findings import findings
from licscan.report.html_lineage import lineage
from licscan.report.html_style import STYLE
from licscan.report.identity import called
from licscan.report.page import SENTENCES, short
from licscan.report.release import releases
from licscan.report.set_aside import set_aside
from licscan.report.unexamined import unexamined
from licscan.sources.printable import printable

NAME = "html"

_MOST = 2_000
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(view: View) -> str:
    """Write the page."""
    title = f"licscan: {view.report.verdict}: {view.report.target}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Html(STYLE)),
    )
    sections = [(name, text, body) for name, text, body in _sections(view) if body]
    links = [element("a", text, href=f"#{name}") for name, text, _ in sections]
    body = element(
        "body",
        element("a", "Skip to the findings", href="#findings", class_="skip"),
        _header(view),
        element("nav", listed(links, _MOST), aria_label="Sections"),
        element("main", *(_section(*section) for section in sections)),
        _footer(view.report),
    )
    return "<!doctype html>\n" + element("html", head, "\n", body, lang="en") + "\n"


def _header(view: View) -> Html:
    report = view.report
    verdict = str(report.verdict)
    counts = [
        f"{count} {word}"
        for word in reversed(Verdict)
        if (count := sum(one.verdict is word for one in report.judged))
    ]
    return element(
        "header",
        element("h1", element("span", verdict, class_=f"badge {verdict}"), f" {report.target}"),
        element("p", SENTENCES[report.verdict]),
        element("p", view.gate, class_="gate") if view.gate else "",
        listed(
            [*releases(report), f"Components: {', '.join(counts)}" if counts else "No component"],
            50,
        ),
    )


def _section(name: str, title: str, body: Html) -> Html:
    head = element("h2", title, id=f"{name}-title")
    return element("section", head, body, "\n", id=name, aria_labelledby=f"{name}-title")


def _sections(view: View) -> Iterator[tuple[str, str, Html]]:
    report = view.report
    yield "findings", "Findings", findings(view)
    yield "lineage", "Lineage", lineage(report)
    yield "repairs", "What would clear it", listed(_repairs(report), _MOST)
    yield "options", "Licenses under which it may go out", listed(_options(report), _MOST)
    yield "duties", "Duties", _duties(report)
    yield "conditions", "Conditions of use that go with it", listed(conditions(report), _MOST)
    yield "beside", "Beside copyright", listed(beside_copyright(report), _MOST)
    yield "records", records.HEADING, listed(records.by_license(report), _MOST)
    yield "declared", HEADING, listed(declarations(report), _MOST)
    yield "aside", "Set aside", listed(set_aside(report), _MOST)
    yield "evidence", "Components and their evidence", _evidence(report)
    yield "gaps", "Not read", listed((f"{g.span}: {g.problem}" for g in report.gaps), _MOST)
    yield "unexamined", "Not examined", listed(unexamined(report), _MOST)
    yield "left-out", "Left out", listed(report.excluded, _MOST)


def _repairs(report: Report) -> Iterator[str]:
    for one in report.judged:
        yield from (f"{called(report, one.component)}: {repair.text}" for repair in one.repairs)


def _options(report: Report) -> Iterator[str]:
    for one in report.judged:
        for option in one.options:
            mark = "" if option.verdict <= Verdict.OBLIGED else f" ({option.verdict})"
            duties = f": {', '.join(option.duties)}" if option.duties else ""
            yield f"{called(report, one.component)}: {option.expression}{mark}{duties}"


def _duties(report: Report) -> Html:
    duties = [duty for one in report.judged for duty in one.duties]
    if not duties:
        return Html("")
    order = {False: 0, None: 1, True: 2}
    shown = sorted(duties, key=lambda duty: order[duty.fulfilled])[:_MOST]
    heads = ("Duty", "Fulfilled", "Of", "For", "What to do", "Seen in")
    return table(
        "What the licenses ask of this release", heads, (_duty(report, duty) for duty in shown)
    )


def _duty(report: Report, duty: Duty) -> Sequence[str]:
    state = {True: "yes", False: "no", None: "files do not show it"}[duty.fulfilled]
    clause = f", clause {duty.clause}" if duty.clause else ""
    contested = f" Only if {duty.stance} is read strictly." if duty.stance else ""
    return (
        duty.kind,
        state,
        f"{duty.license}{clause}{mark(duty.verified)}",
        called(report, duty.component),
        duty.how + contested,
        str(duty.evidence or ""),
    )


def _evidence(report: Report) -> Html:
    resolutions = {one.component: one for one in report.resolutions}
    judged = {one.component: one for one in report.judged}
    shown = [
        _component(component, resolutions.get(component.id), judged.get(component.id))
        for component in report.components[:_MOST]
    ]
    more = len(report.components) - len(shown)
    return joined([*shown, f"{more:,} more in the JSON report" if more else ""])


def _component(component: Component, resolution: Resolution | None, judged: Judged | None) -> Html:
    name = short(component.id)
    own = f" {component.name!r}" if component.name not in ("", name) else ""
    verdict = f" {judged.verdict}" if judged else ""
    summary = element("summary", f"{name}{own} ({component.kind.value}){verdict}")
    if resolution is None:
        return element("details", summary, element("p", "Nothing is known of its license."))
    facts = [
        f"declared: {resolution.declared}",
        f"detected: {resolution.detected}",
        f"concluded: {resolution.concluded}",
        *([f"known from: {resolution.source}"] if resolution.source else []),
    ]
    heads = ("As written", "Read as", "How", "Match", "Where", "Note")
    rows = [_sighting(evidence) for evidence in resolution.evidence[:_MOST]]
    sightings = table(f"Where {name} states a license", heads, rows) if rows else Html("")
    return element("details", summary, listed(facts, _MOST), sightings)


def _sighting(evidence: Evidence) -> Sequence[str]:
    match = f"{evidence.match.value}, {evidence.score:g} %"
    raw = printable(evidence.raw)
    return (
        raw if len(raw) <= 200 else raw[:199] + "…",
        evidence.expression,
        str(evidence.basis),
        match,
        str(evidence.span),
        evidence.note,
    )


def _footer(report: Report) -> Html:
    scancode = f", ScanCode {report.scancode_version}" if report.scancode_version else ""
    made = f"licscan {__version__}, rules {report.rules_digest or 'not hashed'}{scancode}"
    files = f"{report.files_read:,} of {report.files_seen:,} files hold something."
    told = "Not legal advice: readings of license texts, with their clauses."
    return element("footer", element("p", told), element("p", f"{made}. {files}"))
