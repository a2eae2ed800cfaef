"""What notebooks load: cells that are not looked at first, then loads with their place."""

from __future__ import annotations

import json

import pytest

from licscan.extract import notebooks
from licscan.model import Gap, ParentClaim
from licscan.sources.document import from_bytes

LOAD = "AutoModel.from_pretrained('acme/x')"


def code(*lines: str) -> dict[str, object]:
    return {"cell_type": "code", "source": [f"{line}\n" for line in lines], "outputs": []}


def read(cells: list[dict[str, object]], **metadata: object) -> list[object]:
    data = {"nbformat": 4, "metadata": metadata, "cells": cells}
    return list(notebooks.extract(from_bytes("a/run.ipynb", json.dumps(data, indent=1).encode())))


def parents(facts: list[object]) -> list[str]:
    return [fact.raw for fact in facts if isinstance(fact, ParentClaim)]


IGNORED = [
    ({"cell_type": "markdown", "source": [LOAD]}, "Markdown cell"),
    ({"cell_type": "raw", "source": LOAD}, "raw cell"),
    (
        {"cell_type": "code", "source": ["x = 1"], "outputs": [{"text": [LOAD]}]},
        "output of a cell",
    ),
    (code(f"# {LOAD}"), "comment"),
    (code("%%bash", f'python -c "{LOAD}"'), "shell cell"),
    (code("", "%%writefile train.py", LOAD), "cell that writes a file"),
    (code(f"!python -c {LOAD}"), "shell line"),
    (code(f"%run {LOAD}"), "magic line"),
    (code("!python -c \\", LOAD), "shell line that goes on"),
    ({**code(LOAD), "metadata": {"vscode": {"languageId": "r"}}}, "cell in R"),
    ({**code(LOAD), "metadata": {"polyglot_notebook": {"kernelName": "pwsh"}}}, "polyglot cell"),
    (code("AutoModel.from_pretrained?"), "help line"),
    ({"cell_type": "code", "source": None}, "no source"),
    ("not a cell", "cell that is no object"),
]


@pytest.mark.parametrize("cell", [pytest.param(c, id=i) for c, i in IGNORED])
def test_notebooks_ignore(cell: dict[str, object]) -> None:
    assert read([cell]) == []


def test_notebooks_ignore_other_languages() -> None:
    assert read([code(LOAD)], language_info={"name": "R"}) == []
    assert read([code(LOAD)], kernelspec={"language": "julia"}) == []
    assert read([code(LOAD)], kernelspec={"name": "ir", "display_name": "R"}) == []


def test_notebooks_of_several_kernels_are_read_cell_by_cell() -> None:
    cells = [
        {**code(LOAD), "metadata": {"kernel": "R"}},
        {**code(LOAD.replace("x", "y")), "metadata": {"kernel": "Python3"}},
    ]
    assert parents(read(cells, kernelspec={"language": "sos", "name": "sos"})) == ["acme/y"]


@pytest.mark.parametrize("data", [b"[]", b"1", b'{"cells": 3}', b'{"cells": {"a": 1}}'])
def test_notebooks_ignore_json_that_is_no_notebook(data: bytes) -> None:
    padded = data + b" " * 10
    assert list(notebooks.extract(from_bytes("a.ipynb", padded))) == []
    quoted = b'{"x": "from_pretrained(", "cells": 3}'
    assert list(notebooks.extract(from_bytes("a.ipynb", quoted))) == []


def test_notebooks_follow_an_id_across_cells_and_point_at_it() -> None:
    facts = read(
        [
            {"cell_type": "markdown", "source": ["# Title"]},
            code("%matplotlib inline", "MODEL = 'acme/x'"),
            code("!pip install transformers", "AutoModel.from_pretrained(MODEL)"),
        ],
        language_info={"name": "python"},
    )
    assert parents(facts) == ["acme/x"]
    assert facts[1].span.pointer == "/cells/1/source/1"
    assert facts[1].note == f"AutoModel.from_pretrained in line {facts[0].span.line}"
    assert facts[0].span.pointer == "/cells/2/source/1"


def test_notebooks_keep_a_timed_cell() -> None:
    assert parents(read([code("%%time", LOAD)])) == ["acme/x"]


def test_notebooks_read_a_source_in_one_string() -> None:
    facts = read([{"cell_type": "code", "source": f"import x\n\n{LOAD}\n"}])
    assert parents(facts) == ["acme/x"]
    assert facts[1].span.pointer == "/cells/0/source"


def test_notebooks_read_the_old_format() -> None:
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": [LOAD]}]}]}
    facts = list(notebooks.extract(from_bytes("a.ipynb", json.dumps(old).encode())))
    assert parents(facts) == ["acme/x"]
    assert facts[1].span.pointer == "/worksheets/0/cells/0/input/0"


def test_notebooks_read_on_after_a_broken_cell() -> None:
    facts = read([code("x = (", LOAD), code(LOAD)])
    assert parents(facts) == ["acme/x"]
    (gap,) = [fact for fact in facts if isinstance(fact, Gap)]
    assert gap.span.pointer.startswith("/cells/0/source/")


def test_notebooks_keep_indented_shell_lines_harmless() -> None:
    cell = code("if True:", "    !ls", LOAD)
    assert parents(read([cell])) == ["acme/x"]


HARMLESS = ["files = !ls", "rows = %sql select 1", "%pip install \\", "    !ls", "AutoModel??"]


@pytest.mark.parametrize("line", HARMLESS)
def test_notebooks_read_on_beside_lines_that_are_no_python(line: str) -> None:
    head = ["if True:"] if line.startswith(" ") else []
    rest = ["  transformers"] if line.endswith("\\") else []
    facts = read([code(*head, line, *rest, LOAD)])
    assert parents(facts) == ["acme/x"]
    assert not [fact for fact in facts if isinstance(fact, Gap)]


@pytest.mark.parametrize("line", [f"%time {LOAD}", f"m = %time {LOAD}", f"%timeit -n 1 {LOAD}"])
def test_notebooks_keep_a_timed_statement(line: str) -> None:
    assert parents(read([code(line)])) == ["acme/x"]
