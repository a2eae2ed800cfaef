"""`licscan lock` and the options of `audit` around it, as a user types them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def _run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "licscan", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _repository(folder: Path, base: str) -> None:
    (folder / "README.md").write_text(f"---\nlicense: mit\nbase_model: {base}\n---\n# T\n")


def test_a_locked_audit_passes_until_a_parent_is_added(tmp_path: Path) -> None:
    _repository(tmp_path, "google-bert/bert-base-uncased")
    written = _run("lock", "--today", "2026-11-25", folder=tmp_path)
    assert (written.returncode, written.stdout) == (0, "licscan.lock: 1 upstream; 1 added\n")
    assert 'locked = "2026-11-25"' in (tmp_path / "licscan.lock").read_text()
    assert _run("audit", "--locked", folder=tmp_path).returncode == 0
    _repository(tmp_path, "google-bert/bert-large-uncased")
    drifted = _run("audit", "--locked", folder=tmp_path)
    assert drifted.returncode == 1
    assert "LIC504 lock-drift" in drifted.stdout


def test_locked_without_a_lock_is_a_usage_error(tmp_path: Path) -> None:
    _repository(tmp_path, "google-bert/bert-base-uncased")
    run = _run("audit", "--locked", folder=tmp_path)
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        "licscan: error: --locked: there is no licscan.lock here",
        "tip: write it with licscan lock",
    ]


def test_the_cache_takes_no_target(tmp_path: Path) -> None:
    assert _run("audit", "--hf-cache", "x", folder=tmp_path).returncode == 2
