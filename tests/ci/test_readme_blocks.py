"""What the README says to paste into a CI: a screen each, run here word for word."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from licscan import __version__
from tests.ci.runner import ROOT, Job
from tests.ci.test_action import CLEAN, CONFLICT, act
from tests.ci.test_gitlab import TEMPLATE, run_job

BLOCKS = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.S | re.M)
(WORKFLOW,) = [block for block in BLOCKS if "uses: licscan/licscan@" in block]
(INCLUDE,) = [block for block in BLOCKS if "licscan.gitlab-ci.yml" in block]
SCREEN = 40

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="bash scripts")


def checked(schema: str, text: str, tmp_path: Path) -> str:
    """Return what the schema of a host says against a file; nothing where it fits."""
    file = tmp_path / "file.yml"
    file.write_text(text)
    command = ["check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode else ""


def test_each_block_is_one_screen() -> None:
    assert len(WORKFLOW.splitlines()) <= SCREEN
    assert len(INCLUDE.splitlines()) <= SCREEN


def test_the_blocks_fit_the_schemas_of_their_hosts(tmp_path: Path) -> None:
    assert checked("github-workflows", WORKFLOW, tmp_path) == ""
    assert checked("gitlab-ci", INCLUDE, tmp_path) == ""


def test_the_workflow_may_do_what_the_action_does() -> None:
    permissions = yaml.safe_load(WORKFLOW)["permissions"]
    assert permissions == {"contents": "read", "security-events": "write"}


def test_the_blocks_name_this_release() -> None:
    assert f"licscan/licscan@v{__version__}" in WORKFLOW
    assert f"/v{__version__}/ci/licscan.gitlab-ci.yml" in INCLUDE


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (CONFLICT, 1)], ids=["clean", "conflict"])
def test_the_workflow_runs(tmp_path: Path, text: str, code: int) -> None:
    (steps,) = [job["steps"] for job in yaml.safe_load(WORKFLOW)["jobs"].values()]
    assert [step["uses"].split("@")[0] for step in steps] == ["actions/checkout", "licscan/licscan"]
    job = Job(tmp_path / "work", tmp_path / "temp")
    job.workspace.mkdir()
    (job.workspace / "README.md").write_text(text)
    assert act(job, **steps[1].get("with", {})) == code
    assert job.steps["upload"].outcome == "success"


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (CONFLICT, 1)], ids=["clean", "conflict"])
def test_the_gitlab_block_runs(tmp_path: Path, text: str, code: int) -> None:
    block: dict[str, Any] = yaml.safe_load(INCLUDE)
    included = yaml.safe_load(TEMPLATE.read_text("utf-8"))["licscan"]
    own = block.get("licscan", {})
    job = {**included, **own, "variables": {**included["variables"], **own.get("variables", {})}}
    project = tmp_path / "project"
    folder = project / job["variables"]["LICSCAN_PATH"]
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(text)
    done = run_job(job, project, tmp_path / "programs")
    assert done.returncode == code, done.stderr
