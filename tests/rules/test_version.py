"""The version of the rules: what meets a requirement, and when a changed verdict asks for more."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from licscan.errors import UsageError
from licscan.rulebook import Rulebook
from licscan.rulebook.versions import meets, parts

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("rules_version", ROOT / "tools/rules_version.py")
assert _SPEC is not None
assert _SPEC.loader is not None
tool = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(tool)


@pytest.mark.parametrize(
    ("version", "required", "expected"),
    [
        ("0.2.0", "0.3", False),
        ("0.2.0", "1", False),
        ("0.2.0", "0.20", False),
        ("0.2.0", "0.2.1", False),
        ("0.2.0", ">0.2", False),
        ("0.4.0", ">=0.2,<0.4", False),
        ("0.2.0", "==0.2.1", False),
        ("0.2.0", "!=0.2.0", False),
        ("0.2.0", "0.2", True),
        ("0.2.7", "0.2", True),
        ("0.20.0", "0.3", True),
        ("1.0.0", "0.9.9", True),
        ("0.2.0", "0.2.0", True),
        ("0.3.9", ">=0.2,<0.4", True),
        ("0.10.0", ">0.9", True),
        ("1.0.0", ">= 0.2 , < 2", True),
        ("0.2.0", "<=0.2", True),
    ],
)
def test_what_meets_a_requirement(version: str, required: str, expected: bool) -> None:
    assert meets(version, required) is expected


@pytest.mark.parametrize(
    "required", ["", "new", ">=", "0.2.", "v0.2", "0.2.0.1", ">=0.2;<1", "~=0.2"]
)
def test_what_is_no_requirement(required: str) -> None:
    with pytest.raises(UsageError, match="no version"):
        meets("0.2.0", required)


def test_the_shipped_rules_have_a_version_of_three_numbers() -> None:
    assert len(parts(Rulebook().version)) == 3


@pytest.mark.parametrize(
    ("then", "now", "has_changes", "expected"),
    [
        ("0.2.0", "0.2.0", False, ""),
        ("0.2.0", "0.3.0", True, ""),
        ("0.2.0", "1.0.0", True, ""),
        ("0.2.0", "0.2.1", False, ""),
        ("0.2.0", "0.2.0", True, "rules/VERSION has to be 0.3.0 at least"),
        ("0.2.0", "0.2.9", True, "rules/VERSION has to be 0.3.0 at least"),
        ("1.9.3", "1.9.4", True, "rules/VERSION has to be 1.10.0 at least"),
    ],
)
def test_which_version_is_due(then: str, now: str, has_changes: bool, expected: str) -> None:
    assert tool.due(then, now, has_changes) == expected


def test_new_and_lost_cases_are_no_changed_verdicts() -> None:
    then = {"a": ("ok",), "b": ("ok",), "lost": ("ok",)}
    now = {"a": ("ok",), "b": ("conflict",), "new": ("unknown",)}
    assert tool.changed(then, now) == ["b"]


def test_what_is_written_is_read_again() -> None:
    found = {"b": ("ok", "ok", "ok"), "a": ("review", "conflict", "ok")}
    assert tool.recorded(tool.written("0.2.0", found)) == ("0.2.0", found)


def test_the_version_is_high_enough_for_the_verdicts() -> None:
    assert tool.main([]) == 0
