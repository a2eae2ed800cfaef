"""The findings of the page: each with its lines, its argument and its fix; a filter by verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licscan.model import Finding, Reason, Span, Verdict
from licscan.report import View
from licscan.report.element import Html, element, joined, listed
from licscan.report.page import short
from licscan.report.source import Source

_MOST = 2_000
_WIDEST = 200


def findings(view: View) -> Html:
    """Return the open findings, worst first, under a filter where there is a choice."""
    open_ones = [finding for finding in view.report.findings if finding.status == "open"]
    if not open_ones:
        aside = any(finding.status != "open" for finding in view.report.findings)
        return element("p", "None is open; some are set aside." if aside else "None.")
    source = Source(view.root)
    shown = [_finding(source, finding) for finding in open_ones[:_MOST]]
    more = len(open_ones) - len(shown)
    rest = [element("p", f"{more:,} more in the JSON report")] if more else []
    return joined([*_filter(open_ones), *shown, *rest])


def word(finding: Finding) -> str:
    """Return how loud a finding is told: its verdict, or its severity where it decides nothing."""
    told = finding.verdict if finding.verdict > Verdict.OBLIGED else finding.severity
    return str(told)


def _filter(shown: Sequence[Finding]) -> Iterator[Html]:
    """Yield native radio buttons; the style sheet hides what is not chosen."""
    words = list(dict.fromkeys(map(word, shown)))
    if len(words) < 2:
        return
    choices = []
    for name in ("all", *words):
        count = len(shown) if name == "all" else sum(word(one) == name for one in shown)
        checked = {"checked": ""} if name == "all" else {}
        choices += [
            element("input", type="radio", name="show", id=f"show-{name}", **checked),
            element("label", f"{name} ({count:,})", for_=f"show-{name}"),
        ]
    yield element("fieldset", element("legend", "Show"), *choices)


def _finding(source: Source, finding: Finding) -> Html:
    told = word(finding)
    about = f" {short(finding.component)}" if finding.component != "." else ""
    head = element(
        "h3",
        element("span", told, class_=f"badge {told}"),
        f" {finding.code} {finding.slug}{about}",
    )
    places = [str(span) for span in finding.spans[1:]]
    remedy = "" if finding.remedy in finding.message else finding.remedy
    parts = [
        head,
        _frame(source, finding.spans[0]),
        element("p", finding.message),
        element("p", element("strong", "Fix: "), remedy) if remedy else "",
        _details("Argument", listed(map(_reason, finding.reasons), 50)),
        _details("Also at", listed(places, 50)),
    ]
    return element("article", *parts, class_=told)


def _details(title: str, body: Html) -> Html:
    return element("details", element("summary", title), body) if body else Html("")


def _reason(reason: Reason) -> str:
    clause = f", clause {reason.clause}" if reason.clause else ""
    parts = [
        f"{reason.license}{clause}: {reason.term}",
        f"authority: {reason.authority}" if reason.authority else "",
        f"path: {' <- '.join(map(short, reason.path))}" if reason.path else "",
        f"decided by the stance {reason.stance}" if reason.stance else "",
        f"facts: {reason.verified}" if reason.verified not in ("", "text") else "",
    ]
    return "; ".join(filter(None, parts))


def _frame(source: Source, span: Span) -> Html:
    """The place and, where the file is at hand, the line between its neighbours."""
    place = element("p", element("code", str(span)), class_="place")
    lines = source.lines(span.path)
    if not 0 < span.line <= len(lines):
        return place
    rows = []
    for number in range(max(1, span.line - 1), min(len(lines), span.line + 1) + 1):
        text = f"{number:>5}  {lines[number - 1][:_WIDEST]}"
        rows.append(element("mark", text) if number == span.line else joined([text]))
    about = f"Lines around {span}"
    frame = element("pre", Html("\n".join(rows)), tabindex="0", role="region", aria_label=about)
    return joined([place, frame])
