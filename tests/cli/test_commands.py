"""The doors: exit codes, where output goes, and what the hook must not load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = "---\nlicense: apache-2.0\n---\n# mine\n"
CONFLICT = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# mine\n"
CONTESTED = "---\nlicense: mit\ndatasets: [HuggingFaceH4/no_robots]\n---\n# mine\n"
PLAN = """schema = "licscan-plan/1"
[release]
license = "mit"
[[component]]
id = "base"
license = "cc-by-nc-4.0"
[[component]]
id = "mine"
[[lineage]]
child = "mine"
parent = "base"
relation = "finetune"
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "licscan", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def card(folder: Path, text: str) -> Path:
    (folder / "README.md").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        pytest.param(CLEAN, ["audit"], 0, id="clean"),
        pytest.param(CLEAN, ["audit", "--fail-on", "duty"], 0, id="clean, strictest gate"),
        pytest.param(CLEAN, ["check", "README.md"], 0, id="clean hook"),
        pytest.param(CLEAN, ["check", "main.c"], 0, id="hook, nothing of ours"),
        pytest.param(CLEAN, ["check"], 0, id="hook without files"),
        pytest.param(CONTESTED, ["audit"], 0, id="contested passes by default"),
        pytest.param(CONTESTED, ["audit", "--fail-on", "review"], 1, id="contested"),
        pytest.param(CONTESTED, ["audit", "--profile", "strict"], 1, id="contested, strict"),
        pytest.param(
            CONTESTED,
            ["audit", "--fail-on", "review", "--stance", "nc-training=lenient"],
            0,
            id="contested, settled",
        ),
        pytest.param(CONFLICT, ["audit"], 1, id="conflict"),
        pytest.param(CONFLICT, ["audit", "--report", "json=-"], 1, id="conflict as json"),
        pytest.param(CONFLICT, ["check", "README.md"], 1, id="conflict in the hook"),
        pytest.param(CONFLICT, ["check", "--report", "json=-", "README.md"], 1, id="hook, options"),
        pytest.param(CLEAN, ["audit", "nowhere"], 3, id="no directory"),
        pytest.param(CLEAN, ["audit", "--exclude", "*.md"], 3, id="nothing to scan"),
        pytest.param(CLEAN, ["audit", "--fail-on", "whim"], 2, id="unknown gate"),
        pytest.param(CLEAN, ["audit", "--stance", "moon=strict"], 2, id="unknown stance"),
        pytest.param(CLEAN, ["audit", "--report", "pdf=x"], 2, id="unknown format"),
        pytest.param(CLEAN, ["frobnicate"], 2, id="unknown command"),
        pytest.param(CLEAN, ["explain", "LIC999"], 2, id="nothing of this name"),
        pytest.param(CLEAN, ["explain", "llama3.1"], 0, id="a license"),
        pytest.param(CLEAN, ["explain", "over-grant"], 0, id="a finding"),
        pytest.param(CLEAN, ["explain", "nc-training"], 0, id="a stance"),
        pytest.param(CLEAN, ["plan", "missing.toml"], 2, id="no plan"),
        pytest.param(CLEAN, ["combine", "a/b=mit", "c/d=apache-2.0", "--as", "merge"], 0, id="mix"),
        pytest.param(
            CLEAN, ["combine", "a/b=cc-by-nc-4.0", "--as", "merge", "--license", "mit"], 1, id="nc"
        ),
    ],
)
def test_exit_code(tmp_path: Path, text: str, arguments: list[str], code: int) -> None:
    done = run(card(tmp_path, text), *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def test_a_plan_is_judged(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    done = run(tmp_path, "plan", "plan.toml")
    assert done.returncode == 1
    assert "LIC201" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("finetune", "fintune", "did you mean finetune?"),
        ("[release]", "[release]\nlicence = 1", "unknown key 'licence'"),
        ('parent = "base"', 'parent = "bas"', "which is no component"),
    ],
)
def test_a_wrong_plan_says_what_is_wrong(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "plan.toml").write_text(PLAN.replace(old, new))
    done = run(tmp_path, "plan", "plan.toml")
    assert done.returncode == 2
    assert told in done.stderr


def test_machine_output_stands_alone_on_stdout(tmp_path: Path) -> None:
    done = run(card(tmp_path, CONFLICT), "audit", "--report", "json=-")
    assert json.loads(done.stdout)["verdict"] == "conflict"


def test_several_reports_in_one_run(tmp_path: Path) -> None:
    outside = tmp_path / "out"
    outside.mkdir()
    inside = tmp_path / "in"
    inside.mkdir()
    reports = [f"--report={name}={outside / name}" for name in ("json", "markdown", "plain")]
    done = run(card(inside, CONFLICT), "audit", *reports)
    assert sorted(path.name for path in outside.iterdir()) == ["json", "markdown", "plain"]
    assert "gate failed" in done.stdout


def test_a_clean_check_says_nothing(tmp_path: Path) -> None:
    assert run(card(tmp_path, CLEAN), "check", "README.md").stdout == ""


def test_check_loads_nothing_heavy(tmp_path: Path) -> None:
    heavy = {"scancode", "licensedcode", "git", "rich", "spdx_tools", "license_expression", "click"}
    heavy |= {"dataclasses", "yaml"}
    program = (
        "import sys\n"
        "from licscan.cli import main\n"
        "try: main(['check', 'README.md'])\n"
        "except SystemExit as done: print(done.code)\n"
        f"print(sorted({heavy!r} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=card(tmp_path, CONFLICT),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-2:] == ["1", "[]"]
