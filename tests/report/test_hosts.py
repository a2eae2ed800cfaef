"""What GitHub, GitLab and readers of JUnit take: escapes, limits, required fields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from junitparser import Failure, JUnitXml, Skipped, TestSuite

from licscan.model import Report
from licscan.report import View, reporter
from tests.report.sample import NASTY, clean, conflict, crowded, waived

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
EVIL = "x\n::set-output name=a::b\r%0A::error::c, d: e"


def annotations(report: Report, **about: Any) -> list[tuple[str, dict[str, str], str]]:
    text = reporter("github").render(View(report, "gate failed", **about))
    found = []
    for line in text.splitlines():
        if line.startswith("::"):
            match = COMMAND.fullmatch(line)
            assert match, line
            pairs = (pair.split("=", 1) for pair in match[2].split(","))
            found.append((match[1], dict(pairs), match[3]))
    return found


def gitlab(report: Report, **about: Any) -> list[dict[str, Any]]:
    text = reporter("gitlab").render(View(report, "gate failed", **about))
    assert not text.startswith("\ufeff")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def junit(report: Report, **about: Any) -> TestSuite:
    text = reporter("junit").render(View(report, "gate failed", **about))
    (suite,) = JUnitXml.fromroot(fromstring(text))
    assert isinstance(suite, TestSuite)
    return suite


def test_a_clean_report_annotates_nothing() -> None:
    assert annotations(clean()) == []
    assert gitlab(clean()) == []


def test_what_is_set_aside_is_not_annotated() -> None:
    assert not any("LIC201" in about["title"] for _, about, _ in annotations(waived()))


def test_a_conflict_is_an_error_at_its_line() -> None:
    level, about, message = annotations(conflict(), prefix="models/tiny")[0]
    assert level == "error"
    assert about == {
        "file": "models/tiny/README.md",
        "line": "2",
        "title": "LIC201 over-grant",
    }
    assert "Fix: Release it under CC-BY-NC-4.0." in message


def test_a_binary_file_is_annotated_without_a_line(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"\0\1")
    _, about, _ = annotations(conflict(), root=tmp_path)[-1]
    assert about == {"file": "weights.bin", "title": "LIC901 gap"}


@pytest.mark.parametrize("name", [EVIL, NASTY])
def test_no_text_of_a_file_becomes_a_command(name: str) -> None:
    text = reporter("github").render(View(conflict(name), "gate failed"))
    lines = text.splitlines()
    assert [
        line for line in lines if not line.startswith(("::error ", "::notice ", "licscan: "))
    ] == []
    # the characters that the runner decodes again, as in actions/toolkit `escapeData`
    assert "%250A" in text or name is NASTY


@pytest.mark.parametrize(("count", "each"), [(30, 10), (33, 10), (300, 10), (27, 9)])
def test_a_level_has_ten_annotations_at_most(count: int, each: int) -> None:
    found = annotations(crowded(count))
    for level in ("error", "warning", "notice"):
        assert sum(one[0] == level for one in found) == each


def test_the_tenth_annotation_counts_the_rest() -> None:
    rest = [message for _, about, message in annotations(crowded(300)) if "file" not in about]
    assert rest == ["91 more like these stand in the report."] * 3


def test_the_worst_comes_first() -> None:
    levels = [level for level, _, _ in annotations(crowded(30))]
    assert levels == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


@pytest.mark.parametrize(
    "report",
    [conflict(), conflict(NASTY), waived(), crowded(40)],
    ids=["one", "evil", "aside", "many"],
)
def test_gitlab_finds_what_it_requires(report: Report) -> None:
    issues = gitlab(report, prefix="models")
    assert len(issues) == len(report.findings)
    for issue in issues:
        assert issue["description"]
        assert issue["check_name"].startswith("LIC")
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["path"].startswith("models/")
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_hears_quietly_of_what_is_set_aside() -> None:
    assert {issue["severity"] for issue in gitlab(waived()) if "LIC201" in issue["check_name"]} == {
        "info"
    }


def test_a_clean_component_is_a_passed_test() -> None:
    (case,) = junit(clean())
    assert case.is_passed
    assert junit(clean()).failures == 0


def test_what_closes_the_gate_fails() -> None:
    suite = junit(conflict())
    (failed,) = [case for case in suite if not case.is_passed]
    (failure,) = failed.result
    assert isinstance(failure, Failure)
    assert failure.type == "LIC201"
    assert (suite.tests, suite.failures) == (2, 1)


@pytest.mark.parametrize(("fail_on", "failures"), [("conflict", 10), ("unknown", 20)])
def test_the_gate_says_what_fails(fail_on: str, failures: int) -> None:
    assert junit(crowded(30), fail_on=fail_on).failures == failures


def test_what_is_set_aside_is_skipped_with_its_reason() -> None:
    skipped = [result for case in junit(waived()) for result in case.result]
    assert all(isinstance(result, Skipped) for result in skipped)
    assert any("a license was bought" in str(result.message) for result in skipped)


@pytest.mark.parametrize("name", [NASTY, "a\x00b\ufffe\uffff\ud800<&>\"'"])
def test_any_name_makes_sound_xml(name: str) -> None:
    suite = junit(conflict(name))
    assert suite.tests == 2


def test_no_two_cases_share_a_name() -> None:
    names = [(case.classname, case.name) for case in junit(crowded(40))]
    assert len(set(names)) == len(names)
