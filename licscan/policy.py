"""What the user's policy makes of the findings: how loud they are, and whether the gate opens."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from licscan.errors import UsageError
from licscan.model import Finding, Report, Severity, Verdict

FAIL_ON = ("conflict", "unknown", "review", "duty")
"""Each includes those before it."""

_DUTY_CODES = "LIC3"


class Gate(NamedTuple):
    """Whether the gate passed, and the closing line that says what is not cleared."""

    passed: bool
    line: str


def with_severity(finding: Finding) -> Finding:
    """Return the finding with its severity: conflict is an error, open questions are warnings."""
    if finding.verdict is Verdict.CONFLICT:
        severity = Severity.ERROR
    elif finding.verdict in (Verdict.UNKNOWN, Verdict.REVIEW) or finding.code.startswith(
        _DUTY_CODES
    ):
        severity = Severity.WARNING
    else:
        severity = max(finding.severity, Severity.NOTE)
    return replace(finding, severity=severity)


def unmet_duties(report: Report) -> int:
    """Count the duties that the repository is known not to fulfill."""
    return sum(duty.fulfilled is False for one in report.judged for duty in one.duties)


def gate(report: Report, fail_on: str = "conflict") -> Gate:
    """Decide whether the report passes.

    Raises:
        UsageError: `fail_on` is none of `FAIL_ON`.
    """
    if fail_on not in FAIL_ON:
        raise UsageError(f"unknown --fail-on {fail_on!r}", f"one of {', '.join(FAIL_ON)}")
    counts = {
        "conflict": _count(report, Verdict.CONFLICT),
        "unknown": _count(report, Verdict.UNKNOWN),
        "review": _count(report, Verdict.REVIEW),
        "duty unmet": unmet_duties(report),
    }
    names = list(counts)
    blocking = names[: FAIL_ON.index(fail_on) + 1]
    passed = not any(counts[name] for name in blocking)
    told = [_plural(counts[name], name) for name in names if counts[name]]
    rest = ("; not cleared: " + ", ".join(told)) if told else ""
    return Gate(passed, f"gate {'passed' if passed else 'failed'}{rest}")


def _count(report: Report, verdict: Verdict) -> int:
    return sum(one.verdict is verdict for one in report.judged)


def _plural(count: int, name: str) -> str:
    if name == "duty unmet" and count > 1:
        return f"{count} duties unmet"
    return f"{count} {name}" + ("s" if name in ("conflict", "review") and count > 1 else "")
