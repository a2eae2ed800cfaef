"""The gate: what must not open it first."""

from __future__ import annotations

import pytest

from licscan.model import Duty, Finding, Judged, Report, Severity, Verdict
from licscan.policy import gate, with_severity
from tests.policy.worlds import BASE, ROOT, finding, report

WAIVED = finding()._replace(status="waived")
BASELINED = finding()._replace(status="baselined")
UNKNOWN = finding(code="LIC105", upstream=None, verdict=Verdict.UNKNOWN)
PLAIN = finding(code="LIC505", verdict=Verdict.OK)
DUTY = finding(code="LIC301", verdict=Verdict.OK)


def with_duties(found: Report, count: int) -> Report:
    duty = Duty(ROOT, BASE, "CC-BY-NC-4.0", "include-license", "1", "Ship it.", fulfilled=False)
    judged = (Judged(ROOT, found.verdict, duties=(duty,) * count),)
    return found._replace(judged=judged)


@pytest.mark.parametrize(
    ("found", "fail_on"),
    [
        pytest.param(report(finding()), "conflict", id="a conflict"),
        pytest.param(report(WAIVED, finding(term="field")), "conflict", id="one of two is waived"),
        pytest.param(report(), "conflict", id="a conflict that no finding accounts for"),
        pytest.param(report(UNKNOWN), "conflict", id="a conflict worse than its findings"),
        pytest.param(
            report(UNKNOWN._replace(status="waived")), "conflict", id="the lesser one is waived"
        ),
        pytest.param(
            report(finding()._replace(severity=Severity.NOTE)), "conflict", id="turned down"
        ),
        pytest.param(
            report(WAIVED, UNKNOWN), "unknown", id="what is left behind a waived conflict"
        ),
        pytest.param(
            report(PLAIN._replace(severity=Severity.ERROR), verdict=Verdict.OK),
            "conflict",
            id="an error by the user's own rules",
        ),
        pytest.param(with_duties(report(DUTY, verdict=Verdict.OBLIGED), 1), "duty", id="a duty"),
        pytest.param(
            with_duties(report(DUTY._replace(status="waived"), verdict=Verdict.OBLIGED), 2),
            "duty",
            id="one of two duties is waived",
        ),
    ],
)
def test_closed(found: Report, fail_on: str) -> None:
    assert not gate(found, fail_on).passed


@pytest.mark.parametrize(
    ("found", "fail_on", "line"),
    [
        pytest.param(report(WAIVED), "review", "gate passed; set aside: 1 waived", id="waived"),
        pytest.param(
            report(BASELINED), "duty", "gate passed; set aside: 1 baselined", id="baselined"
        ),
        pytest.param(
            report(WAIVED, UNKNOWN),
            "conflict",
            "gate passed; not cleared: 1 unknown; set aside: 1 waived",
            id="what is left is told",
        ),
        pytest.param(
            report(PLAIN._replace(severity=Severity.WARNING), verdict=Verdict.OK),
            "conflict",
            "gate passed",
            id="a rule of one's own, turned down",
        ),
        pytest.param(
            with_duties(report(DUTY._replace(status="waived"), verdict=Verdict.OBLIGED), 1),
            "duty",
            "gate passed; set aside: 1 waived",
            id="waived duty",
        ),
    ],
)
def test_open(found: Report, fail_on: str, line: str) -> None:
    assert gate(found, fail_on) == (True, line)


@pytest.mark.parametrize(
    ("found", "chosen", "expected"),
    [
        (finding(), {}, Severity.ERROR),
        (UNKNOWN, {}, Severity.WARNING),
        (DUTY, {}, Severity.WARNING),
        (PLAIN, {}, Severity.NOTE),
        (finding(), {"LIC202": Severity.NOTE}, Severity.ERROR),
        (finding(), {"LIC201": Severity.NOTE}, Severity.NOTE),
        (DUTY, {"LIC301": Severity.ERROR}, Severity.ERROR),
    ],
)
def test_severity(found: Finding, chosen: dict[str, Severity], expected: Severity) -> None:
    assert with_severity(found, chosen).severity is expected
