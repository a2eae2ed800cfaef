"""The GitHub Action: its steps, run as a runner would, on good, bad and hostile repositories."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.runner import ROOT, Job, Step, commands, environment, stand_in

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
LEVELS = ("error", "warning", "notice")
CLEAN = "---\nlicense: apache-2.0\n---\n# mine\n"
CONFLICT = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# mine\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bash scripts")


def act(job: Job, **given: str) -> int:
    """Run the action; the checkout stands in for what it would install."""

    def before(step: Step) -> None:
        if step.name == "prepare":
            stand_in(Path(step.outputs["home"]) / "venv" / "bin")

    return job.run(ACTION, given, before)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    workspace = tmp_path / "work"
    workspace.mkdir()
    (workspace / ".git").mkdir()
    (workspace / "README.md").write_text(CLEAN)
    return Job(workspace, tmp_path / "temp")


def test_the_action_fits_its_schema() -> None:
    command = ["check_jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_action_it_uses_is_pinned() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert used
    assert [
        name for name in used if not re.fullmatch(r"[\w.-]+(/[\w.-]+)+@[0-9a-f]{40}", name)
    ] == []


def test_no_input_is_pasted_into_a_command() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert not any("${{" in script for script in scripts)


def test_every_input_is_used_and_told() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    for name, about in ACTION["inputs"].items():
        assert f"inputs.{name}" in text
        assert about["description"].endswith((".", "`."))


def test_it_comments_nothing_unless_asked(job: Job) -> None:
    job.event, job.pull_request = "pull_request", "7"
    assert act(job) == 0
    assert job.steps["comment"].outcome == "skipped"


def test_a_clean_repository_passes(job: Job) -> None:
    assert act(job) == 0
    scan = job.steps["scan"]
    assert scan.outputs["exit-code"] == "0"
    assert scan.outputs["verdict"] == "ok"
    assert commands(scan.log) == []
    assert job.summary.startswith("## licscan: ok")


def test_a_conflict_is_uploaded_before_the_gate_closes(job: Job) -> None:
    (job.workspace / "README.md").write_text(CONFLICT)
    assert act(job) == 1
    assert [name for name, step in job.steps.items() if step.outcome == "failure"] == ["gate"]
    given = job.steps["upload"].given
    (run,) = json.loads(Path(given["sarif_file"]).read_text("utf-8"))["runs"]
    assert {result["ruleId"] for result in run["results"]} >= {"LIC201"}
    assert given["category"] == "licscan"
    assert job.steps["scan"].outputs["verdict"] == "conflict"
    assert "```mermaid" in job.summary


def test_annotations_stand_at_the_lines(job: Job) -> None:
    folder = job.workspace / "models" / "tiny"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(CONFLICT)
    assert act(job, path="models/tiny") == 1
    first = commands(job.steps["scan"].log)[0]
    assert first.startswith("::error file=models/tiny/README.md,line=2,title=LIC201 over-grant::")


def test_annotations_and_summary_can_be_left_out(job: Job) -> None:
    (job.workspace / "README.md").write_text(CONFLICT)
    assert act(job, annotations="false", summary="false", **{"upload-sarif": "false"}) == 1
    assert commands(job.steps["scan"].log) == []
    assert job.summary == ""
    assert job.steps["upload"].outcome == "skipped"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"path": "nowhere"}, 3, id="no such folder"),
        pytest.param({"fail-on": "whim"}, 2, id="no such gate"),
        pytest.param({"arguments": "--stance\nmoon=strict"}, 2, id="no such stance"),
        pytest.param({"arguments": "--exclude\n*.md"}, 3, id="nothing to scan"),
    ],
)
def test_without_a_report_the_job_fails(job: Job, given: Mapping[str, str], code: int) -> None:
    assert act(job, **given) == code
    assert job.steps["upload"].outcome == "skipped"
    assert "verdict" not in job.steps["scan"].outputs
    (told,) = commands(job.steps["gate"].log)
    assert told.startswith(f"::error title=licscan::There is no verdict (exit code {code})")


@pytest.mark.parametrize(("gate", "code"), [("", 0), ("review", 1)])
def test_the_gate_is_an_input(job: Job, gate: str, code: int) -> None:
    text = "---\nlicense: mit\ndatasets: [HuggingFaceH4/no_robots]\n---\n"
    (job.workspace / "README.md").write_text(text)
    assert act(job, **{"fail-on": gate}) == code


def test_options_are_given_one_a_line(job: Job) -> None:
    (job.workspace / "extra.md").write_text(CONFLICT)
    assert act(job, arguments="--exclude\nextra.md\n\n--commercial\n") == 0


@pytest.mark.parametrize(
    "path", ["$(touch pwned)", "; touch pwned #", "--help", "`touch pwned`", "a b", '"'], ids=repr
)
def test_a_path_is_never_a_command(job: Job, path: str) -> None:
    folder = job.workspace / path
    folder.mkdir()
    (folder / "README.md").write_text(CONFLICT)
    assert act(job, path=path) == 1
    assert not list(job.workspace.rglob("pwned"))


def test_a_scanned_file_commands_nothing(job: Job) -> None:
    evil = "::stop-commands::x\n::add-mask::a\n##[error]b\n::error file=x::c\n"
    (job.workspace / "README.md").write_text(CONFLICT + evil + evil.replace("\n", " "))
    folder = job.workspace / "::warning::d"
    folder.mkdir()
    (folder / "README.md").write_text(CONFLICT.replace("mit", "::error::e"))
    act(job)
    ours = tuple(f"::{level} {begin}=" for level in LEVELS for begin in ("file", "title"))
    found = commands(job.steps["scan"].log)
    assert "::error::e" in job.steps["scan"].log
    assert found
    assert [line for line in found if not line.startswith(ours)] == []


def test_a_failed_upload_is_told_and_is_not_the_gate(job: Job) -> None:
    job.outcomes = {"upload": "failure"}
    assert act(job) == 0
    (warning,) = commands(job.steps["gate"].log)
    assert "not uploaded to code scanning" in warning


def _gh(folder: Path, answer: str) -> Path:
    """Stand in for GitHub's own program: note what is asked, and answer the list of comments."""
    folder.mkdir()
    program = folder / "gh"
    program.write_text(
        "#!/bin/sh\n"
        f'printf "%s\\n" "$*" >> "{folder}/asked"\n'
        f'case "$*" in *--jq*) printf "{answer}";; esac\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("", "--method POST repos/octo/models/issues/7/comments"),
        ("41\\n42\\n", "--method PATCH repos/octo/models/issues/comments/41"),
    ],
    ids=["first run", "later run"],
)
def test_a_comment_is_written_once_and_then_renewed(
    job: Job, tmp_path: Path, answer: str, asked: str
) -> None:
    job.event, job.pull_request = "pull_request", "7"
    job.path = str(_gh(tmp_path / "gh", answer))
    assert act(job, comment="true", category="models/a b") == 0
    first, second = (tmp_path / "gh" / "asked").read_text().splitlines()
    assert "<!-- licscan: models-a-b -->" in first
    assert asked in second
    body = Path(second.split("body=@")[1]).read_text("utf-8")
    assert body.startswith("<!-- licscan: models-a-b -->\n## licscan: ok")
    assert len(body) < 65_536


def test_a_comment_that_is_refused_is_told(job: Job, tmp_path: Path) -> None:
    job.event, job.pull_request = "pull_request", "7"
    folder = _gh(tmp_path / "gh", "")
    (folder / "gh").write_text("#!/bin/sh\nexit 1\n")
    job.path = str(folder)
    assert act(job, comment="true") == 0
    assert "The comment was not written" in job.steps["gate"].log


def test_what_is_cached_depends_on_what_is_installed(job: Job) -> None:
    act(job)
    prepared = job.steps["prepare"].outputs
    assert re.fullmatch(r"licscan-[0-9a-f]{16}", prepared["key"])
    cached = next(step for step in job.steps.values() if "key" in step.given)
    assert cached.given == {"path": prepared["cache"], "key": prepared["key"]}


@pytest.mark.wheel
def test_the_action_installs_itself(job: Job) -> None:
    """Packages that it needs are found here instead of being downloaded."""
    script = ["bash", str(ROOT / "ci" / "github.sh")]
    home = job.temp / "home"
    job.temp.mkdir()
    env = {
        **environment(),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "RUNNER_TEMP": str(job.temp),
        "GITHUB_ACTION_PATH": str(ROOT),
        "LICSCAN_PYTHON": sys.executable,
        "LICSCAN_HOME": str(home),
    }
    done = subprocess.run(
        [*script, "install"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    installed = [str(home / "venv" / "bin" / "licscan"), "--version"]
    assert subprocess.run(installed, env=env, capture_output=True, check=True).stdout
    again = subprocess.run(
        [*script, "install"], env=env, capture_output=True, text=True, check=True
    )
    assert "installed earlier" in again.stdout
    assert os.access(home / "venv" / "bin" / "python", os.X_OK)
