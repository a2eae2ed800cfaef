"""`init`, `waive` and `clarify`: what they refuse first, and that they touch nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from licscan.config.reading import parse
from tests.cli.test_policy import CLEAN, CONFLICT, TODAY, WAIVER, report, run, tree

HAND_MADE = "# ours\n\nprofile   =  'strict' # chosen in May\n"
REASON = ("--reason", 'said "yes"\nby mail')


@pytest.mark.parametrize(
    ("config", "command"),
    [
        pytest.param(HAND_MADE, ("waive", "over-grnt", ".", *REASON), id="unknown finding"),
        pytest.param(HAND_MADE, ("waive", "over-grant", "."), id="no reason"),
        pytest.param(HAND_MADE, ("waive", "over-grant", ".", "--reason", " "), id="blank reason"),
        pytest.param(
            HAND_MADE,
            ("waive", "over-grant", ".", *REASON, *TODAY, "--expires", "2026-11-24"),
            id="a day that has passed",
        ),
        pytest.param(
            HAND_MADE, ("waive", "over-grant", ".", *REASON, "--expires", "soon"), id="no date"
        ),
        pytest.param(HAND_MADE, ("clarify", ".", "gpl", *REASON), id="a family of licenses"),
        pytest.param(HAND_MADE, ("clarify", "empty", "mit", *REASON), id="nothing to bind it to"),
        pytest.param(
            HAND_MADE, ("clarify", ".", "mit", *REASON, "--file", "../x"), id="file outside"
        ),
        pytest.param(HAND_MADE, ("init",), id="there is one already"),
        pytest.param("waive = []\n", ("waive", "over-grant", ".", *REASON), id="an inline list"),
        pytest.param("profil = 1\n", ("waive", "over-grant", ".", *REASON), id="wrong before"),
    ],
)
def test_refused_and_nothing_written(tmp_path: Path, config: str, command: tuple[str, ...]) -> None:
    (tmp_path / "x").write_text("outside")
    folder = tree(tmp_path / "in", README_md=CONFLICT, licscan_toml=config, empty__x="")
    done = run(folder, *command)
    assert done.returncode == 2, done.stderr
    assert (folder / "licscan.toml").read_text() == config
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "empty", "licscan.toml"]


@pytest.mark.parametrize("config", [HAND_MADE, HAND_MADE.rstrip("\n"), ""])
def test_an_entry_is_added_at_the_end_and_the_rest_is_kept(tmp_path: Path, config: str) -> None:
    tree(tmp_path, README_md=CONFLICT, licscan_toml=config)
    command = ("waive", "over-grant", ".", *REASON, *TODAY, "--expires", "2027-01-31")
    done = run(tmp_path, *command, "--upstream", "meta-llama/Llama-3.1-8B")
    text = (tmp_path / "licscan.toml").read_text()
    assert text.startswith(config)
    (entry,) = tomllib.loads(text)["waive"]
    assert (entry["reason"], str(entry["expires"])) == (REASON[1], "2027-01-31")
    line = re.search(r"licscan\.toml:(\d+)", done.stderr)
    assert line is not None
    assert text.splitlines()[int(line[1]) - 1] == "[[waive]]"
    assert run(tmp_path, "audit", *TODAY).returncode == 0


def test_without_a_configuration_one_is_begun(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT)
    assert run(tmp_path, "waive", "LIC201", ".", *REASON).returncode == 0
    assert run(tmp_path, "audit", *TODAY).returncode == 0


def test_a_pyproject_gets_its_own_section(tmp_path: Path) -> None:
    section = "[project]\nname = 'x'\n\n[tool.licscan]\nprofile = 'strict'\n"
    tree(tmp_path, README_md=CONFLICT, pyproject_toml=section)
    assert run(tmp_path, "waive", "LIC201", ".", *REASON).returncode == 0
    assert "[[tool.licscan.waive]]" in (tmp_path / "pyproject.toml").read_text()
    assert not (tmp_path / "licscan.toml").exists()


def test_a_clarification_is_bound_to_the_card_that_was_read(tmp_path: Path) -> None:
    tree(tmp_path, models__a__README_md=CONFLICT)
    (tmp_path / ".git").mkdir()
    assert run(tmp_path / "models", "clarify", "models/a", "llama3.1", *REASON).returncode == 0
    (entry,) = tomllib.loads((tmp_path / "models" / "licscan.toml").read_text())["clarify"]
    assert "file" not in entry  # from `models`, `models/a` is no folder
    (tmp_path / "models" / "licscan.toml").unlink()
    assert run(tmp_path, "clarify", "models/a", "llama3.1", *REASON).returncode == 0
    (entry,) = tomllib.loads((tmp_path / "licscan.toml").read_text())["clarify"]
    assert entry["file"] == "models/a/README.md"
    (own,) = [one for one in report(tmp_path)["components"] if one["local"]]
    assert "llama-3.1" in own["concluded"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="an empty folder"),
        pytest.param({"README_md": CLEAN}, id="nothing to tell"),
        pytest.param({"a__README_md": CONFLICT, "b__README_md": CLEAN}, id="two components"),
        pytest.param({'we"ird\n[x]__README_md': CONFLICT}, id="an odd name"),
    ],
)
def test_a_configuration_to_start_from_can_be_read(tmp_path: Path, files: dict[str, str]) -> None:
    tree(tmp_path, **files)
    assert run(tmp_path, "init").returncode == 0
    text = (tmp_path / "licscan.toml").read_text()
    for name in files:
        assert name.partition("__")[0].replace("README_md", ".").replace("\n", " ") in text
    assert parse(text, tmp_path / "licscan.toml") is not None
    # What is commented out is meant to be uncommented.
    meant = re.sub(r"^# (\[|[\w-]+ = )", r"\1", text, flags=re.M)
    found = parse(meant, tmp_path / "licscan.toml")
    assert found is not None
    assert found.policy.waivers
    assert found.policy.lists


def test_init_changes_no_answer(tmp_path: Path) -> None:
    tree(tmp_path, README_md=CONFLICT)
    before = report(tmp_path)
    run(tmp_path, "init")
    after = report(tmp_path)
    assert before.pop("files") != after.pop("files")
    assert before.pop("configuration") != after.pop("configuration")
    assert after == before


def test_the_sample_waiver_is_what_the_command_writes(tmp_path: Path) -> None:
    command = ("waive", "over-grant", ".", "--reason", "bought", "--expires", "2027-01-31")
    run(tmp_path, *command, *TODAY)
    assert (tmp_path / "licscan.toml").read_text() == WAIVER
