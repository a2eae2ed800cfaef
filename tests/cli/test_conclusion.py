"""Several reports in one run: one that fails costs none of the others, and is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.cli.conclusion import conclude, wanted
from licscan.errors import UsageError
from tests.cli.test_commands import CLEAN, CONFLICT, card, run
from tests.report.sample import clean, conflict


@pytest.mark.parametrize(
    "words",
    [["json"], ["json="], ["pdf=x.pdf"], ["json=-", "sarif=-"], ["json=a", "sarif=a"]],
    ids=["no path", "empty path", "no such format", "two on stdout", "two in one file"],
)
def test_a_wrong_report_is_refused(words: list[str]) -> None:
    with pytest.raises(UsageError):
        wanted(words)


def test_a_wrong_report_is_refused_before_the_scan(tmp_path: Path) -> None:
    done = run(tmp_path, "audit", "nowhere", "--report", "pdf=x")
    assert done.returncode == 2
    assert "unknown report format" in done.stderr


def test_folders_of_a_report_are_made(tmp_path: Path) -> None:
    done = run(card(tmp_path, CLEAN), "audit", "--report", "sarif=out/licscan/report.sarif")
    assert done.returncode == 0
    assert json.loads((tmp_path / "out/licscan/report.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize("text", [CLEAN, CONFLICT], ids=["passed", "failed"])
def test_an_unwritable_path_costs_no_other_report(tmp_path: Path, text: str) -> None:
    card(tmp_path, text)
    (tmp_path / "file").write_text("in the way")
    reports = ["--report=json=file/x.json", "--report=sarif=ok.sarif", "--report=junit=ok.xml"]
    done = run(tmp_path, "audit", *reports)
    assert done.returncode == 2
    assert "cannot write file/x.json" in done.stderr
    assert "all other reports were written; gate " in done.stderr
    assert (tmp_path / "ok.sarif").exists()
    assert (tmp_path / "ok.xml").exists()
    assert "gate " in done.stdout


def test_a_format_that_fails_costs_no_other(tmp_path: Path) -> None:
    first = conflict().findings[0]._replace(message=None)  # type: ignore[arg-type]
    broken = conflict()._replace(findings=(first,))
    json_, markdown = tmp_path / "r.json", tmp_path / "r.md"
    with pytest.raises(UsageError, match="the markdown report was not written: a bug of ours"):
        conclude(broken, None, "jsonl", reports=[f"markdown={markdown}", f"json={json_}"])
    assert json.loads(json_.read_text())["findings"][0]["code"] == "LIC201"
    assert not markdown.exists()


def test_exit_codes_are_the_gates_in_every_format(tmp_path: Path) -> None:
    for name in ("github", "gitlab", "junit", "sarif", "markdown"):
        reports = [f"{name}={tmp_path / name}"]
        assert conclude(clean(), None, "jsonl", reports=reports) == 0
        assert conclude(conflict(), None, "jsonl", reports=reports) == 1


def test_places_are_told_from_the_top_of_the_checkout(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "models" / "tiny"
    folder.mkdir(parents=True)
    card(folder, CONFLICT)
    for place, target in ((tmp_path, "models/tiny"), (folder, ".")):
        done = run(place, "audit", target, "--report", "github=-")
        assert "file=models/tiny/README.md," in done.stdout


def test_a_name_that_is_no_utf8_is_written(tmp_path: Path) -> None:
    report = conflict()._replace(excluded=("a\udcff.bin",))
    for name in ("json", "sarif", "junit", "gitlab", "markdown", "github", "plain"):
        path = tmp_path / name
        conclude(report, None, "jsonl", reports=[f"{name}={path}"])
        assert path.read_text("utf-8")
    assert json.loads((tmp_path / "json").read_text())["excluded"] == ["a\udcff.bin"]
