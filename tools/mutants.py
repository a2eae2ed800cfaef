"""Switch off each rule of the judgement in turn, and see whether a case or a test notices.

A mutant is one change in one module of `licscan/judge`: a condition of an `if` that never holds,
which switches off the rule behind it. With `--fine` also conditions that always hold, and parts of
conditions left out. The cases are asked first, then the tests of the judgement. What nobody notices
is printed: either the rule is idle, or a case is missing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import functools
import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
JUDGE = ROOT / "licscan" / "judge"
MODULES = (
    *("answer", "court", "duties", "flow", "holds", "issue", "law", "offer", "opinion", "outbound"),
    *("pairs", "permission", "reach", "readings", "repair", "use"),
)
TESTS = ("tests/judge", "tests/rules/test_pairs.py", "tests/test_expectations.py")


Change = Callable[[Any], None]


class Mutant(NamedTuple):
    """One change to a module, and the module as changed."""

    module: str
    line: int
    says: str
    tree: ast.Module


def mutants(module: str, fine: bool = False) -> list[Mutant]:
    """Return every mutant of a module with its tree."""
    tree = ast.parse((JUDGE / f"{module}.py").read_text(encoding="utf-8"))
    found: list[Mutant] = []
    for place, node in enumerate(ast.walk(tree)):
        for says, change in _changes(node) if fine else _switched_off(node):
            changed = copy.deepcopy(tree)
            target = next(n for at, n in enumerate(ast.walk(changed)) if at == place)
            change(target)
            ast.fix_missing_locations(changed)
            line = getattr(node, "lineno", 0)
            found.append(Mutant(module, line, says, changed))
    return found


def _switched_off(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.If | ast.IfExp) and not _about_types(node.test):
        yield next(_changes(node))


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
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


def noticed(mutant: Mutant) -> bool:
    """Return whether a case or a test notices the mutant; runs in a process of its own."""
    for name in list(sys.modules):
        if name.startswith(_ABOVE) and not name.startswith(_KEPT):
            del sys.modules[name]
    sys.meta_path.insert(0, _Finder(f"licscan.judge.{mutant.module}", mutant.tree))
    try:
        from tests.plan_cases import FOLDERS, cases, differences

        if any(differences(case) for source in FOLDERS for case in cases(source)):
            return True
    except Exception:
        return True
    import pytest

    quiet = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-W", "ignore"]
    return pytest.main([*quiet, *TESTS]) != 0


_ABOVE = ("licscan.", "tests.")
"""All that may hold on to the judgement is imported again, but for what holds the rules."""
_KEPT = ("licscan.rulebook", "licscan.rules_root", "licscan.model", "licscan.errors")


def _in_child(mutant: Mutant) -> bool:
    """Ask in a forked process, which has the rulebook and the libraries already."""
    child = os.fork()
    if child == 0:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        try:
            found = noticed(mutant)
        except BaseException:
            found = True
        os._exit(1 if found else 0)
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


_PATIENCE = 300
"""Seconds; a mutant that never ends is noticed."""


def _warm() -> None:
    """Read what every mutant needs before any is made; few examples are enough to notice."""
    os.environ.setdefault("LICSCAN_EXAMPLES", "60")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    from licscan.rulebook import Rulebook
    from licscan.rules_root import layers

    once = Rulebook._read_license

    @functools.cache
    def read(_layers: tuple[Path, ...], identifier: str) -> object:
        return once(Rulebook(), identifier)

    Rulebook._read_license = lambda self, identifier: read(layers(), identifier)  # type: ignore[method-assign]
    for name in ("pytest", "hypothesis", "licscan.plan", "licscan.audit", "tests.plan_cases"):
        importlib.import_module(name)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=list(MODULES), help="of licscan/judge")
    parser.add_argument("--fine", action="store_true", help="also the parts of conditions")
    options = parser.parse_args(arguments)
    _warm()
    listed = [mutant for module in options.modules for mutant in mutants(module, options.fine)]
    module = listed[0].module
    whole = ast.parse((JUDGE / f"{module}.py").read_text(encoding="utf-8"))
    if _in_child(Mutant(module, 0, "as it stands", whole)):
        print(
            "the tests fail on the judgement as it stands: nothing would be told", file=sys.stderr
        )
        return 2
    survivors = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, (mutant, seen) in enumerate(
            zip(listed, pool.map(_in_child, listed), strict=True), 1
        ):
            if not seen:
                survivors += 1
                print(f"licscan/judge/{mutant.module}.py:{mutant.line}: {mutant.says}", flush=True)
            if number % 25 == 0:
                print(f"... {number} of {len(listed)}", file=sys.stderr, flush=True)
    print(f"{len(listed)} mutants, {survivors} that nobody notices")
    return 0


if __name__ == "__main__":
    sys.exit(main())
