"""Texts that ScanCode lacks: known by hashes, and by a title only as a candidate."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from licscan.identify.fast import Fast
from licscan.model import Basis, Match
from licscan.rules_root import rules_root

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
TEXT = "\n".join(
    [
        "Frobnicate Community License Agreement",
        "Copyright (c) 2031 Frobnicate Labs",
        "",
        "You may paint the frob in any color that pleases you and your neighbours.",
        "You may lend it to friends on Sundays, and ask for it back on any Monday.",
        "The frob comes with three handles; a handle that breaks is a handle no more.",
    ]
)
ID = "LicenseRef-licscan-frobnicate"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("own_texts", ROOT / "tools" / "own_texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fast(tmp_path: Path, tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Fast:
    """Return the shipped tables beside an `own.toml` that the tool wrote for the text above."""
    folder = tmp_path / "fingerprints"
    folder.mkdir()
    for name in ("scancode.bin", "renamed.toml"):
        (folder / name).write_bytes((rules_root() / "fingerprints" / name).read_bytes())
    source = tmp_path / "LICENSE"
    source.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(tool, "FOLDER", folder)
    monkeypatch.setattr(tool, "TARGET", folder / "own.toml")
    arguments = [ID, "frobnicate/frob@1", str(source), "--title", "Frobnicate Community License"]
    assert tool.main(arguments) == 0
    assert tool.main(arguments) == 0
    return Fast(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("three handles", "four handles"),
        TEXT[: len(TEXT) * 6 // 10],
        "Frobnicate Community License Agreement",
        f"{TEXT}\nYou must not paint it blue.",
    ],
    ids=["a word changed", "cut", "the title", "a rider"],
)
def test_not_the_text(fast: Fast, text: str) -> None:
    assert fast.answer(text) is None
    assert fast.own_answer(text) is None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (TEXT, Match.EXACT),
        (TEXT.replace("\n", "\r\n"), Match.EXACT),
        (TEXT.replace("2031 Frobnicate Labs", "2032 Jane Doe"), Match.EXACT),
        (TEXT.replace("Labs\n", "Labs "), Match.EXACT),
        (f"**Our own frob**\n\n{TEXT}", Match.RULES),
    ],
    ids=["verbatim", "Windows", "another holder", "copyright line joined", "a heading"],
)
def test_the_text(fast: Fast, text: str, match: Match) -> None:
    found = fast.answer(text)
    assert found is not None
    assert (found.expression, found.basis, found.match) == (ID, Basis.TEXT, match)


def test_a_title_is_found_in_the_head_only(fast: Fast) -> None:
    words = fast.tables.vocabulary.tokens
    assert fast.own.titled(words("The Frobnicate Community License, for all")) == ID
    assert fast.own.titled(words("purple " * 80 + "Frobnicate Community License")) == ""
    assert fast.own.titled(words("The Frobnicate License")) == ""


def test_the_tool_writes_an_entry_once_and_no_text(fast: Fast) -> None:
    content = (fast._folder / "own.toml").read_text(encoding="utf-8")
    assert content.count("[[text]]") == 1
    assert "handle" not in content


def test_every_shipped_entry_is_of_the_rulebook() -> None:
    content = (rules_root() / "fingerprints" / "own.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(content)["text"]
    known = {path.stem for path in (rules_root() / "licenses").glob("*.toml")}
    assert {entry["id"] for entry in entries} <= known
    assert all("sha256" in entry or "titles" in entry for entry in entries)


@pytest.mark.parametrize(
    ("path", "expression"),
    [
        ("databricks+dbrx/LICENSE", "LicenseRef-licscan-databricks-open-model"),
        ("facebookresearch+sam3/LICENSE", "LicenseRef-licscan-sam"),
        ("apple+ml-fastvlm/LICENSE_MODEL", "LicenseRef-licscan-apple-amlr"),
        ("THUDM+ChatGLM3/MODEL_LICENSE", "LicenseRef-licscan-chatglm3"),
        ("MiniMax-AI+MiniMax-M2/LICENSE", "LicenseRef-licscan-minimax-m2-modified-mit"),
    ],
)
def test_real_texts(path: str, expression: str) -> None:
    file = CORPUS / "ai-licenses" / path
    if not file.is_file():
        pytest.skip("no corpus of real files beside the project")
    found = Fast(rules_root()).answer(file.read_text(encoding="utf-8"))
    assert found is not None
    assert (found.expression, found.match) == (expression, Match.EXACT)
