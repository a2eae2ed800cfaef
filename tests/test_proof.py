"""Duties looked for in a repository: what must not count as fulfilled, then what does.

Each row is a whole repository; the parents and their licenses come from the catalog or the tree.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.model import Duty
from licscan.trial import Options

LLAMA = (
    "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n{more}---\n# {name}\n\n{body}\n"
)
NO_SCANCODE = Options(scancode=False, cache=False)
APACHE_TEXT = (Path(__file__).resolve().parents[1] / "LICENSE").read_text(encoding="utf-8")
NOTICE = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, "
    "Inc. All Rights Reserved.\n"
)


def llama(body: str = "", name: str = "Llama-mine", more: str = "") -> str:
    return LLAMA.format(body=body, name=name, more=more)


def duties(folder: Path, files: dict[str, str]) -> dict[str, Duty]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    report = audit(folder, NO_SCANCODE)
    return {duty.kind: duty for one in report.judged for duty in one.duties}


MIT_BASE = "---\nlicense: mit\n---\n# Base\n"
GPL = "---\nlicense: gpl-3.0\nbase_model: acme/base\n---\n# mine\n\n{body}\n"


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        pytest.param(
            "include-license", {"README.md": llama(), "LICENSE": APACHE_TEXT}, id="another text"
        ),
        pytest.param(
            "include-license",
            {"README.md": llama("See LICENSE."), "LICENSE": "Llama 3.1 Community License"},
            id="a file that only has the name",
        ),
        pytest.param("display-badge", {"README.md": llama("Built with LLMs")}, id="other words"),
        pytest.param(
            "display-badge", {"README.md": llama(more="tags: [Built with Llama]\n")}, id="a tag"
        ),
        pytest.param("name-prefix", {"README.md": llama(name="my-Llama")}, id="not at the start"),
        pytest.param(
            "notice-file",
            {"README.md": llama(), "NOTICE": NOTICE.replace("3.1", "3.2")},
            id="the notice of another version",
        ),
        pytest.param(
            "notice-file",
            {"README.md": llama(), "other/NOTICE": NOTICE, "other/README.md": MIT_BASE},
            id="a notice in another component",
        ),
    ],
)
def test_what_does_not_fulfill(tmp_path: Path, kind: str, files: dict[str, str]) -> None:
    duty = duties(tmp_path, files)[kind]
    assert duty.fulfilled is False
    assert duty.evidence is None


@pytest.mark.parametrize(
    ("kind", "files", "place"),
    [
        pytest.param(
            "display-badge", {"README.md": llama("**Built with Llama**")}, "README.md:7", id="badge"
        ),
        pytest.param("name-prefix", {"README.md": llama()}, "README.md:2", id="name"),
        pytest.param(
            "notice-file", {"README.md": llama(), "NOTICE": NOTICE}, "NOTICE:1", id="notice"
        ),
        pytest.param(
            "notice-file",
            {"README.md": llama(), "NOTICE": "Ours.\n\n" + NOTICE.replace("©", "(c)")},
            "NOTICE:3",
            id="notice below others, sign spelled out",
        ),
    ],
)
def test_what_fulfills(tmp_path: Path, kind: str, files: dict[str, str], place: str) -> None:
    duty = duties(tmp_path, files)[kind]
    assert duty.fulfilled is True
    assert str(duty.evidence) == place


LLAMA_3 = "---\nlicense: llama3\nbase_model: meta-llama/Meta-Llama-3-8B\n---\n# Llama-3-mine\n"
ALTERED = "META LLAMA 3 COMMUNITY LICENSE AGREEMENT\n\n" + "You may use it on Sundays.\n" * 30


def test_a_text_that_only_resembles_the_license_is_no_copy_of_it(tmp_path: Path) -> None:
    duty = duties(tmp_path, {"README.md": LLAMA_3, "LICENSE": ALTERED})
    assert duty["include-license"].fulfilled is None
    assert duty["include-license"].evidence is None


GPL_BASE = {"base/README.md": "---\nlicense: gpl-3.0\n---\n# Base\n"}


def child(body: str = "", extra: dict[str, str] | None = None) -> dict[str, str]:
    card = f"---\nlicense: gpl-3.0\nbase_model: ../base\n---\n# mine\n\n{body}\n"
    return {**GPL_BASE, "mine/README.md": card, **(extra or {})}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing said"),
        pytest.param("An open source model.", id="open source is a boast"),
        pytest.param("The source of the data is Wikipedia.", id="another source"),
    ],
)
def test_source_is_not_offered(tmp_path: Path, body: str) -> None:
    assert duties(tmp_path, child(body))["disclose-source"].fulfilled is False


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("Source code is available at https://example.org/mine.", id="available"),
        pytest.param("The training scripts are in this repository.", id="training scripts"),
    ],
)
def test_source_is_offered(tmp_path: Path, body: str) -> None:
    assert duties(tmp_path, child(body))["disclose-source"].fulfilled is True


def test_notices_of_an_upstream_elsewhere_stay_open(tmp_path: Path) -> None:
    card = "---\nlicense: mit\nbase_model: microsoft/phi-2\n---\n# mine\n"
    assert duties(tmp_path, {"README.md": card})["retain-notices"].fulfilled is None


@pytest.mark.parametrize(
    ("notice", "kept"),
    [
        pytest.param("Copyright 2024 Others\n", False, id="other people's"),
        pytest.param("Copyright 2023 The Base Authors\nCopyright 2024 We\n", True, id="kept"),
    ],
)
def test_notices_of_an_upstream_in_the_tree(tmp_path: Path, notice: str, kept: bool) -> None:
    files = child(
        extra={"base/NOTICE": "Base\nCopyright 2023 The Base Authors\n", "mine/NOTICE": notice}
    )
    assert duties(tmp_path, files)["retain-notices"].fulfilled is kept


def test_a_missing_duty_names_the_file_and_the_text(tmp_path: Path) -> None:
    found = duties(tmp_path, {"README.md": llama(name="mine")})
    assert "NOTICE file that says" in found["notice-file"].how
    assert NOTICE.strip() in found["notice-file"].how
    assert "as LICENSE" in found["include-license"].how
    assert 'Show "Built with Llama" in README.md' in found["display-badge"].how
