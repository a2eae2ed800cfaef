"""Which models and datasets Python code loads: loader calls, read from the syntax tree.

Comments, doc strings and plain strings are never looked at, and nothing is run. Which calls count
is in `loaders`, how ids are followed through the file in `python_values`.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.loaders import has_trigger
from licscan.extract.python_loads import loads
from licscan.model import Fact, Gap, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "python-code"
READS = (
    "Calls that load models and datasets in Python code, with ids that the same file spells out."
)
IGNORES = (
    "Comments, doc strings, other strings, cache folders and paths; ids that come from arguments, "
    "settings or other files; weights picked by an architecture's name (timm, torchvision, spaCy); "
    "models behind a service (OpenAI, inference clients); files of pytest and unittest."
)

_LARGEST = 1_500_000
_TEST = re.compile(rb"(?m)^\s*(?:async )?def test_|^@pytest\.fixture|\bunittest\.TestCase\b")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the loads of a Python file; a gap where it names loaders and cannot be parsed."""
    source = document.data()
    if not has_trigger(source) or _is_test(document.path, source):
        return
    if len(source) > _LARGEST:
        yield Gap(Span(document.path), "This Python file is too large to be parsed.", limit=True)
        return
    tree = parse(source, document.path)
    if isinstance(tree, Gap):
        yield tree
        return
    lines = source.splitlines()

    def place(node: ast.AST) -> Span:
        line = getattr(node, "lineno", 1)
        text = lines[line - 1] if line <= len(lines) else b""
        return Span(document.path, line, column_of(text, node))

    yield from loads(tree, place, NAME)


def _is_test(path: str, source: bytes) -> bool:
    """Say whether a file is one of pytest or unittest: by its name, and by what it holds."""
    name = path.rpartition("/")[2]
    named = name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")
    return named and _TEST.search(source) is not None


def parse(source: bytes | str, path: str) -> ast.Module | Gap:
    """Parse Python 3; a gap with the line for older Python, templates and runaway nesting."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        return Gap(
            Span(path, max(error.lineno or 1, 1)),
            "This file names model loaders and is not valid Python 3, so its calls were not read.",
        )
    except (ValueError, RecursionError, MemoryError):
        return Gap(Span(path), "This file names model loaders and cannot be parsed as Python.")


def column_of(line: bytes, node: ast.AST) -> int:
    """Return the column in characters, from 1; the parser counts bytes of UTF-8, from 0."""
    offset: int = getattr(node, "col_offset", 0)
    return len(line[:offset].decode("utf-8", "replace")) + 1
