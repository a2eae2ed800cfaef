"""Small git repositories, made with the real git and no configuration of the machine's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    "NO_COLOR": "1",
    "COLUMNS": "80",
}

Files = Mapping[str, str | bytes]

CLEAN = "---\nlicense: apache-2.0\n---\n# mine\n"
CONFLICT = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# mine\n"


def git(folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return os.fsdecode(done.stdout).strip()


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def repository(folder: Path, files: Files | None = None, tag: str = "") -> Path:
    """Make a repository with one commit; without files, with none."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main", ".")
    if files:
        commit(folder, files, tag)
    return folder


def commit(folder: Path, files: Files, tag: str = "") -> str:
    write(folder, files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=x")
    if tag:
        git(folder, "tag", tag)
    return git(folder, "rev-parse", "HEAD")


def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take git's variables out of this process, and the configuration of the machine."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
