"""Workflow commands that GitHub shows beside the lines of a pull request, worst first.

A step shows ten annotations of each level; the tenth says how many more there are.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Finding, Severity
from licscan.report import View
from licscan.report.identity import cut, in_repository, told
from licscan.report.set_aside import set_aside
from licscan.report.source import Source
from licscan.report.unexamined import unexamined
from licscan.sources.printable import printable

NAME = "github"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MOST = 10
_LONGEST = 1_000
_MOST_LOGGED = 50


def render(view: View) -> str:
    """Write the commands, then plain lines for the log."""
    return "\n".join([*_annotations(view), *_log(view)]) + "\n"


def _annotations(view: View) -> Iterator[str]:
    source = Source(view.root)
    findings = [finding for finding in view.report.findings if finding.status == "open"]
    for severity, command in _COMMANDS.items():
        these = [finding for finding in findings if finding.severity is severity]
        shown = these if len(these) <= _MOST else these[: _MOST - 1]
        yield from (_annotation(view, source, command, finding) for finding in shown)
        more = len(these) - len(shown)
        if more:
            yield f"::{command} title=licscan::{more:,} more like these stand in the report."


def _annotation(view: View, source: Source, command: str, finding: Finding) -> str:
    text = next((s for s in finding.spans if source.lines(s.path)), None)
    span = text or finding.spans[0]
    place = {"file": in_repository(view, span)}
    if text or view.root is None:
        place["line"] = str(span.line)
    place["title"] = f"{finding.code} {finding.slug}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    return f"::{command} {properties}::{_data(cut(told(finding), _LONGEST))}"


def _data(text: str) -> str:
    shown = printable(text)
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _log(view: View) -> Iterator[str]:
    """Lines that begin with our own name: what a file says must not become a command."""
    report = view.report
    topics = {
        "set aside": list(set_aside(report)),
        "not read": [f"{gap.span}: {gap.problem}" for gap in report.gaps],
        "not examined": list(unexamined(report)),
        "left out": report.excluded,
    }
    for topic, sentences in topics.items():
        yield from (f"licscan: {topic}: {_line(sentence)}" for sentence in sentences[:_MOST_LOGGED])
        if len(sentences) > _MOST_LOGGED:
            yield f"licscan: {topic}: {len(sentences) - _MOST_LOGGED:,} more"
    yield f"licscan: {report.verdict}; {view.gate or 'no gate'}. Not legal advice."


def _line(text: str) -> str:
    return " ".join(printable(text).split())
