"""Which models and datasets the code cells of a Jupyter notebook load.

Reads the cells as one program, so that an id set in one cell is known in the next. Outputs,
Markdown and shell lines are not looked at. Format: nbformat 3 and 4 (nbformat documentation).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licscan.extract.loaders import has_trigger
from licscan.extract.python_code import parse
from licscan.extract.python_loads import loads
from licscan.model import Fact, Gap, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "notebook"
READS = "Calls that load models and datasets in the Python code cells of Jupyter notebooks."
IGNORES = "Outputs, Markdown cells, shell lines and magics, and notebooks in other languages."

_LARGEST = 20_000_000
_MOST_CODE = 1_500_000
_CELL_OF_OTHER_LANGUAGE = re.compile(
    r"\s*%%(?!time\b|timeit\b|capture\b|prun\b|memit\b|python3?\b)\w", re.ASCII
)
_NOT_PYTHON = re.compile(r"^(\s*)(?:[%!?].*|[\w.]+\?+\s*)$")
_TIMED = re.compile(
    r"^(\s*(?:[\w, ]+=\s*)?)%(?:time|timeit|prun|memit)\b(?:\s+-\w+(?:\s+\d+)?)*\s+(?=\w)"
)
_TAKEN_FROM_SHELL = re.compile(r"^(\s*[\w, ]+=\s*)[%!].*$")
_SPOKEN_BY_CELL = (
    ("vscode", "languageId"),
    ("dotnet_interactive", "language"),
    ("polyglot_notebook", "kernelName"),
)
"""Where notebooks of several languages say what a cell is written in."""
_OTHER_KERNELS = re.compile(
    r"ir\d*|julia.*|xcpp.*|iruby|ruby|javascript|jslab|typescript|deno|bash|scala.*|almond|rust|"
    r"gophernotes|go|\.net-(?!python).*|octave|matlab.*|sas|stata|java|kotlin",
    re.IGNORECASE,
)
"""Kernels known by name alone; a name that is not here is most often an environment of Python."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of code and the place in the notebook that holds it."""

    text: str
    pointer: str


def extract(document: Document) -> Iterator[Fact]:
    """Yield the loads of a notebook; a gap where it cannot be read or a cell cannot be parsed."""
    if not has_trigger(document.data(_LARGEST)):
        return
    notebook = document.json(_LARGEST)
    cells = [*_cells(notebook.value)]
    code = "\n".join(line.text for cell in cells for line in cell)
    if not has_trigger(code.encode("utf-8", "surrogatepass")):
        return
    if len(code) > _MOST_CODE:
        yield Gap(Span(document.path), "The code of this notebook is too large.", limit=True)
        return
    yield from _loads(cells, notebook, document.path)


def _loads(cells: list[list[_Line]], notebook: Positioned, path: str) -> Iterator[Fact]:
    program = ast.Module(body=[], type_ignores=[])
    lines: list[_Line] = []
    for cell in cells:
        parsed = parse("\n".join(line.text for line in cell), path)
        if isinstance(parsed, ast.Module):
            ast.increment_lineno(parsed, len(lines))
            program.body.extend(parsed.body)
        elif has_trigger("\n".join(line.text for line in cell).encode("utf-8", "replace")):
            broken = cell[min(parsed.span.line, len(cell)) - 1]
            yield Gap(notebook.span(broken.pointer), parsed.problem)
        lines.extend(cell)

    def place(node: ast.AST) -> Span:
        line = lines[min(getattr(node, "lineno", 1), len(lines)) - 1]
        return notebook.span(line.pointer)

    yield from loads(program, place, NAME)


def _cells(notebook: object) -> Iterator[list[_Line]]:
    """Yield the code cells of a notebook of either format; nothing for other languages."""
    if not isinstance(notebook, dict) or not _is_python(notebook.get("metadata")):
        return
    worksheets = notebook.get("worksheets")
    sheets = [(f"/worksheets/{i}", s) for i, s in enumerate(_list(worksheets))]
    for prefix, sheet in [("", notebook), *sheets]:
        cells = sheet.get("cells") if isinstance(sheet, dict) else None
        for index, cell in enumerate(_list(cells)):
            if isinstance(cell, dict) and cell.get("cell_type") == "code" and _in_python(cell):
                key = "input" if prefix else "source"
                lines = [*_lines(cell.get(key), f"{prefix}/cells/{index}/{key}")]
                if lines:
                    yield lines


def _is_python(metadata: object) -> bool:
    if not isinstance(metadata, dict):
        return True
    for holder, key in (("language_info", "name"), ("kernelspec", "language")):
        inner = metadata.get(holder)
        language = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(language, str) and language:
            return "python" in language.lower() or language == "sos"
    kernel = metadata.get("kernelspec")
    name = kernel.get("name") if isinstance(kernel, dict) else None
    return not (isinstance(name, str) and _OTHER_KERNELS.fullmatch(name))


def _in_python(cell: dict[object, object]) -> bool:
    """Say whether a cell is in Python, in notebooks whose cells say it themselves (.NET, SoS)."""
    metadata = cell.get("metadata")
    told = metadata if isinstance(metadata, dict) else {}
    holders = [(told.get(holder), key) for holder, key in _SPOKEN_BY_CELL]
    spoken = [holder.get(key) for holder, key in holders if isinstance(holder, dict)]
    languages = [word.lower() for word in (*spoken, told.get("kernel")) if isinstance(word, str)]
    return all("python" in word or word == "sos" for word in languages)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _lines(source: object, pointer: str) -> Iterator[_Line]:
    """Yield the lines of a cell, with shell lines and magics made harmless."""
    if isinstance(source, str):
        pieces = [(line, pointer) for line in source.split("\n")]
    else:
        pieces = [
            (line, f"{pointer}/{index}")
            for index, text in enumerate(_list(source))
            if isinstance(text, str)
            for line in text.removesuffix("\n").split("\n")
        ]
    if any(_CELL_OF_OTHER_LANGUAGE.match(text) for text, _ in pieces[:3]):
        return
    continued = False
    for text, place in pieces:
        line = text.rstrip("\r")
        plain = "" if continued else _harmless(line)
        continued = line.endswith("\\") and (continued or plain != line)
        yield _Line(plain, place)


def _harmless(line: str) -> str:
    """Return a line with what is not Python taken out; what is timed stays."""
    line = _TIMED.sub(r"\1", line)
    return _TAKEN_FROM_SHELL.sub(r"\1None", _NOT_PYTHON.sub(r"\1pass", line))
