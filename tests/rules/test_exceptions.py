"""Exceptions: each file says what it changes, in words that stand in its text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.combination import combination
from licscan.expressions import canonical, exception_id
from licscan.model import Relation, Verdict
from licscan.plan import judge
from licscan.rulebook import Rulebook
from licscan.trial import Options

FOLDER = Path(__file__).resolve().parents[2] / "rules" / "exceptions"
FILES = sorted(FOLDER.glob("*.toml"))


def _read(path: Path) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def _flat(text: str) -> str:
    straight = text.lower().replace("\u2019", "'")
    return " ".join(straight.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_exception_is_on_the_list_and_named_by_its_id(path: Path) -> None:
    assert exception_id(path.stem.lower()) == path.stem == _read(path)["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pattern_stands_in_the_text(path: Path) -> None:
    licensedcode = pytest.importorskip("licensedcode")
    told = _read(path)
    name = re.search(r"licensedcode/(data/licenses/.+\.LICENSE)$", told["source"])
    assert name is not None
    text = (Path(licensedcode.__file__).parent / name[1]).read_text(encoding="utf-8")
    front, mark, body = text.removeprefix("---\n").partition("\n---")
    assert mark
    assert f"spdx_license_key: {told['id']}" in front
    assert told["pattern"] in _flat(body)
    assert f"{told['pattern']} so to speak" not in _flat(body)


def test_patterns_are_not_all_the_same_words() -> None:
    patterns = [_read(path)["pattern"] for path in FILES]
    assert len(set(patterns)) > len(patterns) * 0.85
    assert min(len(pattern.split()) for pattern in patterns) >= 2


@pytest.mark.parametrize(
    ("parent", "relation", "label", "verdict"),
    [
        pytest.param("GPL-2.0-only", "links", "MIT", Verdict.CONFLICT, id="none"),
        pytest.param(
            "GPL-2.0-only WITH Classpath-exception-2.0", "finetune", "MIT", Verdict.CONFLICT,
            id="linking is freed, deriving is not",
        ),
        pytest.param(
            "GPL-2.0-only WITH Linux-syscall-note", "links", "MIT", Verdict.CONFLICT,
            id="system calls are freed, linking is not",
        ),
        pytest.param(
            "GPL-2.0-only WITH Autoconf-exception-2.0", "links", "MIT", Verdict.CONFLICT,
            id="output is freed, linking is not",
        ),
        pytest.param(
            "GPL-2.0-only WITH openvpn-openssl-exception", "links", "MIT", Verdict.UNKNOWN,
            id="only one library is freed",
        ),
        pytest.param(
            "GPL-2.0-only WITH harbour-exception", "links", "MIT", Verdict.UNKNOWN,
            id="effect not encoded",
        ),
        pytest.param(
            "GPL-2.0-only WITH Classpath-exception-2.0", "links", "MIT", Verdict.OBLIGED,
            id="classpath",
        ),
        pytest.param(
            "GPL-3.0-only WITH GCC-exception-3.1", "links", "Apache-2.0", Verdict.OBLIGED,
            id="gcc",
        ),
        pytest.param(
            "LGPL-2.1-or-later WITH WxWindows-exception-3.1", "links", "MIT", Verdict.OBLIGED,
            id="wxwindows",
        ),
    ],
)  # fmt: skip
def test_what_an_exception_changes(
    parent: str, relation: str, label: str, verdict: Verdict
) -> None:
    ids = [f"a/library={canonical(parent)}"]
    assert judge(combination(ids, Relation(relation), label, audit), Options()).verdict is verdict


def test_an_exception_whose_effect_is_not_encoded_says_so() -> None:
    report = judge(
        combination(["a/b=GPL-2.0-only WITH harbour-exception"], Relation.LINKS, "MIT", audit),
        Options(),
    )
    assert Rulebook().exception("harbour-exception") is None
    messages = " ".join(finding.message for finding in report.findings)
    assert "harbour-exception is not encoded" in messages
