"""Audits of what git holds tell the same as audits of a checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from licscan.audit import Options, audit
from licscan.model import Report
from licscan.report.json import as_data
from licscan.revisions import audit_revision, audit_url
from tests.repositories import CLEAN, CONFLICT, ENVIRONMENT, commit, git, plain, repository, write

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(folder.parent for folder in (ROOT / "examples").glob("*/tree"))
MODELS = ROOT.parent / "shared" / "corpus" / "model-repos"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    plain(monkeypatch)


def licscan(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "licscan", *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        check=False,
    )


OPTIONS = Options(scancode=False, cache=False)


def told(report: Report) -> dict[str, Any]:
    """What a report says, without its title and git's own folder, which no commit holds."""
    found = as_data(report)
    found["target"] = ""
    found["excluded"] = [path for path in found["excluded"] if path != ".git"]
    return found


def as_checked_out(folder: Path) -> dict[str, Any]:
    return told(audit(folder, OPTIONS))


def as_revision(folder: Path, revision: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    audit_revision(folder, revision, OPTIONS, lambda report, _: found.append(told(report)) or 0)
    return found[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_revision_is_audited_as_its_checkout(tmp_path: Path, example: Path) -> None:
    folder = tmp_path / "r"
    shutil.copytree(example / "tree", folder)
    commit(repository(folder), {}, tag="v1")
    expected = as_checked_out(folder)
    commit(folder, {"README.md": "---\nlicense: mit\n---\n", "new/README.md": CONFLICT})
    assert as_revision(folder, "v1") == expected != as_revision(folder, "HEAD")


@pytest.mark.skipif(not MODELS.is_dir(), reason="the shared repositories are not here")
@pytest.mark.parametrize("number", range(0, 70, 7))
def test_a_real_repository_is_audited_as_its_checkout(tmp_path: Path, number: int) -> None:
    source = sorted(path for path in MODELS.iterdir() if path.is_dir())[number]
    shutil.copytree(source, tmp_path / "r", symlinks=True)
    commit(repository(tmp_path / "r"), {})
    assert as_revision(tmp_path / "r", "HEAD") == as_checked_out(tmp_path / "r")


def test_a_repository_far_away_is_audited_by_its_address(tmp_path: Path) -> None:
    folder = repository(tmp_path / "r", {"README.md": CONFLICT, "sub/README.md": CLEAN}, tag="v1")
    git(folder, "config", "uploadpack.allowFilter", "true")
    commit(folder, {"README.md": CLEAN})
    found: list[dict[str, Any]] = []
    address = f"file://{folder}@v1"
    audit_url(address, OPTIONS, lambda report, _: found.append(told(report)) or 0)
    assert found == [as_revision(folder, "v1")]
    assert licscan(tmp_path, "audit", f"file://{folder}@v1").returncode == 1
    assert licscan(tmp_path, "audit", f"file://{folder}").returncode == 0


def test_lines_are_shown_as_the_revision_has_them(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"README.md": CONFLICT}, tag="v1")
    commit(folder, {"README.md": "---\n---\n"})
    done = licscan(folder, "audit", "--ref", "v1")
    assert "> 2 │ license: mit" in " ".join(done.stdout.split())
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["audit", "--ref", "v9"], 2, "has no revision 'v9'"),
        (["audit", "--ref", "v1", "file:///srv/x"], 2, "written file:///srv/x@v1"),
        (["audit", "file:///nothing/here"], 3, "cannot fetch here"),
        (["audit", "--ref", "v1", "--exclude", "*.md"], 3, "nothing to scan"),
    ],
)
def test_wrong_questions_to_git(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    done = licscan(repository(tmp_path, {"README.md": CLEAN}, tag="v1"), *arguments)
    assert done.returncode == code
    assert told in done.stderr


STAGED: dict[str, tuple[str, str, list[str], int]] = {
    "good staged, bad on disk": (CLEAN, CONFLICT, [], 0),
    "bad staged, good on disk": (CONFLICT, CLEAN, [], 1),
    "a file named": (CONFLICT, CLEAN, ["README.md"], 1),
    "another file named": (CONFLICT, CLEAN, ["main.xyz"], 0),
    "a file elsewhere named": (CONFLICT, CLEAN, ["../README.md"], 0),
}


@pytest.mark.parametrize(("index", "disk", "files", "code"), STAGED.values(), ids=STAGED)
def test_what_is_staged_is_judged(
    tmp_path: Path, index: str, disk: str, files: list[str], code: int
) -> None:
    folder = repository(tmp_path / "r", {"main.xyz": "int x;"})
    write(folder, {"README.md": index})
    git(folder, "add", "README.md")
    write(folder, {"README.md": disk})
    done = licscan(folder, "check", "--staged", *files)
    assert done.returncode == code, done.stdout + done.stderr
    assert bool(done.stdout) == bool(code)


def test_a_staged_deletion_is_judged(tmp_path: Path) -> None:
    card = "---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B\n---\n"
    folder = repository(tmp_path, {"README.md": CLEAN, "a/README.md": card, "a/LICENSE": "MIT"})
    git(folder, "rm", "--quiet", "a/LICENSE")
    done = licscan(folder, "check", "--staged")
    assert done.returncode == 1
    assert "a/README.md" in done.stdout


def test_a_stage_without_anything_of_ours_is_silent(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"README.md": CONFLICT})
    write(folder, {"main.xyz": "int x;"})
    git(folder, "add", "main.xyz")
    done = licscan(folder, "check", "--staged")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_plain_file_named_like_a_card_is_nothing_to_check(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "# Notes\n\nNothing.\n"})
    done = licscan(tmp_path, "check", "README.md")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_git_a_directory_is_still_audited(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": CLEAN})
    path = {"PATH": str(tmp_path), "GIT_PYTHON_REFRESH": ""}
    assert licscan(tmp_path, "audit", **path).returncode == 0
    done = licscan(tmp_path, "audit", "--ref", "v1", **path)
    assert done.returncode == 3
    assert "git is not installed" in done.stderr


def test_a_hook_of_another_repository_does_not_mislead(tmp_path: Path) -> None:
    main = repository(tmp_path / "main", {"README.md": CLEAN})
    other = repository(tmp_path / "other", {"README.md": CONFLICT})
    hook = {"GIT_DIR": str(main / ".git"), "GIT_INDEX_FILE": str(main / ".git/index")}
    assert licscan(main, "audit", "--ref", "HEAD", str(other), **hook).returncode == 1
    assert licscan(main, "audit", "--ref", "HEAD", **hook).returncode == 0
    assert licscan(main, "audit", f"file://{other}", **hook).returncode == 1
    assert os.path.isfile(main / ".git/index")
