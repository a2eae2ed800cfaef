"""Small enough to hold: no file of the package grows beyond what one reads at a sitting."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "licscan").rglob("*.py"))
LONGEST = 320
VAGUE = {"helper", "helpers", "util", "utils", "utility", "utilities", "common", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_modules_say_what_they_hold() -> None:
    assert [path.name for path in MODULES if path.stem in VAGUE] == []
