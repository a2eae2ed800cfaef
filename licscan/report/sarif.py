"""SARIF 2.1.0, within the rules of GitHub code scanning; other viewers read more of it.

Every result has a place, a relative address and a fingerprint: one without loses the whole file.
https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from licscan import __version__
from licscan.model import ComponentId, Edge, Finding, Reason, Report, Span, Waiver
from licscan.report import View
from licscan.report.identity import cut, identities, told
from licscan.report.page import short
from licscan.report.sarif_places import Places
from licscan.report.sarif_rules import LEVELS, rules
from licscan.report.unexamined import unexamined
from licscan.sources.printable import printable

NAME = "sarif"

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://github.com/licscan/licscan"
_MOST_RESULTS = 25_000
_MOST_RELATED = 100
_MOST_STEPS = 100
_MOST_LISTED = 1_000
_LONGEST = 4_000

Edges = Mapping[tuple[ComponentId, ComponentId], Edge]


def render(view: View) -> str:
    """Write the log with one run, on one line: indented, a large one takes six times as long."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(view)]}
    return json.dumps(log, ensure_ascii=False) + "\n"


def _run(view: View) -> dict[str, Any]:
    report = view.report
    findings = report.findings[:_MOST_RESULTS]
    described = rules(findings, report.layers)
    places = Places(view)
    numbers = {rule["id"]: number for number, rule in enumerate(described)}
    taken: set[tuple[str, str]] = set()
    edges = {(edge.child, edge.parent): edge for edge in report.edges}
    driver = {
        "name": "licscan",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": _HOME,
        "rules": described,
        "properties": {
            "rulesDigest": report.rules_digest,
            "scancodeVersion": report.scancode_version,
        },
    }
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the checkout."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": list(_notifications(report, places)),
            }
        ],
        "results": [
            _result(finding, identity, numbers[finding.code], places, edges, taken)
            for finding, identity in zip(findings, identities(findings), strict=True)
        ],
        "properties": _properties(view),
    }


def _result(
    finding: Finding,
    identity: str,
    number: int,
    places: Places,
    edges: Edges,
    taken: set[tuple[str, str]],
) -> dict[str, Any]:
    """Write a result; the fingerprint is GitHub's own but where a finding would be lost by it."""
    first, *rest = places.primary_first(finding.spans)
    at_line = places.line_hash(first)
    primary = identity if not at_line or (finding.code, at_line) in taken else at_line
    taken.add((finding.code, primary))
    open_ = finding.status == "open"
    result = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": LEVELS[finding.severity] if open_ else "note",
        "message": {"text": _message(told(finding))},
        "locations": [{**places.location(first), "logicalLocations": [_logical(finding, first)]}],
        "partialFingerprints": {"primaryLocationLineHash": primary, "licscan/v1": identity},
        "properties": {
            "slug": finding.slug,
            "verdict": str(finding.verdict),
            "status": finding.status,
            "component": printable(finding.component),
            "upstream": printable(finding.upstream or ""),
            "reasons": [_reason(reason) for reason in finding.reasons[:_MOST_LISTED]],
        },
    }
    related = [places.location(s, number + 1) for number, s in enumerate(rest[:_MOST_RELATED])]
    if related:
        result["relatedLocations"] = related
    steps = list(_steps(finding, places, edges))
    if steps:
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    if not open_:
        result["suppressions"] = list(_suppressions(finding, places))
    return result


def _message(text: str) -> str:
    """Text of files must not become a link or a placeholder (SARIF 3.11.5, 3.11.6)."""
    return cut(printable(text).replace("](", "] (").replace("{", "(").replace("}", ")"), _LONGEST)


def _logical(finding: Finding, span: Span) -> dict[str, str]:
    pointer = f" {span.pointer}" if span.pointer else ""
    return {"fullyQualifiedName": printable(finding.component + pointer), "kind": "component"}


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "license": reason.license,
        "term": reason.term,
        "clause": reason.clause,
        "authority": reason.authority,
        "stance": reason.stance,
        "path": [printable(name) for name in reason.path],
    }


def _steps(finding: Finding, places: Places, edges: Edges) -> Iterator[dict[str, Any]]:
    """Yield the places that make the path to the upstream, nearest step first."""
    path = next((r.path for r in finding.reasons if len(r.path) > 1), ())
    known = [edges.get(pair) for pair in pairwise(path)]
    for edge in known[:_MOST_STEPS]:
        if edge is None:
            return
        text = f"{edge.relation.value}: {short(edge.child)} <- {short(edge.parent)}"
        yield {"location": {**places.location(edge.span), "message": {"text": _message(text)}}}


def _suppressions(finding: Finding, places: Places) -> Iterator[dict[str, Any]]:
    """Yield who set it aside; a viewer that knows of suppressions hides the result."""
    for waiver in finding.waivers:
        yield {
            "kind": "external",
            "status": "accepted",
            "justification": _message(_justification(waiver)),
            "location": places.location(waiver.span),
        }
    if not finding.waivers:
        yield {"kind": "external", "status": "accepted", "justification": "In the baseline."}


def _justification(waiver: Waiver) -> str:
    return waiver.reason + (f" (until {waiver.expires})" if waiver.expires else "")


def _notifications(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    more = len(report.findings) - _MOST_RESULTS
    if more > 0:
        text = f"{more:,} findings, the mildest, are left out here and stand in the JSON report."
        yield {"level": "warning", "message": {"text": text}}
    for gap in report.gaps[:_MOST_LISTED]:
        yield {
            "level": "warning",
            "message": {"text": _message(gap.problem)},
            "locations": [places.location(gap.span)],
        }


def _properties(view: View) -> dict[str, Any]:
    report = view.report
    duties = [duty for one in report.judged for duty in one.duties]
    return {
        "target": printable(report.target),
        "verdict": str(report.verdict),
        "gate": view.gate,
        "profile": report.profile,
        "unexamined": [printable(sentence) for sentence in unexamined(report)],
        "excluded": [printable(name) for name in report.excluded[:_MOST_LISTED]],
        "duties": [
            {
                "component": printable(duty.component),
                "kind": duty.kind,
                "license": duty.license,
                "clause": duty.clause,
                "fulfilled": duty.fulfilled,
            }
            for duty in duties[:_MOST_LISTED]
        ],
        "conditions": _conditions(report),
    }


def _conditions(report: Report) -> Sequence[str]:
    return sorted({printable(text) for one in report.judged for text in one.conditions})
