"""Where a configuration is looked for, and where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.config.locate import above, at

SECTION = "[tool.licscan]\nprofile = 'strict'\n"


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"pyproject_toml": "[project]\nname = 'licscan'\n"}, id="pyproject of others"),
        pytest.param({"sub__licscan_toml": ""}, id="below"),
    ],
)
def test_nothing_is_found(tmp_path: Path, files: dict[str, str]) -> None:
    put(tmp_path, **files)
    assert at(tmp_path) == ()


def test_a_file_above_is_not_the_one_of_an_audited_folder(tmp_path: Path) -> None:
    put(tmp_path, licscan_toml="", sub__x="")
    assert at(tmp_path / "sub") == ()


def test_nothing_above_the_work_tree_is_read(tmp_path: Path) -> None:
    put(tmp_path, licscan_toml="", repo__sub__x="")
    (tmp_path / "repo" / ".git").mkdir()
    assert above(tmp_path / "repo" / "sub") == ()


def test_outside_of_a_work_tree_only_the_folder_itself_counts(tmp_path: Path) -> None:
    put(tmp_path, licscan_toml="", sub__x="")
    assert above(tmp_path / "sub") == ()
    assert above(tmp_path) == (tmp_path / "licscan.toml",)


def test_the_nearest_one_up_to_the_root_of_the_work_tree_is_found(tmp_path: Path) -> None:
    put(tmp_path, licscan_toml="", a__pyproject_toml=SECTION, a__b__x="")
    (tmp_path / ".git").mkdir()
    assert above(tmp_path / "a" / "b") == (tmp_path / "a" / "pyproject.toml",)
    assert above(tmp_path) == (tmp_path / "licscan.toml",)


def test_two_in_one_folder_are_both_told(tmp_path: Path) -> None:
    put(tmp_path, licscan_toml="", pyproject_toml=SECTION)
    assert [path.name for path in at(tmp_path)] == ["licscan.toml", "pyproject.toml"]
