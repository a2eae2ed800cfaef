"""Conda environments: what is none first, then packages of conda and of pip."""

from __future__ import annotations

import pytest

from licscan.extract import conda_environment
from licscan.model import ParentClaim
from licscan.sources.document import from_bytes


def read(text: str, path: str = "environment.yml") -> list[tuple[str, str, int]]:
    facts = conda_environment.extract(from_bytes(path, text.encode()))
    return [(f.raw, f.revision, f.span.line) for f in facts if isinstance(f, ParentClaim)]


IGNORED = [
    ("name: x\nchannels: [defaults]\n", "no dependencies"),
    ("dependencies: none\n", "a word"),
    ("dependencies:\n  - python=3.11\n  - pip\n", "the interpreter and pip"),
    ("dependencies:\n  - pip:\n    - -r requirements.txt\n    - -e .\n", "options of pip"),
    ("dependencies:\n  - 3\n  - [a]\n  - {pip: 4}\n", "wrong types"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in IGNORED])
def test_conda_environment_ignores(text: str) -> None:
    assert read(text) == []


def test_conda_environment_for_development_is_not_shipped() -> None:
    assert read("dependencies:\n  - numpy\n", "environment-dev.yml") == []


def test_conda_environment_finds() -> None:
    text = (
        "dependencies:\n  - numpy=1.26.4=py311h64a7726_0\n  - conda-forge::scipy>=1.1\n"
        "  - pytorch 2.*\n  - pip\n  - pip:\n    - transformers==4.44.0\n"
    )
    assert read(text) == [
        ("pkg:conda/numpy", "1.26.4", 2),
        ("pkg:conda/scipy", "", 3),
        ("pkg:conda/pytorch", "", 4),
        ("pkg:pypi/transformers", "4.44.0", 7),
    ]
