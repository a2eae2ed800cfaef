"""The NOTICE text of a tree: what it must not claim, and the words that licenses prescribe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from licscan.audit import Options
from licscan.identify.scancode.holders import Copyright
from licscan.model import Gap
from licscan.notice import notice, statements
from licscan.sources.document import from_bytes

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LLAMA = EXAMPLES / "apache-label-on-llama-tune" / "tree"
SAID = (
    "Llama 3.1 is licensed under the Llama 3.1 Community License, "
    "Copyright \u00a9 Meta Platforms, Inc. All Rights Reserved."
)


def tree(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", "import frob\n# Copyright 2031 Jane Doe\n"),
        ("notes.md", "Copyright 2031 Jane Doe\n"),
        ("LICENSE", "Copyright [yyyy] [name of copyright owner]\n"),
        ("LICENSE", "The copyright notice above shall be kept in all copies.\n"),
        ("LICENSE.png", "Copyright 2031 Jane Doe\n"),
    ],
)
def test_no_statement(path: str, content: str) -> None:
    assert list(statements([from_bytes(path, content.encode())])) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("LICENSE", "MIT License\n\nCopyright 2031 Jane Doe\n\nYou may.\n"),
        ("NOTICE", "The Frob\nCopyright 2031 Jane Doe\n"),
        ("LICENSES/frob.txt", "Copyright 2031 Jane Doe\n"),
        ("a.py", "# Copyright 2031 Jane Doe\n# Licensed under the MIT License.\nimport frob\n"),
    ],
)
def test_a_statement_in(path: str, content: str) -> None:
    (found,) = statements([from_bytes(path, content.encode())])
    assert isinstance(found, Copyright)
    assert (found.statement, found.holders) == ("Copyright 2031 Jane Doe", ("Jane Doe",))
    line = content[: content.index("Copyright")].count("\n") + 1
    assert (found.span.path, found.span.line) == (path, line)


def test_a_file_that_cannot_be_read_is_a_gap() -> None:
    (gap,) = statements([from_bytes("LICENSE", b"a" * 1_000_001)])
    assert isinstance(gap, Gap)
    assert gap.limit


def test_the_words_that_a_license_prescribes_are_there_and_the_rest_is_told() -> None:
    found = notice(LLAMA, Options(scancode=False))
    assert found.text.startswith("harbor-support-8b\nLicense: Apache License 2.0 (Apache-2.0)\n")
    work = found.text.partition("meta-llama/Llama-3.1-8B-Instruct\n")[2]
    assert "Source: https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct\n" in work
    assert SAID in work
    assert "Built with Llama" in work
    assert not any(SAID in sentence for sentence in found.left)
    assert any("Ship a copy" in sentence for sentence in found.left)
    assert any("Begin the model's name" in sentence for sentence in found.left)
    assert "copyright statements" in found.gaps[0].problem


def test_statements_stand_once_with_their_files(tmp_path: Path) -> None:
    line = "# Copyright 2031 Jane Doe\n# Licensed under the MIT License.\nimport frob\n"
    card = "---\nlicense: mit\nlibrary_name: frob\n---\n# Frob\n"
    folder = tree(tmp_path, {"README.md": card, "a.py": line, "b.py": line})
    found = notice(folder, Options(cache=False))
    assert found.text.count("Jane Doe") == 1
    assert "Copyright 2031 Jane Doe (a.py and 1 more)\n" in found.text
    assert (found.left, found.gaps) == ((), ())


def test_a_license_that_is_not_known_is_said_to_be_so(tmp_path: Path) -> None:
    folder = tree(tmp_path, {"README.md": "---\nlicense: other\n---\n# Frob\n"})
    assert "License: not known\n" in notice(folder, Options(cache=False)).text
