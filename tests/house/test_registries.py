"""Every module that offers itself to a registry is listed there, and keeps its promise."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import licscan.extract
import licscan.report
from licscan.extract import MODULES, load
from licscan.report import ANSWERS, FORMATS, reporter


def _offered(package: ModuleType) -> list[str]:
    found = [module.name for module in pkgutil.iter_modules(package.__path__)]
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in found}
    return sorted(name for name, module in modules.items() if hasattr(module, "NAME"))


def test_every_extractor_is_registered() -> None:
    assert _offered(licscan.extract) == sorted(MODULES)


def test_every_format_is_registered() -> None:
    assert _offered(licscan.report) == sorted((*FORMATS, *ANSWERS))


def test_names_of_extractors_are_unique() -> None:
    names = [load(module).NAME for module in MODULES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("module", MODULES)
def test_extractor_says_what_it_reads_and_what_not(module: str) -> None:
    extractor = load(module)
    assert extractor.READS.endswith(".")
    assert extractor.IGNORES.endswith(".")
    assert callable(extractor.extract)


@pytest.mark.parametrize("module", MODULES)
def test_patterns_are_lower_case(module: str) -> None:
    assert MODULES[module]
    assert [pattern for pattern in MODULES[module] if pattern != pattern.lower()] == []


@pytest.mark.parametrize("name", FORMATS)
def test_format_bears_its_own_name(name: str) -> None:
    assert name == reporter(name).NAME
