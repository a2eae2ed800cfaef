"""The baseline: what it must not hide first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.errors import UsageError
from licscan.model import Finding, Verdict, Waiver
from licscan.policy.baseline import baseline_text, baselined, read_baseline
from tests.policy.worlds import finding


def entries_of(folder: Path, *findings: Finding):  # type: ignore[no-untyped-def]
    path = folder / "baseline.json"
    path.write_text(baseline_text(findings), encoding="utf-8")
    return read_baseline(path)


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(finding(code="LIC202"), id="another code"),
        pytest.param(finding(component="adapter"), id="another component"),
        pytest.param(finding(upstream="pkg:huggingface/org/other"), id="another upstream"),
        pytest.param(finding(path="docs/README.md"), id="another file"),
        pytest.param(finding(term="field"), id="another term"),
    ],
)
def test_a_new_finding_is_open(tmp_path: Path, new: Finding) -> None:
    told, gone = baselined([new], entries_of(tmp_path, finding()))
    assert [one.status for one in told] == ["open"]
    assert len(gone) == 1


def test_a_finding_that_became_worse_is_open(tmp_path: Path) -> None:
    entries = entries_of(tmp_path, finding(verdict=Verdict.UNKNOWN))
    told, _ = baselined([finding(verdict=Verdict.CONFLICT)], entries)
    assert [one.status for one in told] == ["open"]


def test_one_entry_stands_for_one_finding(tmp_path: Path) -> None:
    twins = [finding(line=2), finding(line=9)]
    told, _ = baselined(twins, entries_of(tmp_path, twins[0]))
    assert [one.status for one in told] == ["baselined", "open"]


def test_what_is_waived_stays_waived_and_out_of_the_file(tmp_path: Path) -> None:
    held = finding()._replace(status="waived", waivers=(Waiver("LIC201", ".", "why"),))
    assert entries_of(tmp_path, held) == ()
    told, gone = baselined([held], entries_of(tmp_path, finding()))
    assert [one.status for one in told] == ["waived"]
    assert gone == ()


def test_findings_about_the_policy_itself_are_never_entered(tmp_path: Path) -> None:
    about = finding(code="LIC502")._replace(slug="waiver-unused")
    assert entries_of(tmp_path, about) == ()


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param(finding(line=99), id="another line"),
        pytest.param(finding()._replace(message="Said otherwise."), id="other words"),
        pytest.param(finding(verdict=Verdict.REVIEW), id="milder"),
    ],
)
def test_an_old_finding_is_told_and_does_not_count(tmp_path: Path, moved: Finding) -> None:
    told, gone = baselined([moved], entries_of(tmp_path, finding()))
    assert ([one.status for one in told], gone) == (["baselined"], ())


def test_the_file_is_sorted_and_holds_no_line_number(tmp_path: Path) -> None:
    one, other = finding(component="a"), finding(component="b", line=77)
    assert baseline_text([one, other]) == baseline_text([other, one])
    assert "77" not in json.dumps(
        [r["component"] for r in json.loads(baseline_text([other]))["findings"]]
    )
    assert set(json.loads(baseline_text([one]))["findings"][0]) == {
        *("fingerprint", "code", "component", "upstream", "verdict")
    }


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "licscan-baseline/9", "findings": []}', '{"schema": 1}'],
)
def test_another_file_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="is no baseline"):
        read_baseline(path)


def test_a_file_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert read_baseline(tmp_path / "baseline.json") == ()
