"""`licscan diff` tells what is new between two revisions, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.repositories import CLEAN, CONFLICT, ENVIRONMENT, Files, commit, repository

SCHEMAS = Path(__file__).resolve().parents[1] / "rules" / "schema"
LLAMA = "meta-llama/Llama-3.1-8B"


def licscan(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "licscan", *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )


def compared(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Return exit code and comparison, held to its schema."""
    done = licscan(folder, "diff", *arguments, "--no-scancode", "--report", "json=-")
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    report = json.loads((SCHEMAS / "report.schema.json").read_text("utf-8"))
    schema = json.loads((SCHEMAS / "diff.schema.json").read_text("utf-8"))
    registry: Registry[Any] = Registry().with_resource(
        "report.schema.json", Resource.from_contents(report)
    )
    Draft202012Validator(schema, registry=registry).validate(found)
    return done.returncode, found


def two(folder: Path, before: Files, after: Files) -> Path:
    repository(folder, before, tag="v1")
    for name in before.keys() - after.keys():
        (folder / name).unlink()
    commit(folder, after)
    return folder


NOTHING_NEW = [
    pytest.param(CLEAN, CLEAN, id="an empty commit"),
    pytest.param(CONFLICT, CONFLICT + "\nReworded prose.\n", id="reworded prose, old conflict"),
    pytest.param(
        CONFLICT, CONFLICT.replace("---\nl", "---\n# note\n\nl", 1), id="lines moved, old conflict"
    ),
    pytest.param(
        CONFLICT,
        f"---\nbase_model: {LLAMA}\nlicense: mit\n---\n# mine\n",
        id="front matter reordered, old conflict",
    ),
    pytest.param(
        "---\nlicense: [mit, apache-2.0]\n---\n",
        "---\nlicense: [apache-2.0, mit]\n---\n",
        id="a list of licenses reordered",
    ),
    pytest.param(
        "---\nlicense: mit\nbase_model: [a/b, c/d]\n---\n",
        "---\nlicense: mit\nbase_model: [c/d, a/b]\n---\n",
        id="parents reordered",
    ),
    pytest.param(CLEAN, CLEAN.replace("apache-2.0", "Apache-2.0"), id="the same id, spelled anew"),
    pytest.param(CLEAN, CLEAN.replace("\n", "\r\n"), id="other line ends"),
]


@pytest.mark.parametrize(("before", "after"), NOTHING_NEW)
def test_nothing_is_new(tmp_path: Path, before: str, after: str) -> None:
    folder = two(tmp_path, {"README.md": before}, {"README.md": after})
    code, found = compared(folder, "v1", "--fail-on", "duty")
    assert (code, found["changes"], found["findings"]) == (0, [], [])
    assert "v1..HEAD: nothing new" in licscan(folder, "diff", "v1", "--no-scancode").stdout


def _told(found: dict[str, Any]) -> list[tuple[str, str, str | None, str | None]]:
    return [(c["what"], c["component"], c["before"], c["after"]) for c in found["changes"]]


NEW = [
    pytest.param(
        {"README.md": CLEAN},
        {"README.md": CLEAN.replace("apache-2.0", "mit")},
        [("license-changed", ".", "Apache-2.0", "MIT")],
        id="a license changed",
    ),
    pytest.param(
        {"README.md": CLEAN},
        {"README.md": "# mine\n---\n", "config.json": '{"model_type": "llama"}'},
        [("license-changed", ".", "Apache-2.0", "no license")],
        id="a license is gone",
    ),
    pytest.param(
        {"README.md": CLEAN},
        {"README.md": CLEAN, "two/README.md": "---\nlicense: mit\n---\n"},
        [("component-added", "two", None, "MIT")],
        id="a component came",
    ),
    pytest.param(
        {"README.md": CLEAN, "two/README.md": "---\nlicense: mit\n---\n"},
        {"README.md": CLEAN},
        [("component-removed", "two", "MIT", None)],
        id="a component went",
    ),
]


@pytest.mark.parametrize(("before", "after", "changes"), NEW)
def test_what_changed(tmp_path: Path, before: Files, after: Files, changes: Any) -> None:
    code, found = compared(two(tmp_path, before, after), "v1..HEAD")
    assert _told(found) == changes
    assert code == 0


def test_a_new_parent_that_makes_a_conflict_closes_the_gate(tmp_path: Path) -> None:
    folder = two(tmp_path, {"README.md": CLEAN}, {"README.md": CONFLICT})
    code, found = compared(folder, "v1")
    assert code == 1
    [added] = [change for change in found["changes"] if change["what"] == "parent-added"]
    assert added["after"].endswith(f": pkg:huggingface/{LLAMA}")
    assert (added["path"], added["line"]) == ("README.md", 3)
    assert "conflict" in {finding["verdict"] for finding in found["findings"]}
    code, back = compared(folder, "HEAD..v1")
    assert code == 0
    assert [change["before"] for change in back["changes"] if change["what"] == "parent-removed"]
    assert back["findings"] == []


def test_the_gate_is_asked_for_what_is_new_alone(tmp_path: Path) -> None:
    folder = two(
        tmp_path,
        {"README.md": CONFLICT},
        {"README.md": CONFLICT, "two/README.md": "---\nlicense: mit\nbase_model: no/one\n---\n"},
    )
    assert licscan(folder, "audit", "--ref", "HEAD", "--no-scancode").returncode == 1
    code, found = compared(folder, "v1")
    assert {finding["component"] for finding in found["findings"]} == {"two"}
    assert code == 0
    assert compared(folder, "v1", "--fail-on", "unknown")[0] == 1


def test_a_duty_that_is_lost(tmp_path: Path) -> None:
    card = f"---\nlicense: llama3.1\nbase_model: {LLAMA}\n---\n# Llama-mine\n"
    kept = card + "\nBuilt with Llama\n"
    folder = two(tmp_path, {"README.md": kept}, {"README.md": card})
    code, found = compared(folder, "v1", "--fail-on", "duty")
    assert code == 1
    lost = [change for change in found["changes"] if change["what"] == "duty-lost"]
    assert [change["before"] for change in lost] == ["README.md:7"]
    assert "Built with Llama" in licscan(folder, "diff", "v1", "--no-scancode").stdout


def test_the_first_model_of_a_repository_is_new(tmp_path: Path) -> None:
    folder = two(tmp_path, {"notes.txt": "x"}, {"notes.txt": "x", "README.md": CONFLICT})
    code, found = compared(folder, "v1")
    assert code == 1
    assert ("component-added", ".", None, "MIT") in _told(found)
    commit(folder, {"sub/README.md": CLEAN})
    code, found = compared(folder, "v1", "sub")
    assert (code, _told(found)) == (0, [("component-added", ".", None, "Apache-2.0")])


def test_history_tells_each_license_oldest_first(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"README.md": CLEAN}, tag="v9")
    mit = CLEAN.replace("apache-2.0", "mit")
    commit(folder, {"README.md": mit}, tag="v10")
    commit(folder, {"README.md": mit, "two/README.md": CLEAN})
    _, found = compared(folder, "v9", "--history")
    rows = [(one["component"], one["revision"], one["license"]) for one in found["history"]]
    assert rows == [
        (".", "v9", "Apache-2.0"),
        (".", "v10", "MIT"),
        (".", "HEAD", "MIT"),
        ("two", "HEAD", "Apache-2.0"),
    ]
    text = licscan(folder, "diff", "v9..v10", "--history", "--no-scancode").stdout
    assert "Licenses of this repository, the oldest first\n    v9   Apache-2.0\n" in text
    assert "    HEAD" not in text
    assert compared(folder, "v9")[1]["history"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["diff", "v9"], 2, "has no revision 'v9'"),
        (["diff", "v1..v9"], 2, "has no revision 'v9'"),
        (["diff", "v1...HEAD"], 2, "with two dots"),
        (["diff", "v1", "--report", "sarif=-"], 2, "not sarif"),
        (["diff", "v1", "--report", "json=/dev/null/x"], 2, "cannot write /dev/null/x"),
        (["diff", "v1", "--exclude", "*.md"], 3, "nothing to scan"),
        (["diff", "v1", ".."], 3, "git"),
    ],
)
def test_wrong_questions(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    folder = repository(tmp_path / "r", {"README.md": CLEAN}, tag="v1")
    done = licscan(folder, *arguments)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_a_file_and_the_page_are_written_in_one_run(tmp_path: Path) -> None:
    folder = two(tmp_path / "r", {"README.md": CLEAN}, {"README.md": CONFLICT})
    written = tmp_path / "out" / "diff.json"
    done = licscan(folder, "diff", "v1", "--no-scancode", "--report", f"json={written}")
    assert json.loads(written.read_text("utf-8"))["schema"] == "licscan-diff/1"
    assert "> 2 │ license: mit" in " ".join(done.stdout.split())
    assert "gate failed; new and not cleared: 1 conflict" in done.stdout
    assert done.returncode == 1
