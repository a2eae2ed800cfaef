"""All extractors, and how a document meets those that read it.

An extractor is a module: `NAME`, what it `READS` and `IGNORES`, its `PATTERNS`, and `extract`.
Adding one is a file, a line here and a test table.
"""

from __future__ import annotations

import fnmatch
import importlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, cast

from licscan.model import Fact, Gap, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document


class Extractor(Protocol):
    """What every module of the registry has."""

    NAME: str
    READS: str
    """One sentence on what is read."""
    IGNORES: str
    """One sentence on what is deliberately not looked at."""
    PATTERNS: tuple[str, ...]
    """Globs on the lower-case file name; one with a `/` is matched against the end of the path."""

    def extract(self, document: Document) -> Iterator[Fact]:
        """Yield what the document says."""


MODULES = (
    "adapter_config",
    "card",
    "civitai",
    "coreml",
    "dvc",
    "gguf",
    "kaggle",
    "license_files",
    "mergekit",
    "mlmodel",
    "model_config",
    "model_index",
    "model_zoo",
    "modelfile",
    "modelpack",
    "notebooks",
    "onnx",
    "python_code",
    "safetensors",
    "sentence_transformers",
    "spdx_tags",
    "tfhub",
    "training_config",
    "weights",
)


@lru_cache(maxsize=1)
def extractors() -> tuple[Extractor, ...]:
    """Return the extractors, in the order of their names."""
    return tuple(_load(name) for name in MODULES)


@lru_cache(maxsize=128)
def _load(name: str) -> Extractor:
    return cast(Extractor, importlib.import_module(f"licscan.extract.{name}"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], bool, Extractor], ...]:
    return tuple(
        (re.compile(fnmatch.translate(("*/" + p) if "/" in p else p)), "/" in p, extractor)
        for extractor in extractors()
        for p in extractor.PATTERNS
    )


@lru_cache(maxsize=65536)
def _readers(name: str, path: str) -> tuple[Extractor, ...]:
    found: dict[str, Extractor] = {}
    for pattern, whole, extractor in _patterns():
        if pattern.match("/" + path if whole else name):
            found[extractor.NAME] = extractor
    return tuple(found.values())


def readers(path: str) -> tuple[Extractor, ...]:
    """Return the extractors that look at a file of this path; empty for most files."""
    lowered = path.lower()
    return _readers(PurePosixPath(lowered).name, lowered)


def extract(document: Document) -> Iterator[Fact]:
    """Yield what all extractors find in one document; what cannot be read is a gap."""
    for extractor in readers(document.path):
        try:
            yield from extractor.extract(document)
        except Unreadable as error:
            yield Gap(Span(document.path, error.line), error.problem, error.limit)
        except RecursionError:
            yield Gap(Span(document.path), "The file is nested too deeply.", limit=True)
