"""The examples: each audit says what `expected.toml` beside the tree expects."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from licscan.audit import audit
from tests.expectations import differences

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CASES = sorted(path.parent for path in EXAMPLES.glob("*/expected.toml"))


@pytest.mark.parametrize("example", CASES, ids=lambda example: example.name)
def test_audit_of_an_example(example: Path) -> None:
    assert differences(audit(example / "tree"), example / "expected.toml") == []


def test_every_example_has_its_expectation() -> None:
    folders = [path for path in EXAMPLES.iterdir() if (path / "tree").is_dir()]
    assert sorted(folders) == CASES


def test_examples_show_violations_and_clean_repositories() -> None:
    verdicts = [_expected(example)["verdict"] for example in CASES]
    assert verdicts.count("conflict") >= 4
    assert verdicts.count("obliged") >= 3
    assert {"review", "unknown"} <= set(verdicts)


def test_every_example_says_what_must_not_be_reported() -> None:
    assert [example.name for example in CASES if not _expected(example).get("must_not")] == []


def test_the_table_in_the_readme_tells_the_same_verdicts() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    for example in CASES:
        assert f"| `{example.name}` | {_expected(example)['verdict']} |" in readme


def _expected(example: Path) -> dict[str, object]:
    return tomllib.loads((example / "expected.toml").read_text(encoding="utf-8"))
