"""The report as JSON (`schema: licscan-report/1`; `rules/schema/report.schema.json`)."""

from __future__ import annotations

import json
from typing import Any

from licscan import __version__
from licscan.model import (
    Component,
    ComponentId,
    Declaration,
    Duty,
    Evidence,
    Finding,
    Gap,
    Judged,
    Reason,
    Release,
    Report,
    Resolution,
    Right,
    Span,
    Verdict,
    Waiver,
)
from licscan.report import View
from licscan.rules_root import rules_version

NAME = "json"
SCHEMA = "licscan-report/1"


def render(view: View) -> str:
    """Write the report as indented JSON with a final line end."""
    return json.dumps(as_data(view.report), indent=2, ensure_ascii=False) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain values, sorted, without a clock or an absolute path."""
    judged = {one.component: one for one in report.judged}
    resolutions = {one.component: one for one in report.resolutions}
    return {
        "schema": SCHEMA,
        "tool": {
            "name": "licscan",
            "version": __version__,
            "rules_version": rules_version(),
            "rules_digest": report.rules_digest,
            "scancode_version": report.scancode_version or None,
        },
        "target": report.target,
        "verdict": str(report.verdict),
        "counts": {str(v): sum(j.verdict is v for j in report.judged) for v in Verdict},
        "profile": report.profile,
        "configuration": _configuration(report),
        "release": _release(report.release),
        "releases": [{"component": name, **_release(release)} for name, release in report.releases],
        "components": [
            _component(c, resolutions.get(c.id), judged.get(c.id)) for c in report.components
        ],
        "lineage": [
            {
                "child": edge.child,
                "parent": edge.parent,
                "relation": edge.relation.value,
                "readings": [relation.value for relation in edge.readings],
                "span": _span(edge.span),
            }
            for edge in report.edges
        ],
        "findings": [_finding(f) for f in report.findings if f.status == "open"],
        "duties": [_duty(duty) for one in report.judged for duty in one.duties],
        "conditions": [
            {"component": one.component, "condition": text}
            for one in report.judged
            for text in one.conditions
        ],
        "rights": [_right(right) for one in report.judged for right in one.rights],
        "declarations": [_declaration(name, one) for name, one in report.declarations],
        "outbound": [_outbound(one) for one in report.judged if one.options],
        "repairs": [
            {
                "component": repair.component,
                "kind": repair.kind,
                "text": repair.text,
                "drop": list(repair.drop),
                "expression": repair.expression,
                "verdict": str(repair.verdict),
            }
            for one in report.judged
            for repair in one.repairs
        ],
        "gaps": [_gap(gap) for gap in report.gaps],
        "waived": [_finding(f) for f in report.findings if f.status != "open"],
        "stale_waivers": [
            {**_waiver(waiver), "problem": problem} for waiver, problem in report.stale_waivers
        ],
        "stale": list(report.stale),
        "unexamined": [
            {"span": _span(span), "packages": list(names)} for span, names in report.unexamined
        ],
        "files": {"seen": report.files_seen, "read": report.files_read},
        "excluded": list(report.excluded),
    }


def _component(
    component: Component, resolution: Resolution | None, judged: Judged | None
) -> dict[str, Any]:
    return {
        "id": component.id,
        "kind": component.kind.value,
        "name": component.name or None,
        "revision": component.revision or None,
        "local": component.local,
        "declared": resolution.declared if resolution else "NOASSERTION",
        "detected": resolution.detected if resolution else "NOASSERTION",
        "concluded": resolution.concluded if resolution else "NOASSERTION",
        "readings": list(resolution.readings) if resolution else [],
        "records": _records(component),
        "known_from": (resolution.source if resolution else "") or None,
        "verdict": str(judged.verdict) if judged else None,
        "evidence": [_evidence(e) for e in resolution.evidence] if resolution else [],
    }


def _records(component: Component) -> dict[str, int] | None:
    if component.records is None:
        return None
    records, looked_at = component.records
    return {"count": records, "looked_at": looked_at}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "raw": evidence.raw,
        "expression": evidence.expression,
        "basis": str(evidence.basis),
        "match": evidence.match.value,
        "score": evidence.score,
        "applies_to": evidence.applies_to.value if evidence.applies_to else None,
        "note": evidence.note or None,
        "extractor": evidence.extractor,
        "span": _span(evidence.span),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": str(finding.severity),
        "verdict": str(finding.verdict),
        "component": finding.component,
        "upstream": finding.upstream,
        "message": finding.message,
        "spans": [_span(span) for span in finding.spans],
        "reasons": [_reason(reason) for reason in finding.reasons],
        "remedy": finding.remedy,
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "waivers": [_waiver(waiver) for waiver in finding.waivers],
    }


def _configuration(report: Report) -> dict[str, Any] | None:
    if report.configuration is None:
        return None
    name, digest = report.configuration
    return {"file": name, "sha256": digest}


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "code": waiver.code,
        "component": waiver.component,
        "upstream": waiver.upstream or None,
        "reason": waiver.reason,
        "expires": waiver.expires or None,
        "span": _span(waiver.span),
    }


def _release(release: Release) -> dict[str, Any]:
    return {
        "acts": list(release.acts),
        "commercial": release.commercial,
        "users": release.users,
        "revenue_usd": release.revenue_usd,
        "territories": list(release.territories),
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "license": reason.license,
        "term": reason.term,
        "clause": reason.clause,
        "authority": reason.authority or None,
        "path": list(reason.path),
        "stance": reason.stance or None,
        "verified": reason.verified or None,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "component": duty.component,
        "upstream": duty.upstream,
        "license": duty.license,
        "kind": duty.kind,
        "clause": duty.clause,
        "fulfilled": duty.fulfilled,
        "evidence": _span(duty.evidence) if duty.evidence else None,
        "how": duty.how,
        "literal": duty.literal or None,
        "stance": duty.stance or None,
        "path": list(duty.path),
        "verified": duty.verified or None,
    }


def _right(right: Right) -> dict[str, Any]:
    return {
        "component": right.component,
        "upstream": right.upstream,
        "license": right.license or None,
        "topic": right.topic,
        "text": right.text,
        "clause": right.clause or None,
        "verified": right.verified or None,
    }


def _declaration(component: ComponentId, declaration: Declaration) -> dict[str, Any]:
    return {
        "component": component,
        "topic": declaration.topic,
        "raw": declaration.raw,
        "extractor": declaration.extractor,
        "span": _span(declaration.span),
    }


def _outbound(judged: Judged) -> dict[str, Any]:
    return {
        "component": judged.component,
        "options": [
            {
                "expression": option.expression,
                "verdict": str(option.verdict),
                "duties": list(option.duties),
                "note": option.note or None,
            }
            for option in judged.options
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"span": _span(gap.span), "problem": gap.problem, "limit": gap.limit}


def _span(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "pointer": span.pointer or None,
    }
