"""Whether the gate opens, and the line that says what is not cleared.

It closes on what is left of the verdicts once waived and baselined findings are set aside, and on
every open finding that is an error. A severity that was turned down never opens it for a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from licscan.errors import UsageError
from licscan.model import ComponentId, Finding, Judged, Report, Severity, Verdict
from licscan.policy.severity import DUTY_CODES

FAIL_ON = ("conflict", "unknown", "review", "duty")
"""Each includes those before it."""

_OPEN = "open"
_NAMES = {
    "conflict": "conflicts",
    "error": "errors",
    "unknown": "unknown",
    "review": "reviews",
    "duty unmet": "duties unmet",
}


class Gate(NamedTuple):
    """Whether the gate passed, and the closing line that says what is not cleared."""

    passed: bool
    line: str


def gate(report: Report, fail_on: str = "conflict") -> Gate:
    """Decide whether the report passes.

    Raises:
        UsageError: `fail_on` is none of `FAIL_ON`.
    """
    left = list(_remaining(report))
    counts = {
        "conflict": left.count(Verdict.CONFLICT),
        "error": sum(_is_plain_error(finding) for finding in report.findings),
        "unknown": left.count(Verdict.UNKNOWN),
        "review": left.count(Verdict.REVIEW),
        "duty unmet": unmet_duties(report),
    }
    passed, line = _decided(counts, fail_on, "not cleared")
    aside = ", ".join(_set_aside(report.findings))
    return Gate(passed, line + (f"; set aside: {aside}" if aside else ""))


def gate_of_new(findings: Sequence[Finding], fail_on: str = "conflict") -> Gate:
    """Decide by new findings alone, whatever the components come to.

    Raises:
        UsageError: `fail_on` is none of `FAIL_ON`.
    """
    verdicts = [finding.verdict for finding in findings]
    counts = {
        "conflict": verdicts.count(Verdict.CONFLICT),
        "error": sum(_is_plain_error(finding) for finding in findings),
        "unknown": verdicts.count(Verdict.UNKNOWN),
        "review": verdicts.count(Verdict.REVIEW),
        "duty unmet": sum(finding.code.startswith(DUTY_CODES) for finding in findings),
    }
    return _decided(counts, fail_on, "new and not cleared")


def _decided(counts: Mapping[str, int], fail_on: str, title: str) -> Gate:
    if fail_on not in FAIL_ON:
        raise UsageError(f"unknown --fail-on {fail_on!r}", f"one of {', '.join(FAIL_ON)}")
    milder = FAIL_ON[FAIL_ON.index(fail_on) + 1 :]
    passed = not any(counts[name] for name in counts if name.split()[0] not in milder)
    told = ", ".join(_plural(count, name) for name, count in counts.items() if count)
    line = f"gate {'passed' if passed else 'failed'}" + (f"; {title}: {told}" if told else "")
    return Gate(passed, line)


def closes(finding: Finding, fail_on: str = "conflict") -> bool:
    """Tell whether a finding is one of those for which the gate closes."""
    if finding.status != _OPEN:
        return False
    known = {"conflict": Verdict.CONFLICT, "unknown": Verdict.UNKNOWN}
    loud = finding.severity is Severity.ERROR or finding.verdict >= known.get(
        fail_on, Verdict.REVIEW
    )
    return loud or (fail_on == "duty" and finding.code.startswith(DUTY_CODES))


def unmet_duties(report: Report) -> int:
    """Count the duties that the repository is known not to fulfill, waived ones left out."""
    unmet = sum(duty.fulfilled is False for one in report.judged for duty in one.duties)
    return unmet - sum(
        finding.code.startswith(DUTY_CODES) and finding.status != _OPEN
        for finding in report.findings
    )


def _remaining(report: Report) -> Iterator[Verdict]:
    """Yield the verdict of each component as its open findings leave it."""
    findings: dict[ComponentId, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.component, []).append(finding)
    for one in report.judged:
        yield _left(one, tuple(findings.get(one.component, ())))


def _left(judged: Judged, findings: Iterable[Finding]) -> Verdict:
    """A verdict that no finding of its own accounts for cannot be waived by one."""
    told = max((f.verdict for f in findings), default=Verdict.OK)
    if told < judged.verdict:
        return judged.verdict
    open_ones = (f.verdict for f in findings if f.status == _OPEN)
    return min(judged.verdict, max(open_ones, default=Verdict.OK))


def _is_plain_error(finding: Finding) -> bool:
    """An error by the user's own rules, not by the verdict of a component."""
    loud = finding.severity is Severity.ERROR and finding.status == _OPEN
    return loud and finding.verdict is not Verdict.CONFLICT


def _set_aside(findings: Iterable[Finding]) -> Iterator[str]:
    statuses = [finding.status for finding in findings]
    for status in ("waived", "baselined"):
        if count := statuses.count(status):
            yield f"{count} {status}"


def _plural(count: int, name: str) -> str:
    return f"{count} {_NAMES[name] if count > 1 else name}"
