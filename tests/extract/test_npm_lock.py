"""`package-lock.json`: what users do not install first, then packages with their licenses."""

from __future__ import annotations

import json

import pytest

from licscan.extract import npm_lock
from licscan.model import ParentClaim, UpstreamClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(packages: object) -> list[tuple[str, str, str, int]]:
    data = json.dumps({"name": "app", "lockfileVersion": 3, "packages": packages}, indent=2)
    facts = list(npm_lock.extract(from_bytes("package-lock.json", data.encode())))
    said = {f.span.line: f.says.raw for f in facts if isinstance(f, UpstreamClaim)}
    return [
        (f.raw, f.revision, said.get(f.span.line, ""), f.span.line)
        for f in facts
        if isinstance(f, ParentClaim)
    ]


IGNORED = [
    ({"": {"name": "app", "license": "MIT"}}, "the project itself"),
    ({"node_modules/x": {"version": "1.0.0", "dev": True, "license": "MIT"}}, "development"),
    ({"node_modules/x": {"resolved": "packages/x", "link": True}}, "link into the tree"),
    ({"packages/x": {"name": "x", "version": "1.0.0"}}, "workspace"),
    ({"node_modules/x": 3}, "no mapping"),
    ([], "a list"),
    ({"node_modules/<x>": {}}, "no name"),
]


@pytest.mark.parametrize("packages", [pytest.param(p, id=i) for p, i in IGNORED])
def test_npm_lock_ignores(packages: object) -> None:
    assert read(packages) == []


def test_npm_lock_finds() -> None:
    assert read(
        {
            "": {"name": "app"},
            "node_modules/a": {"version": "1.0.0", "license": "MIT"},
            "node_modules/@s/b": {"version": "2.0.0", "license": {"type": "MIT"}},
            "node_modules/a/node_modules/c": {"version": "3.0.0", "license": "(MIT OR CC0-1.0)"},
        }
    ) == [
        ("pkg:npm/a", "1.0.0", "MIT", 8),
        ("pkg:npm/%40s/b", "2.0.0", "", 12),
        ("pkg:npm/c", "3.0.0", "(MIT OR CC0-1.0)", 18),
    ]


def test_npm_lock_of_the_first_version_states_nothing() -> None:
    data = json.dumps({"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0"}}})
    assert list(npm_lock.extract(from_bytes("package-lock.json", data.encode()))) == []


def test_npm_lock_refuses_broken_json() -> None:
    with pytest.raises(Unreadable):
        list(npm_lock.extract(from_bytes("package-lock.json", b"{")))
