"""What an installed licscan holds: the wheel carries the rules, and no tests."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def _rules() -> set[str]:
    files = (path for path in (ROOT / "rules").rglob("*") if path.is_file())
    return {
        f"licscan/_rules/{path.relative_to(ROOT / 'rules').as_posix()}"
        for path in files
        if not any(part.startswith(".") or part == "__pycache__" for part in path.parts[-3:])
    }


def test_wheel_leaves_out_what_is_not_the_product(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"licscan"}


def test_wheel_holds_every_rule(wheel: zipfile.ZipFile) -> None:
    assert _rules() - set(wheel.namelist()) == set()


def test_wheel_holds_every_module(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "licscan").rglob("*.py")}
    assert modules - set(wheel.namelist()) == set()


def test_wheel_holds_the_license_and_the_notice(wheel: zipfile.ZipFile) -> None:
    names = {name.rsplit("/", 1)[1] for name in wheel.namelist() if "/licenses/" in name}
    assert {"LICENSE", "NOTICE"} <= names


def test_the_rules_are_found_inside_the_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    program = "from licscan.rules_root import rules_root; print(rules_root())"
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(found.stdout.strip()) == tmp_path / "licscan" / "_rules"
