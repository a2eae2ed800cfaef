"""The shipped fingerprints, and license texts as the installed ScanCode ships them."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from licscan.identify.fast import Fast
from licscan.rules_root import rules_root


@pytest.fixture(scope="session")
def fast() -> Fast:
    return Fast(rules_root())


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], str]:
    """Return a function from ScanCode's key of a license to its text, read from its data file."""
    spec = importlib.util.find_spec("licensedcode")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("ScanCode is not installed")
    folder = Path(spec.submodule_search_locations[0]) / "data" / "licenses"

    def text(name: str) -> str:
        content = (folder / f"{name}.LICENSE").read_text(encoding="utf-8")
        return re.sub(r"\A---\n.*?\n---\n", "", content, flags=re.DOTALL)

    return text
