"""The worked examples of `docs/the-judgement.md` come out as the page says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.plan_cases import Case, differences

PAGE = Path(__file__).resolve().parents[2] / "docs" / "the-judgement.md"
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("text", BLOCKS, ids=lambda text: tomllib.loads(text)["title"])
def test_example(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    assert differences(Case(path, tomllib.loads(text)["expect"])) == []


def test_every_question_has_an_example() -> None:
    page = PAGE.read_text(encoding="utf-8")
    questions = re.split(r"^## \d\. ", page, flags=re.M)[1:]
    assert [q.splitlines()[0] for q in questions if "[expect]" not in q] == []


@pytest.mark.parametrize(
    ("title", "change", "verdict"),
    [
        ("A BY-ND-3.0 model fine-tuned at home", ("CC-BY-ND-3.0", "CC-BY-ND-4.0"), "ok"),
        (
            "A commercial service on a BY-NC model that never leaves the house",
            ("commercial = true\n", ""),
            "ok",
        ),
    ],
)
def test_what_the_page_says_of_a_change(
    tmp_path: Path, title: str, change: tuple[str, str], verdict: str
) -> None:
    text = next(block for block in BLOCKS if title in block)
    path = tmp_path / "plan.toml"
    path.write_text(text.replace(*change), encoding="utf-8")
    assert str(Case(path, {}).judged().verdict) == verdict
