"""Patterns that are compiled late are those that were meant."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from licscan.late import late

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (ROOT / "licscan").rglob("*.py")
    if "= late(" in path.read_text(encoding="utf-8")
)


def test_it_is_the_pattern() -> None:
    pattern = late(r"^(?P<word>a+)$", re.MULTILINE | re.IGNORECASE)
    found = pattern.search("b\nAA\n")
    assert found is not None
    assert found["word"] == "AA"
    assert pattern.sub("c", "a\nb") == "c\nb"
    assert pattern.flags & re.IGNORECASE


@pytest.mark.parametrize("name", MODULES)
def test_each_can_be_compiled(name: str) -> None:
    found = [one for one in vars(importlib.import_module(name)).values() if _is_late(one)]
    assert found
    assert all(re.compile(one.pattern, one.flags) for one in found)


def _is_late(value: object) -> bool:
    return type(value) is type(late(""))
