"""Every format: what a clean report must not say, that nothing vanishes, that nothing gets out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from licscan.audit import audit
from licscan.report import FORMATS, View, reporter
from tests.report.sample import NASTY, clean, conflict, waived

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "rules" / "schema" / "report.schema.json").read_text("utf-8"))
FINDINGS_ALONE = {"github", "gitlab", "jsonl", "junit"}
"""Formats whose readers know of findings and of nothing else; what is unread is one, too."""
EXAMPLES = sorted(path.parent / "tree" for path in ROOT.glob("examples/*/expected.toml"))


@pytest.mark.parametrize("name", FORMATS)
def test_clean_report_names_no_finding(name: str) -> None:
    text = re.sub("(?s)<style>.*</style>", "", reporter(name).render(View(clean(), "gate passed")))
    assert "LIC" not in text
    assert "conflict" not in text.lower().replace('"conflict": 0', "")


@pytest.mark.parametrize("name", FORMATS)
def test_conflict_is_told_with_its_place(name: str) -> None:
    text = reporter(name).render(View(conflict(), "gate failed"))
    assert "LIC201" in text
    assert "README.md" in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_not_read_is_told(name: str) -> None:
    text = reporter(name).render(View(conflict(), "gate failed"))
    assert "weights.bin" in text


@pytest.mark.parametrize("name", sorted(set(FORMATS) - FINDINGS_ALONE))
def test_nothing_vanishes(name: str) -> None:
    text = reporter(name).render(View(conflict(), "gate failed"))
    assert "attribution" in text
    assert ".git" in text


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_waived_or_baselined_stays_with_reason_and_date(name: str) -> None:
    text = " ".join(reporter(name).render(View(waived(), "gate passed")).split())
    for word in ("LIC201", "a license was bought", "2027-01-31", "LIC303"):
        assert word in text


@pytest.mark.parametrize("name", FORMATS)
def test_text_from_files_steers_no_terminal(name: str) -> None:
    text = reporter(name).render(View(conflict(NASTY), "gate failed"))
    if name in ("json", "jsonl", "sarif", "gitlab"):
        text = json.dumps(text)
    assert "\x1b[31m" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_same_report_same_bytes(name: str) -> None:
    render = reporter(name).render
    assert render(View(conflict(), "")) == render(View(conflict(), ""))


@pytest.mark.parametrize("name", ["plain", "terminal"])
def test_page_fits_into_80_columns_of_ascii(name: str) -> None:
    text = reporter(name).render(View(conflict(), "gate failed", unicode=False))
    assert max(map(len, text.splitlines())) <= 80
    assert text.isascii()


def test_markdown_cells_stay_cells() -> None:
    text = reporter("markdown").render(View(conflict(NASTY)))
    rows = [line for line in text.splitlines() if line.startswith("| **conflict")]
    assert [line.replace("\\|", "").count("|") for line in rows] == [6]
    assert "<script>" not in text.replace("\\<", "")


@pytest.mark.parametrize("report", [clean(), conflict(), conflict(NASTY), waived()])
def test_json_fits_its_schema(report: object) -> None:
    data = json.loads(reporter("json").render(View(report)))  # type: ignore[arg-type]
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []


@pytest.mark.parametrize("tree", EXAMPLES, ids=lambda tree: tree.parent.name)
def test_json_of_an_example_fits_the_schema(tree: Path) -> None:
    data = json.loads(reporter("json").render(View(audit(tree))))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []


def test_frame_shows_the_line(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\nbase_model: org/base\n---\n")
    text = reporter("plain").render(View(conflict(), root=tmp_path))
    assert "license: mit" in text


def test_frame_never_leaves_the_tree(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a\nsecret: yes\n")
    inside = tmp_path / "tree"
    inside.mkdir()
    (inside / "README.md").symlink_to(tmp_path / "secret")
    assert "secret: yes" not in reporter("plain").render(View(conflict(), root=inside))


def test_every_format_is_documented() -> None:
    page = (ROOT / "docs" / "reports.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []
    assert [name for name in FORMATS if name not in readme] == []
