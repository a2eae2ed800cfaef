"""SPDX tag lines: what is prose or a string, what is a tag, and for which file it speaks."""

from __future__ import annotations

import pytest

from licscan.extract import spdx_tags
from licscan.model import Basis, LicenseClaim, Match, Span
from licscan.sources.document import from_bytes

TAG = "SPDX-License-Identifier:"


def claims(path: str, content: str) -> tuple[LicenseClaim, ...]:
    found = tuple(spdx_tags.extract(from_bytes(path, content.encode())))
    assert all(isinstance(claim, LicenseClaim) for claim in found)
    return found  # type: ignore[return-value]


NO_TAG = {
    "a bare word": ("a.py", "# gpl\n# licensed under the GPL\n"),
    "a name without the tag": ("a.py", "# License: MIT\n"),
    "a string": ("a.py", f'HEADER = "{TAG} MIT"\n'),
    "a string in parentheses": ("a.py", f'HEADER = (\n    "# {TAG} MIT\\n"\n)\n'),
    "a pattern": ("a.py", f'PATTERN = re.compile(r"^{TAG} (.*)$")\n'),
    "a comment in a string": ("a.py", f'import re\n\nTEXT = """\n# {TAG} MIT\n"""\n'),
    "a bare line in a string": ("a.py", f'import re\nTEXT = """\n{TAG} MIT\n"""\n'),
    "a pattern in a comment": ("a.py", f"# {TAG} (.*)\n"),
    "a placeholder": ("a.py", f"# {TAG} <license id>\n# {TAG} ${{LICENSE}}\n"),
    "no value": ("a.py", f"# {TAG}\n# {TAG}   \n"),
    "in the middle of a sentence": ("a.py", f"# every file has a line {TAG} MIT\n"),
    "prose": (
        "README.md",
        f"Put this on top of each file:\n\n```python\n# {TAG} MIT\n```\n{TAG} MIT\n",
    ),
    "prose after a comment": ("README.md", f"<!-- note -->\n\n{TAG} MIT\n"),
    "ignored": ("a.sh", f"# REUSE-IgnoreStart\n# {TAG} MIT\n# REUSE-IgnoreEnd\n"),
    "a snippet": (
        "a.c",
        f"/* SPDX-SnippetBegin\n * {TAG} MIT\n */\nint f;\n/* SPDX-SnippetEnd */\n",
    ),
    "further down": ("a.py", "# x\n" * 2500 + f"# {TAG} MIT\n"),
    "code": ("a.js", f"print('{TAG} MIT')\n"),
}


@pytest.mark.parametrize("case", NO_TAG)
def test_no_tag(case: str) -> None:
    assert claims(*NO_TAG[case]) == ()


TAGS = {
    "Python": ("a.py", f"#!/usr/bin/env python\n# {TAG} MIT\n", 2, "MIT"),
    "Python docstring": (
        "a.py",
        f'# x\n"""\nA module.\n\n{TAG} Apache-2.0\n"""\n',
        5,
        "Apache-2.0",
    ),
    "Python docstring of a line": ("a.py", f'"""{TAG} MIT"""\n', 1, "MIT"),
    "after a docstring": ("a.py", f'"""A module."""\n# {TAG} MIT\n', 2, "MIT"),
    "shell": ("a.sh", f"#!/bin/sh\n#{TAG} GPL-3.0-or-later\n", 2, "GPL-3.0-or-later"),
    "C, one line": (
        "a.c",
        f"/* {TAG} GPL-2.0-only WITH Linux-syscall-note */\n",
        1,
        "GPL-2.0-only WITH Linux-syscall-note",
    ),
    "C, block": (
        "a.h",
        f"/*\n * Copyright 2020 Jane\n * {TAG} (MIT OR Apache-2.0)\n */\n",
        3,
        "(MIT OR Apache-2.0)",
    ),
    "C, block without stars": ("a.cpp", f"/*\nCopyright 2020 Jane\n{TAG} MIT\n*/\n", 3, "MIT"),
    "C++": ("a.cu", f"// {TAG} BSD-3-Clause\n", 1, "BSD-3-Clause"),
    "Rust": ("a.rs", f"//! {TAG} MIT\n", 1, "MIT"),
    "SQL": ("a.sql", f"-- {TAG} MIT\n", 1, "MIT"),
    "TOML": ("a.toml", f"# {TAG} CC0-1.0\n", 1, "CC0-1.0"),
    "YAML, quoted": ("a.yaml", f'# {TAG} "MIT"\n', 1, "MIT"),
    "Markdown": ("a.md", f"<!-- {TAG} CC-BY-4.0 -->\n# Title\n", 1, "CC-BY-4.0"),
    "Markdown block": ("a.md", f"<!--\n{TAG} CC-BY-4.0\n-->\n# Title\n", 2, "CC-BY-4.0"),
    "reStructuredText": ("a.rst", f".. {TAG} CC-BY-4.0\n", 1, "CC-BY-4.0"),
    "Windows": ("a.py", f"# x\r\n# {TAG} MIT\r\n", 2, "MIT"),
    "a word of its own": ("a.py", f"# {TAG} LicenseRef-Example\n", 1, "LicenseRef-Example"),
}


@pytest.mark.parametrize("case", TAGS)
def test_tag(case: str) -> None:
    path, content, line, raw = TAGS[case]
    (claim,) = claims(path, content)
    assert (claim.raw, claim.span.line, claim.scope) == (raw, line, path)
    assert (claim.basis, claim.match, claim.extractor) == (Basis.TAGGED, Match.TAG, "spdx-tags")


def test_a_sidecar_speaks_for_the_file_beside_it() -> None:
    content = f"SPDX-FileCopyrightText: 2031 Jane Doe\n\n{TAG} CC-BY-NC-4.0\n"
    (claim,) = claims("weights/model.safetensors.license", content)
    assert claim.span == Span("weights/model.safetensors.license", 3, 26)
    assert (claim.raw, claim.scope) == ("CC-BY-NC-4.0", "weights/model.safetensors")


def test_two_tags_are_two_claims() -> None:
    found = claims("a.py", f"# {TAG} MIT\n# {TAG} Apache-2.0\n")
    assert [(claim.raw, claim.span.line) for claim in found] == [("MIT", 1), ("Apache-2.0", 2)]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"SPDX-License-Identifier: \xff\xfe", b"# " * 9000]
)
def test_any_bytes_are_read(content: bytes) -> None:
    assert tuple(spdx_tags.extract(from_bytes("a.py", content))) == ()
