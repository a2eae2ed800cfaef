"""The file names that the registry asks for are those that its patterns say."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licscan.extract import MODULES, readers

PATTERNS = sorted({one for patterns in MODULES.values() for one in patterns if "/" not in one})
PARTS = st.sampled_from(["licence", "model", ".bin", "a", "-", ".json", "readme", ".md", "bom."])


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_the_names_it_is_for(pattern: str) -> None:
    plain = pattern.replace("[cs]", "c")
    asking = {module for module, patterns in MODULES.items() if pattern in patterns}
    for name in (plain.replace("*", ""), plain.replace("*", "x"), plain.replace("*", ".y.")):
        assert asking <= _askers(name), name


@given(st.lists(PARTS, min_size=1, max_size=4).map("".join))
def test_a_name_is_for_those_whose_pattern_fits(name: str) -> None:
    fitting = {
        module
        for module, patterns in MODULES.items()
        if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    }
    assert _askers(name) == fitting


def _askers(name: str) -> set[str]:
    return {reader.__name__.rpartition(".")[2] for reader in readers(name)}
