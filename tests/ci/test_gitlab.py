"""The GitLab job: its script, run as a runner would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

import pytest
import yaml

from tests.ci.runner import ROOT, environment, stand_in
from tests.ci.test_action import CLEAN, CONFLICT

TEMPLATE = ROOT / "ci" / "licscan.gitlab-ci.yml"
JOB: dict[str, Any] = yaml.safe_load(TEMPLATE.read_text("utf-8"))["licscan"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bash scripts")


def run_job(
    job: Mapping[str, Any], project: Path, programs: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the script of a job: all lines in one shell that stops at the first error."""
    if not programs.exists():
        stand_in(programs)
        pip = programs / "pip"
        pip.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" > "{programs}/installed"\n')
        pip.chmod(0o755)
    known = {"CI_PROJECT_DIR": str(project)}
    for name, value in {**job["variables"], **variables}.items():
        known[name] = str(value).replace("$CI_PROJECT_DIR", str(project))
    script = "\n".join([*job.get("before_script", []), *job["script"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=project,
        env={**environment(str(programs)), **known},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".git").mkdir()
    return folder


def test_the_template_fits_its_schema() -> None:
    command = ["check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(TEMPLATE)]
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("text", "variables", "code"),
    [
        pytest.param(CLEAN, {}, 0, id="clean"),
        pytest.param(CLEAN, {"LICSCAN_FAIL_ON": "duty"}, 0, id="clean, strictest gate"),
        pytest.param(CONFLICT, {}, 1, id="conflict"),
        pytest.param(CONFLICT, {"LICSCAN_ARGUMENTS": "--exclude README.md"}, 3, id="left out"),
        pytest.param(CLEAN, {"LICSCAN_PATH": "nowhere"}, 3, id="no such folder"),
        pytest.param(CLEAN, {"LICSCAN_PATH": "$(touch pwned)"}, 3, id="a path is no command"),
        pytest.param(CLEAN, {"LICSCAN_FAIL_ON": "whim"}, 2, id="no such gate"),
    ],
)
def test_the_job_ends_as_the_gate(
    project: Path, tmp_path: Path, text: str, variables: Mapping[str, str], code: int
) -> None:
    (project / "README.md").write_text(text)
    done = run_job(JOB, project, tmp_path / "programs", **variables)
    assert done.returncode == code, done.stderr
    assert not (project / "pwned").exists()


def test_the_job_leaves_what_it_promises(project: Path, tmp_path: Path) -> None:
    (project / "README.md").write_text(CONFLICT)
    (project / ".cache" / "pip").mkdir(parents=True)
    (project / ".cache" / "pip" / "README.md").write_text("---\nlicense: gpl-3.0\n---\n")
    run_job(JOB, project, tmp_path / "programs")
    reports = JOB["artifacts"]["reports"]
    issues = json.loads((project / reports["codequality"]).read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"README.md"}
    assert parse(project / reports["junit"]).getroot().get("failures") == "1"
    assert all((project / name).exists() for name in JOB["artifacts"]["paths"])


def test_the_job_installs_the_release_it_comes_from(project: Path, tmp_path: Path) -> None:
    (project / "README.md").write_text(CLEAN)
    run_job(JOB, project, tmp_path / "programs")
    installed = (tmp_path / "programs" / "installed").read_text().split()
    assert installed[-1] == JOB["variables"]["LICSCAN_SOURCE"]
    assert installed[-1].endswith("/licscan@v0.1.0")
