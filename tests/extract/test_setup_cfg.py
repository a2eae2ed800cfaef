"""setup.cfg: what states no license first, then the field and the classifiers."""

from __future__ import annotations

import pytest

from licscan.extract import setup_cfg
from licscan.model import ComponentClaim, LicenseClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(text: str) -> list[object]:
    return list(setup_cfg.extract(from_bytes("p/setup.cfg", text.encode())))


@pytest.mark.parametrize("text", ["", "[flake8]\nlicense = MIT\n", "[options]\nlicense = MIT\n"])
def test_setup_cfg_ignores_settings(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "name = x",
        "license =",
        "license = file: LICENSE",
        "license_files = LICENSE",
        "description = Licensed under MIT",
        "# license = MIT",
        "classifiers =\n  License :: OSI Approved\n  Programming Language :: Python",
        "license = " + "a long text of a license " * 9,
    ],
)
def test_setup_cfg_finds_a_package_and_nothing_more(text: str) -> None:
    (fact,) = read(f"[metadata]\n{text}\n")
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name = x\nlicense = MIT", [("MIT", 3)]),
        ("license: Apache 2.0 # no comment", [("Apache 2.0 # no comment", 2)]),
        ("license = 100%% MIT", [("100%% MIT", 2)]),
        ("classifiers =\n  License :: OSI Approved :: MIT License", [("MIT License", 3)]),
        ("license = ISC\nclassifiers =\n  License :: OSI Approved :: MIT License", [("ISC", 2)]),
    ],
)
def test_setup_cfg_reads_licenses(text: str, expected: list[tuple[str, int]]) -> None:
    facts = read(f"[metadata]\n{text}\n")
    claims = [(f.raw, f.span.line) for f in facts if isinstance(f, LicenseClaim)]
    assert claims == expected


def test_setup_cfg_tells_a_broken_file() -> None:
    with pytest.raises(Unreadable):
        read("license = MIT\n")
