"""Switch off each rule of the judgement in turn, and see whether a case or a test notices.

A mutant is one change in one module of `licscan/judge`: a condition that never holds, one that
always does, or a part of a condition left out. The cases are asked first, then the tests of the
judgement. What nobody notices is printed: either the rule is idle, or a case is missing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
JUDGE = ROOT / "licscan" / "judge"
MODULES = (
    *("answer", "duties", "flow", "holds", "issue", "law", "offer", "outbound", "pairs"),
    *("permission", "reach", "readings", "repair", "use"),
)
TESTS = ("tests/judge", "tests/rules/test_pairs.py", "tests/test_expectations.py")


class Mutant(NamedTuple):
    """One change, by module and number."""

    module: str
    number: int
    line: int
    says: str


def mutants(module: str) -> list[tuple[Mutant, ast.Module]]:
    """Return every mutant of a module with its tree."""
    tree = ast.parse((JUDGE / f"{module}.py").read_text(encoding="utf-8"))
    found = []
    for place, node in enumerate(ast.walk(tree)):
        for says, change in _changes(node):
            changed = copy.deepcopy(tree)
            target = next(n for at, n in enumerate(ast.walk(changed)) if at == place)
            change(target)
            ast.fix_missing_locations(changed)
            line = getattr(node, "lineno", 0)
            found.append((Mutant(module, len(found), line, says), changed))
    return found


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.If | ast.IfExp) and not _about_types(node.test):
        words = ast.unparse(node.test)
        for value in (False, True):

            def set_test(target: ast.If | ast.IfExp, value: bool = value) -> None:
                target.test = ast.Constant(value)

            yield f"`{words}` is {'always' if value else 'never'} so", set_test
    if isinstance(node, ast.BoolOp):
        for number, part in enumerate(node.values):

            def drop(target: ast.BoolOp, number: int = number) -> None:
                del target.values[number]

            yield f"`{ast.unparse(part)}` is left out of `{ast.unparse(node)}`", drop
    if isinstance(node, ast.comprehension):
        for number, part in enumerate(node.ifs):

            def unfilter(target: ast.comprehension, number: int = number) -> None:
                del target.ifs[number]

            yield f"nothing is filtered by `{ast.unparse(part)}`", unfilter


def _about_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Serves one module of the judgement from a mutated tree."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(self, name: str, path: object, target: object = None) -> object:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self)

    def exec_module(self, module: object) -> None:
        exec(compile(self.tree, f"<mutant of {self.name}>", "exec"), vars(module))


def run_one(module: str, number: int) -> int:
    """Return 1 where a case or a test notices the mutant, 0 where none does."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    _, tree = mutants(module)[number]
    sys.meta_path.insert(0, _Finder(f"licscan.judge.{module}", tree))
    try:
        from tests.plan_cases import FOLDERS, cases, differences

        if any(differences(case) for source in FOLDERS for case in cases(source)):
            return 1
    except Exception:
        return 1
    import pytest

    quiet = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-W", "ignore"]
    return 1 if pytest.main([*quiet, *TESTS]) else 0


def _noticed(mutant: Mutant) -> bool:
    command = [sys.executable, __file__, "--one", mutant.module, str(mutant.number)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=list(MODULES), help="of licscan/judge")
    parser.add_argument("--one", nargs=2, metavar=("MODULE", "NUMBER"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        return run_one(options.one[0], int(options.one[1]))
    listed = [mutant for module in options.modules for mutant, _ in mutants(module)]
    survivors = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutant, noticed in zip(listed, pool.map(_noticed, listed), strict=True):
            if not noticed:
                survivors += 1
                print(f"licscan/judge/{mutant.module}.py:{mutant.line}: {mutant.says}", flush=True)
    print(f"{len(listed)} mutants, {survivors} that nobody notices")
    return 0


if __name__ == "__main__":
    sys.exit(main())
