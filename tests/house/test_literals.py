"""Law is data: no license id, tag or clause stands as a string in the code of the package."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
MODULES = sorted((ROOT / "licscan").rglob("*.py"))

# Tags that are ordinary words; as whole strings they are vocabulary, not law.
WORDS = {
    "json",
    "none",
    "noassertion",
    "other",
    "unknown",
    "custom",
    "gpl",
    "lgpl",
    "agpl",
    "cc",
    "bsd",
}
CLAUSE = re.compile(
    r"§|\b(?:section|clause|article)\s+\d|\b\d{1,2}(?:\.[a-z]){1,2}\b|\b\d\([a-z]\)"
)
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*[A-Za-z0-9+]")


def _ids() -> set[str]:
    names = {path.stem for folder in ("licenses", "exceptions") for path in _toml(folder)}
    tags = RULES / "tags.toml"
    names |= (
        set(_keys(tomllib.loads(tags.read_text(encoding="utf-8")))) if tags.is_file() else set()
    )
    return {name.lower() for name in names} - WORDS


def _toml(folder: str) -> Iterator[Path]:
    return (RULES / folder).glob("*.toml")


def _keys(table: dict[str, object]) -> Iterator[str]:
    """Yield the tags of the table: keys of its sub-tables, and `tag` values of its lists."""
    for value in table.values():
        if isinstance(value, dict):
            yield from value
        elif isinstance(value, list):
            yield from (
                str(item["tag"]) for item in value if isinstance(item, dict) and "tag" in item
            )


IDS = _ids()


def _strings(module: Path) -> Iterator[tuple[int, str]]:
    """Yield the string constants of a module with their lines, doc strings excluded."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def _law_in(text: str) -> list[str]:
    """Return what is law in a string: an id as the whole of it, or one with a number inside."""
    if text.startswith(("http://", "https://")):
        return []
    whole = [text] if text.strip().lower() in IDS else []
    tokens = [token for token in TOKEN.findall(text) if _numbered(token) and token.lower() in IDS]
    return [*whole, *tokens, *CLAUSE.findall(text)]


def _numbered(token: str) -> bool:
    return any(character.isdigit() for character in token) and not token.isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "NONE",
        "NOASSERTION",
        "unknown",
        "other",
        "LicenseRef-",
        "model card",
        "a sentence about permission",
        "https://spdx.org/licenses/MIT.html",
        "licscan-report/1",
        "2.1.0",
    ],
)
def test_a_plain_string_is_no_law(text: str) -> None:
    assert _law_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "MIT",
        "apache-2.0",
        "GPL-3.0-only AND MIT",
        "the text of Apache-2.0",
        "see section 3",
        "1.b.i",
    ],
)
def test_law_is_recognized(text: str) -> None:
    assert _law_in(text)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_law_in_code(module: Path) -> None:
    found = [f"line {line}: {law}" for line, text in _strings(module) for law in _law_in(text)]
    assert found == []
