"""What rests on facts that are not held against a text says so, in every format for people."""

from __future__ import annotations

import pytest

from licscan.model import Finding, Report
from licscan.report import View, reporter
from tests.report.sample import conflict


def _marked(report: Report, verified: str) -> Report:
    """The same report, resting on facts of another standing."""

    def marked(finding: Finding) -> Finding:
        reasons = tuple(reason._replace(verified=verified) for reason in finding.reasons)
        return finding._replace(reasons=reasons)

    judged = tuple(
        one._replace(
            findings=tuple(map(marked, one.findings)),
            duties=tuple(duty._replace(verified=verified) for duty in one.duties),
        )
        for one in report.judged
    )
    return report._replace(judged=judged, findings=tuple(map(marked, report.findings)))


@pytest.mark.parametrize("name", ["plain", "terminal", "markdown", "html", "json"])
@pytest.mark.parametrize("verified", ["memory", "secondary", "partial"])
def test_standing_is_shown_beside_verdict_and_duty(name: str, verified: str) -> None:
    text = reporter(name).render(View(_marked(conflict(), verified), "gate failed"))
    assert text.count(verified) >= 2


@pytest.mark.parametrize("name", ["plain", "terminal", "markdown", "html"])
def test_what_is_held_against_its_text_needs_no_mark(name: str) -> None:
    text = reporter(name).render(View(_marked(conflict(), "text"), "gate failed"))
    assert "[text]" not in text
    assert "held against" not in text
