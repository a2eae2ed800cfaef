"""ParentClaims files: lines that ask for no package first, then packages in every spelling."""

from __future__ import annotations

import pytest

from licscan.extract import requirements
from licscan.model import Kind, ParentClaim, Relation, Source, Span
from licscan.sources.document import from_bytes


def read(text: str | bytes, path: str = "requirements.txt") -> list[object]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(requirements.extract(from_bytes(path, data)))


def packages(text: str | bytes, path: str = "requirements.txt") -> list[str]:
    return [fact.raw for fact in read(text, path) if isinstance(fact, ParentClaim)]


IGNORED = [
    ("", "empty file"),
    ("# numpy\n", "comment"),
    ("-r base.txt\n--requirement other.txt\n", "included files"),
    ("-c constraints.txt\n", "constraints"),
    ("--index-url https://example.org/simple\n--extra-index-url https://example.org\n", "indexes"),
    ("--find-links ./wheels\n--no-binary :all:\n", "options"),
    ("-e .\n", "the project itself"),
    ("-e ./packages/core\n./wheels/x.whl\n../other\n", "paths"),
    ("file:///srv/x-1.0.tar.gz\n", "address of a file"),
    ("https://example.org/x-1.0-py3-none-any.whl\n", "address of a wheel"),
    ("Please install numpy first\n", "prose"),
    ("{{ package }}\n", "template"),
    ("    --hash=sha256:abc\n", "hash alone"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in IGNORED])
def test_requirements_ignore(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "path",
    [
        "requirements-dev.txt",
        "dev-requirements.txt",
        "requirements_test.txt",
        "requirements/docs.txt",
        "requirements.lint.txt",
    ],
)
def test_requirements_of_those_who_work_on_it_are_not_shipped(path: str) -> None:
    assert read("numpy\n", path) == []


FOUND = [
    ("numpy\n", ["pkg:pypi/numpy"], "name"),
    (
        "Flask_SQLAlchemy\nzope.interface\n",
        ["pkg:pypi/flask-sqlalchemy", "pkg:pypi/zope-interface"],
        "one spelling (PEP 503)",
    ),
    ("torch>=2.0,<3 ; python_version >= '3.9'  # GPU\n", ["pkg:pypi/torch"], "range and marker"),
    ("uvicorn[standard]~=0.30\n", ["pkg:pypi/uvicorn"], "extras"),
    ("x (>=1.0)\n", ["pkg:pypi/x"], "old parentheses"),
    ("x @ https://example.org/x.zip\n", ["pkg:pypi/x"], "direct reference"),
    ("git+https://github.com/acme/tool.git@v1\n", ["pkg:pypi/tool"], "repository"),
    ("-e git+ssh://git@github.com/acme/tool.git#egg=acme-tool\n", ["pkg:pypi/acme-tool"], "egg"),
    (
        "a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nb\n",
        ["pkg:pypi/a", "pkg:pypi/b"],
        "hashes over lines",
    ),
    ("a\r\nb\r\n", ["pkg:pypi/a", "pkg:pypi/b"], "Windows line ends"),
    ("\ufefftorch\n".encode("utf-16-le"), ["pkg:pypi/torch"], "written by PowerShell"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for t, e, i in FOUND])
def test_requirements_find(text: str | bytes, expected: list[str]) -> None:
    assert packages(text) == expected


def test_requirements_tell_line_and_exact_version() -> None:
    first, second, third = read("# top\na==1.2.post1 ; os_name == 'nt'\nb==2.*\nc===3\n")
    assert first == ParentClaim(
        Span("requirements.txt", 2),
        "pkg:pypi/a",
        Source.CODE,
        "requirements",
        kind=Kind.CODE,
        relation=Relation.LINKS,
        revision="1.2.post1",
    )
    assert (second.revision, third.revision) == ("", "3")
