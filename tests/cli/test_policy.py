"""The configuration from end to end, on small trees: what must not pass first."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from licscan.cli import main

CONFLICT = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# mine\n"
WAIVER = (
    '[[waive]]\ncode = "over-grant"\ncomponent = "."\nreason = "bought"\nexpires = 2027-01-31\n'
)
CLEAN = "---\nlicense: apache-2.0\n---\n# mine\n"
TODAY = ("--today", "2026-11-25")


class Done(NamedTuple):
    returncode: object
    stdout: str
    stderr: str


def run(folder: Path, *arguments: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as done,
    ):
        main(arguments)
    return Done(done.value.code, out.getvalue(), err.getvalue())


def tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, "audit", *TODAY, "--report", "json=-", *arguments)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("config", "arguments", "code"),
    [
        pytest.param(WAIVER.replace('"."', '"other"'), (), 1, id="a waiver for another component"),
        pytest.param(WAIVER, ("--today", "2027-02-01"), 1, id="an expired waiver"),
        pytest.param(WAIVER, ("--no-config",), 1, id="no configuration wanted"),
        pytest.param(WAIVER, ("--fail-on", "duty"), 1, id="the duties are still owed"),
        pytest.param(WAIVER + 'fail-on = "duty"', (), 2, id="a key in the wrong table"),
        pytest.param("[severity]\nover-grant = 'note'", (), 1, id="turned down"),
        pytest.param("release = {acts = ['use']}", ("--act", "distribute"), 1, id="options win"),
        pytest.param(WAIVER, (), 0, id="waived"),
        pytest.param(WAIVER, ("--today", "2027-01-31"), 0, id="waived, last day"),
        pytest.param("release = {acts = ['use']}", (), 0, id="internal use"),
        pytest.param("[[release]]\ncomponent = '.'\nacts = 'use'", (), 0, id="internal, by name"),
        pytest.param("first-party = ['meta-llama']", (), 0, id="a work of one's own"),
        pytest.param(
            "[[hold]]\ncomponent = 'meta-llama/*'\nlifts = 'all'\nreference = 'contract 7'",
            (),
            0,
            id="an obtained license",
        ),
        pytest.param(WAIVER, ("--today", "31.01.2027"), 2, id="no date"),
        pytest.param(WAIVER, ("--config", "nowhere.toml"), 2, id="no such file"),
        pytest.param("profil = 'strict'", (), 2, id="mistake"),
    ],
)
def test_exit_code(tmp_path: Path, config: str, arguments: tuple[str, ...], code: int) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml=config)
    for command in (("audit",), ("check", "README.md")):
        done = run(tmp_path, command[0], *TODAY, *arguments, *command[1:])
        assert done.returncode == code, (command, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr


def test_all_mistakes_are_printed_one_line_each(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml="profil = 1\nfail-on = 2\n")
    done = run(tmp_path, "audit")
    first, second, tip = done.stderr.splitlines()
    assert first == "licscan: error: licscan.toml:1: unknown key 'profil' (did you mean 'profile'?)"
    assert second == "licscan.toml:2: fail-on must be a string"
    assert tip.startswith("tip: ")


def test_a_waived_conflict_stays_a_conflict_in_the_report(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml=WAIVER)
    data = report(tmp_path)
    assert (data["verdict"], data["counts"]["conflict"]) == ("conflict", 1)
    (waived,) = data["waived"]
    assert (waived["code"], waived["status"], waived["verdict"]) == ("LIC201", "waived", "conflict")
    (waiver,) = waived["waivers"]
    assert (waiver["reason"], waiver["expires"]) == ("bought", "2027-01-31")
    assert waiver["span"]["line"] == 1
    assert data["stale_waivers"] == []


def test_expired_and_unused_waivers_are_findings(tmp_path: Path) -> None:
    second = '[[waive]]\ncode = "cycle"\ncomponent = "gone"\nreason = "x"\n'
    tree(tmp_path, README_md=CONFLICT, licscan_toml=WAIVER + second)
    data = report(tmp_path, "--today", "2027-02-01")
    codes = [found["code"] for found in data["findings"]]
    assert codes.count("LIC501") == 1
    assert codes.count("LIC502") == 1
    assert [stale["problem"] for stale in data["stale_waivers"]] == ["expired", "unused"]


def test_the_hook_keeps_silent_about_waivers_of_other_components(tmp_path: Path) -> None:
    tree(tmp_path, a__README_md=CONFLICT, b__README_md=CLEAN, licscan_toml=WAIVER)
    done = run(tmp_path, "check", *TODAY, "b/README.md")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_section_of_pyproject_above_holds_for_a_check_below(tmp_path: Path) -> None:
    waiver = WAIVER.replace("[[waive]]", "[[tool.licscan.waive]]").replace('"."', '"models/a"')
    tree(tmp_path, models__a__README_md=CONFLICT, pyproject_toml=waiver)
    (tmp_path / ".git").mkdir()
    for folder, file in ((tmp_path, "models/a/README.md"), (tmp_path / "models", "a/README.md")):
        assert run(folder, "check", *TODAY, file).returncode == 0
        assert run(folder, "check", file).returncode in (0, 1)


def test_two_configurations_are_a_mistake(tmp_path: Path) -> None:
    section = "[tool.licscan]\nprofile = 'strict'\n"
    tree(tmp_path, README_md=CONFLICT, licscan_toml="", pyproject_toml=section)
    done = run(tmp_path, "audit")
    assert done.returncode == 2
    assert "both hold a configuration" in done.stderr


def clarification(text: str, word: str = "llama3.1", file: str = "README.md") -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    head = f'[[clarify]]\ncomponent = "."\nexpression = "{word}"\nreason = "asked the author"\n'
    return head + f'file = "{file}"\nsha256 = "{digest}"\n'


def test_a_clarification_holds_until_its_file_changes(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml=clarification(CONFLICT))
    data = report(tmp_path)
    (own,) = [one for one in data["components"] if one["id"] == "."]
    assert "llama-3.1" in own["concluded"]
    assert "clarified" in {one["basis"] for one in own["evidence"]}
    assert "mit" in {one["raw"] for one in own["evidence"]}
    tree(tmp_path, README_md=CONFLICT + "more\n")
    data = report(tmp_path)
    (own,) = [one for one in data["components"] if one["id"] == "."]
    assert own["concluded"] == "MIT"
    (void,) = [one for one in data["findings"] if one["code"] == "LIC503"]
    assert "README.md has changed" in void["message"]


@pytest.mark.parametrize(
    ("config", "told"),
    [
        pytest.param(
            clarification(CONFLICT, file="LICENSE"), "LICENSE is not there", id="file is gone"
        ),
        pytest.param(
            clarification(CONFLICT).replace('"."', '"other"'), "nothing here has", id="no component"
        ),
    ],
)
def test_a_clarification_that_is_not_used_is_told(tmp_path: Path, config: str, told: str) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml=config)
    (void,) = [one for one in report(tmp_path)["findings"] if one["code"] == "LIC503"]
    assert told in void["message"]


def test_a_component_of_the_tree_is_only_clarified_with_a_file(tmp_path: Path) -> None:
    bare = '[[clarify]]\ncomponent = "."\nexpression = "MIT"\nreason = "x"\n'
    tree(tmp_path, README_md=CONFLICT, licscan_toml=bare)
    done = run(tmp_path, "audit")
    assert done.returncode == 2
    assert "names no file" in done.stderr


def test_a_parent_from_elsewhere_can_be_clarified(tmp_path: Path) -> None:
    card = "---\nlicense: mit\nbase_model: nobody-knows/this-model\n---\n"
    word = '[[clarify]]\ncomponent = "nobody-knows/this-model"\nexpression = "mit"\nreason = "x"\n'
    tree(tmp_path, README_md=card)
    assert report(tmp_path)["verdict"] == "unknown"
    tree(tmp_path, licscan_toml=word)
    data = report(tmp_path)
    assert data["verdict"] in ("ok", "obliged")
    assert [one["known_from"] for one in data["components"] if not one["local"]] == ["clarified"]


def test_a_baseline_is_written_holds_and_shrinks(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml='baseline = "base.json"\n')
    assert run(tmp_path, "audit").returncode == 1
    assert run(tmp_path, "audit", "--write-baseline").returncode == 0
    first = (tmp_path / "base.json").read_text()
    moved = CONFLICT.replace("license: mit", "tags: [a]\nlicense: mit")
    tree(tmp_path, README_md=moved)
    assert run(tmp_path, "audit", "--fail-on", "duty").returncode == 0
    tree(tmp_path, README_md=moved, other__README_md=CONFLICT)
    assert run(tmp_path, "audit").returncode == 1
    tree(
        tmp_path, README_md="---\nlicense: mit\n---\n", other__README_md="---\nlicense: mit\n---\n"
    )
    data = report(tmp_path)
    assert [one["code"] for one in data["findings"]] == ["LIC508"]
    run(tmp_path, "audit", "--write-baseline")
    assert len((tmp_path / "base.json").read_text()) < len(first)
    assert report(tmp_path)["findings"] == []


def test_a_baseline_needs_a_place(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT)
    done = run(tmp_path, "audit", "--write-baseline")
    assert (done.returncode, "no baseline is named" in done.stderr) == (2, True)
    assert run(tmp_path, "audit", "--baseline", "b.json", "--write-baseline").returncode == 0


def test_scoped_releases_are_told(tmp_path: Path) -> None:
    config = "[[release]]\npath = 'internal/**'\nacts = 'use'\n"
    tree(tmp_path, internal__a__README_md=CONFLICT, open__README_md=CONFLICT, licscan_toml=config)
    data = report(tmp_path)
    verdicts = {one["id"]: one["verdict"] for one in data["components"] if one["local"]}
    assert verdicts["internal/a"] != "conflict"
    assert verdicts["open"] == "conflict"
    assert [(one["component"], one["acts"]) for one in data["releases"]] == [
        ("internal/a", ["use"])
    ]


def test_lists_close_the_gate_and_approval_opens_it(tmp_path: Path) -> None:
    card = "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Llama\n"
    lists = "[licenses]\nneeds-approval = ['community']\n"
    tree(tmp_path, README_md=card, licscan_toml=lists)
    assert run(tmp_path, "audit", *TODAY).returncode == 1
    approval = WAIVER.replace("over-grant", "license-needs-approval")
    tree(tmp_path, licscan_toml=lists + approval)
    assert run(tmp_path, "audit", *TODAY).returncode == 0


def test_excluded_files_are_listed(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, old__README_md=CONFLICT, licscan_toml="exclude = ['old']\n")
    assert report(tmp_path)["excluded"] == ["old"]


def test_a_plan_speaks_before_the_configuration(tmp_path: Path) -> None:
    plan = (
        'schema = "licscan-plan/1"\n[release]\nlicense = "mit"\nacts = ["distribute"]\n'
        '[[component]]\nid = "meta-llama/Llama-3.1-8B"\n[[component]]\nid = "mine"\n[[lineage]]\n'
        'child = "mine"\nparent = "meta-llama/Llama-3.1-8B"\nrelation = "finetune"\n'
    )
    tree(tmp_path, plan_toml=plan, licscan_toml="release = {acts = ['use']}\n")
    assert run(tmp_path, "plan", "plan.toml").returncode == 1


COMBINE = ("combine", "acme/base=gpl-3.0", "--as", "finetune", "--license", "gpl-3.0")


@pytest.mark.parametrize(
    ("config", "code"),
    [
        pytest.param("[licenses]\nallow = ['permissive']\n", 1, id="not allowed"),
        pytest.param("[licenses]\ndeny = ['copyleft']\n", 1, id="denied"),
        pytest.param("[licenses]\ndeny = ['copyleft']\n" + WAIVER, 1, id="waivers are for trees"),
        pytest.param("[licenses]\nallow = ['copyleft']\n", 0, id="allowed"),
        pytest.param("first-party = ['acme']", 0, id="nothing said of licenses"),
    ],
)
def test_lists_hold_for_what_is_only_planned(tmp_path: Path, config: str, code: int) -> None:
    tree(tmp_path, licscan_toml=config)
    done = run(tmp_path, *COMBINE)
    assert done.returncode == code, done.stdout


def test_a_clarified_upstream_is_known_to_a_plan(tmp_path: Path) -> None:
    command = ("combine", "nobody-knows/this", "--as", "finetune", "--license", "mit")
    assert "1 unknown" in run(tmp_path, *command).stdout
    word = '[[clarify]]\ncomponent = "nobody-knows/this"\nexpression = "mit"\nreason = "x"\n'
    tree(tmp_path, licscan_toml=word)
    assert "unknown" not in run(tmp_path, *command).stdout


def test_a_report_names_the_configuration_that_was_applied(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT)
    assert report(tmp_path)["configuration"] is None
    tree(tmp_path, licscan_toml=WAIVER)
    digest = hashlib.sha256(WAIVER.encode()).hexdigest()
    assert report(tmp_path)["configuration"] == {"file": "licscan.toml", "sha256": digest}
    assert "\nConfiguration: licscan.toml\n" in run(tmp_path, "audit").stdout


def test_without_a_configuration_the_hook_loads_nothing_of_it(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT, pyproject_toml="[project]\nname = 'x'\n")
    program = (
        "import sys\n"
        "from licscan.cli import main\n"
        "try: main(['check', 'README.md'])\n"
        "except SystemExit: pass\n"
        "names = ('licscan.config.reading', 'licscan.config.values', 'licscan.ruling')\n"
        "print(sorted(set(names) & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
