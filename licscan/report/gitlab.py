"""A code quality report as GitLab reads it: one issue a finding.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import Any

from licscan.model import Finding, Severity
from licscan.report import View
from licscan.report.identity import cut, identities, in_repository, told
from licscan.sources.printable import printable

NAME = "gitlab"

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}
_LONGEST = 2_000


def render(view: View) -> str:
    """Write the list of issues; GitLab wants no byte order mark."""
    findings = view.report.findings
    issues = [
        _issue(view, finding, identity)
        for finding, identity in zip(findings, identities(findings), strict=True)
    ]
    return json.dumps(issues, indent=1, ensure_ascii=False) + "\n"


def _issue(view: View, finding: Finding, identity: str) -> dict[str, Any]:
    span = finding.spans[0]
    severity = _SEVERITIES[finding.severity] if finding.status == "open" else "info"
    return {
        "description": cut(printable(told(finding)), _LONGEST),
        "check_name": f"{finding.code} {finding.slug}",
        "fingerprint": identity.replace(":", "-"),
        "severity": severity,
        "location": {
            "path": printable(in_repository(view, span)),
            "lines": {"begin": max(span.line, 1)},
        },
    }
