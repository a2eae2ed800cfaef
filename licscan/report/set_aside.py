"""What the user set aside: waived and baselined findings, one sentence each, never left out."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Finding, Report, Waiver


def set_aside(report: Report) -> Iterator[str]:
    """Yield a sentence for each finding that does not count at the gate."""
    for finding in report.findings:
        if finding.status != "open":
            yield f"{_head(finding)}: {why_aside(finding)}. {finding.message}"


def _head(finding: Finding) -> str:
    upstream = f" <- {finding.upstream}" if finding.upstream else ""
    verdict = f" ({finding.verdict})" if finding.verdict else ""
    return f"{finding.code} {finding.slug}{verdict} {finding.component}{upstream}"


def why_aside(finding: Finding) -> str:
    """Return who set a finding aside and why; it is in the baseline where no waiver covers it."""
    told = [_waiver(waiver) for waiver in finding.waivers]
    return "; ".join(told) or "in the baseline"


def _waiver(waiver: Waiver) -> str:
    until = f", until {waiver.expires}" if waiver.expires else ""
    return f"waived{until} ({waiver.span}): {waiver.reason.rstrip('.')}"
