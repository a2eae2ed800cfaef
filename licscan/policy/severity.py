"""How loudly a finding is reported."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from licscan.model import Finding, Severity, Verdict

DUTY_CODES = "LIC3"
"""Findings of duties that are not fulfilled."""


def with_severity(
    finding: Finding, chosen: Mapping[str, Severity] = MappingProxyType({})
) -> Finding:
    """Return the finding with its severity: the one chosen for its code, else by its verdict.

    Conflict is an error, open questions and unmet duties are warnings.
    """
    if finding.code in chosen:
        severity = chosen[finding.code]
    elif finding.verdict is Verdict.CONFLICT:
        severity = Severity.ERROR
    elif finding.verdict in (Verdict.UNKNOWN, Verdict.REVIEW) or finding.code.startswith(
        DUTY_CODES
    ):
        severity = Severity.WARNING
    else:
        severity = max(finding.severity, Severity.NOTE)
    return finding if severity is finding.severity else finding._replace(severity=severity)
