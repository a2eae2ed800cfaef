"""A cache that cannot be used is told once, on stderr, and changes nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OTHER = "---\nlicense: other\nbase_model: ./base\n---\n# Frob\n"
TERMS = "The {} License\n\n" + "You have the right to paint it; you must not sell it.\n" * 12
COSTLY = {"README.md": OTHER, "LICENSE": TERMS.format("Frob"), "base/LICENSE": TERMS.format("Base")}
CHEAP = {"README.md": "---\nlicense: mit\n---\n# Frob\n", "LICENSE": "MIT License\n"}


def audit(
    folder: Path, files: dict[str, str], *words: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"}
    return subprocess.run(
        [sys.executable, "-m", "licscan", "audit", "--no-scancode", *words],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(
    ("files", "words", "home"),
    [(COSTLY, (), "{}"), (COSTLY, ("--no-cache",), "/dev/null"), (CHEAP, (), "/dev/null")],
    ids=["a home", "no cache asked", "no text that is asked of it"],
)
def test_nothing_is_said(
    tmp_path: Path, files: dict[str, str], words: tuple[str, ...], home: str
) -> None:
    assert audit(tmp_path / "x", files, *words, HOME=home.format(tmp_path)).stderr == ""


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ("/dev/null", "licscan: the cache of license texts cannot be used"),
        ("", "licscan: there is no home folder"),
    ],
    ids=["a home that cannot be written", "no home"],
)
def test_it_is_said_once_and_the_report_is_the_same(tmp_path: Path, home: str, told: str) -> None:
    usual = audit(tmp_path / "x", COSTLY, "--report=json=-", HOME=str(tmp_path))
    done = audit(tmp_path / "x", COSTLY, "--report=json=-", HOME=home)
    assert (done.stdout, done.returncode) == (usual.stdout, usual.returncode)
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(told)
