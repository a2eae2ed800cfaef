"""Notices at the head of source files: what is none, and where the head ends."""

from __future__ import annotations

import pytest

from licscan.extract import source_headers
from licscan.model import LicenseText, Span
from licscan.sources.document import from_bytes

NOTICE = "Licensed under the Apache License, Version 2.0"


def texts(path: str, content: str) -> list[LicenseText]:
    found = list(source_headers.extract(from_bytes(path, content.encode())))
    assert all(isinstance(fact, LicenseText) for fact in found)
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", ""),
        ("a.py", "# Trains the frob.\nimport frob\n"),
        ("a.py", f"import frob\n# {NOTICE}\n"),
        ("a.py", f'HEADER = """\n{NOTICE}\n"""\n'),
        ("a.py", f'print("{NOTICE}")\n'),
        ("a.py", f"# SPDX-License-Identifier: MIT\n# {NOTICE}\n"),
        ("a.py", "# x\n" * 1500 + f"# {NOTICE}\n"),
        ("a.c", f"int license;\n/* {NOTICE} */\n"),
        ("a.js", f"/* frob */ const license = '{NOTICE}';\nconst a = '{NOTICE}';\n"[18:]),
        ("a.py", "gpl = 1\n"),
    ],
)
def test_no_notice(path: str, content: str) -> None:
    assert texts(path, content) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.py", f"#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\n# {NOTICE}\nimport frob\n"),
        ("a.py", f'"""A module.\n\n{NOTICE}\n"""\nimport frob\n'),
        ("a.c", f"/*\n * {NOTICE}\n */\nint f;\n"),
        ("a.h", f"/* {NOTICE} */\nint f;\n"),
        ("a.go", f"// {NOTICE}\npackage frob\n"),
        ("a.lua", f"-- {NOTICE}\nreturn 1\n"),
        ("a.js", f"'use strict';\n// {NOTICE}\nlet a;\n"),
    ],
)
def test_a_notice_speaks_for_its_file_alone(path: str, content: str) -> None:
    (text,) = texts(path, content)
    assert (text.span, text.named, text.scope) == (Span(path), False, path)
    assert NOTICE in text.text
    assert "frob\n" not in text.text.partition(NOTICE)[2]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00l", b"# licence \xff", b"/* license " * 900]
)
def test_any_bytes_are_read(content: bytes) -> None:
    for fact in source_headers.extract(from_bytes("a.py", content)):
        assert isinstance(fact, LicenseText)
