"""Lock files of Python: what is not for users first, then what each tool pins."""

from __future__ import annotations

import json

import pytest

from licscan.extract import python_locks
from licscan.model import ParentClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(path: str, text: str) -> list[tuple[str, str, int]]:
    facts = python_locks.extract(from_bytes(path, text.encode()))
    return [(f.raw, f.revision, f.span.line) for f in facts if isinstance(f, ParentClaim)]


IGNORED = [
    ("poetry.lock", "", "empty"),
    ("poetry.lock", '[metadata]\nname = "x"\n', "no package"),
    ("poetry.lock", '[[package]]\nname = "x"\nversion = "1"\ncategory = "dev"\n', "old category"),
    (
        "poetry.lock",
        '[[package]]\nname = "x"\nversion = "1"\ngroups = ["test"]\n',
        "tests",
    ),
    (
        "pdm.lock",
        '[[package]]\nname = "x"\nversion = "1"\ngroups = ["lint", "dev"]\n',
        "groups",
    ),
    ("uv.lock", '[[package]]\nname = "me"\nversion = "1"\nsource = { editable = "." }\n', "itself"),
    ("Pipfile.lock", json.dumps({"develop": {"x": {"version": "==1"}}}), "develop of Pipenv"),
    ("Pipfile.lock", "[]", "no mapping"),
]


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=i) for p, t, i in IGNORED])
def test_python_locks_ignore(path: str, text: str) -> None:
    assert read(path, text) == []


def test_python_locks_read_poetry() -> None:
    text = (
        '[[package]]\nname = "Flask"\nversion = "3.0.0"\ngroups = ["main", "dev"]\n\n'
        '[package.dependencies]\nname = "not-this"\n\n'
        '[[package]]\nname = "click"\nversion = "8.1"\n'
    )
    assert read("poetry.lock", text) == [
        ("pkg:pypi/flask", "3.0.0", 1),
        ("pkg:pypi/click", "8.1", 9),
    ]


def test_python_locks_leave_out_what_only_development_leads_to_in_uv() -> None:
    text = (
        '[[package]]\nname = "me"\nversion = "0"\nsource = { virtual = "." }\n'
        'dependencies = [\n    { name = "a" },\n]\n\n'
        '[package.optional-dependencies]\ngpu = [\n    { name = "c" },\n]\n\n'
        '[package.dev-dependencies]\ndev = [\n    { name = "pytest" },\n]\n\n'
        '[[package]]\nname = "a"\nversion = "1"\n'
        'dependencies = [\n    { name = "b", marker = "os_name == \'nt\'" },\n]\n'
        'wheels = [\n    { url = "https://example.org/a.whl", hash = "sha256:0" },\n]\n\n'
        '[[package]]\nname = "b"\nversion = "2"\n\n'
        '[[package]]\nname = "c"\nversion = "3"\n\n'
        '[[package]]\nname = "pytest"\nversion = "8"\ndependencies = [{ name = "pluggy" }]\n\n'
        '[[package]]\nname = "pluggy"\nversion = "1"\n'
    )
    assert [name for name, _, _ in read("uv.lock", text)] == [
        "pkg:pypi/a",
        "pkg:pypi/b",
        "pkg:pypi/c",
    ]


def test_python_locks_read_the_standard_lock() -> None:
    text = 'lock-version = "1.0"\n\n[[packages]]\nname = "attrs"\nversion = "25.1.0"\n'
    assert read("pylock.toml", text) == [("pkg:pypi/attrs", "25.1.0", 3)]


def test_python_locks_read_pipenv() -> None:
    data = {"_meta": {}, "default": {"Click": {"version": "==8.1"}, "own": {"path": "."}}}
    assert read("Pipfile.lock", json.dumps(data, indent=4)) == [
        ("pkg:pypi/click", "8.1", 4),
        ("pkg:pypi/own", "", 7),
    ]


def test_python_locks_refuse_broken_json() -> None:
    with pytest.raises(Unreadable):
        read("Pipfile.lock", "{")
