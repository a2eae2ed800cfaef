"""Every module that offers itself to a registry is listed there, and keeps its promise."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import licscan.extract
from licscan.extract import MODULES, Extractor, extractors

EXTRACTORS = extractors()


def test_every_extractor_is_registered() -> None:
    found = [module.name for module in pkgutil.iter_modules(licscan.extract.__path__)]
    offered = [name for name in found if hasattr(_module(name), "PATTERNS")]
    assert offered == list(MODULES)


def _module(name: str) -> object:
    return importlib.import_module(f"licscan.extract.{name}")


def test_names_of_extractors_are_unique() -> None:
    names = [extractor.NAME for extractor in EXTRACTORS]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.NAME)
def test_extractor_says_what_it_reads_and_what_not(extractor: Extractor) -> None:
    assert extractor.READS.endswith(".")
    assert extractor.IGNORES.endswith(".")
    assert callable(extractor.extract)


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.NAME)
def test_patterns_are_lower_case(extractor: Extractor) -> None:
    assert extractor.PATTERNS
    assert [pattern for pattern in extractor.PATTERNS if pattern != pattern.lower()] == []
