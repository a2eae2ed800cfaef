"""What a `setup.py` says of its package: license, classifiers without it, and what it installs.

The file is parsed and never run: only what it spells out is read.
Source: https://setuptools.pypa.io/en/latest/references/keywords.html.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import is_beside, python_package, requirement
from licscan.extract.python_code import parse
from licscan.extract.python_program import read_program
from licscan.extract.python_scopes import Program, Scope
from licscan.extract.python_values import Text, Values
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    LicenseClaim,
    ParentClaim,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "setup_py"
READS = (
    "The license of a `setup.py`, license classifiers where it is absent, and the packages that "
    "users install with it, as far as the file spells them out."
)
IGNORES = "What is read from other files or computed, extras for development, everything else."

_SETUPS = ("setup", "setuptools.setup", "distutils.core.setup")
_MARK = "License :: "
_OSI = "OSI Approved"
_SHORT = 120


def extract(document: Document) -> Iterator[Fact]:
    """Yield the package, its license and what it needs; nothing where it is not spelled out."""
    source = document.data()
    tree = parse(source, document.path) if b"setup(" in source else None
    if isinstance(tree, Gap):
        yield Gap(tree.span, "This `setup.py` cannot be parsed as Python 3, so it was not read.")
    if not isinstance(tree, ast.Module):
        return
    program = read_program(tree)
    for call, scope in program.calls:
        if program.full_name(call.func) in _SETUPS and "setup" not in program.own:
            yield from _Setup(document.path, call, scope, program).facts()
            return


class _Setup:
    """One call of `setup`."""

    def __init__(self, path: str, call: ast.Call, scope: Scope, program: Program) -> None:
        self._path = path
        self._scope = scope
        self._values = Values(program)
        self._given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}

    def facts(self) -> Iterator[Fact]:
        found: list[Fact] = [*self._licenses(), *self._requirements()]
        name = next((text.value for text in self._texts("name")), "")
        if name or found:
            yield ComponentClaim(Span(self._path), Kind.CODE, NAME, name=name)
        yield from found

    def _texts(self, keyword: str) -> tuple[Text, ...]:
        value = self._given.get(keyword)
        return self._values.of(value, self._scope).texts or self._values.each(value, self._scope)

    def _licenses(self) -> Iterator[LicenseClaim]:
        named = [t for t in self._texts("license") if 0 < len(t.value.strip()) <= _SHORT]
        for text in named:
            yield LicenseClaim(self._span(text), text.value.strip(), Basis.DECLARED, NAME)
        for text in self._texts("classifiers") if not named else ():
            word = text.value.removeprefix(_MARK) if text.value.startswith(_MARK) else ""
            if word and word != _OSI:
                raw = word.removeprefix(f"{_OSI} :: ")
                yield LicenseClaim(self._span(text), raw, Basis.DECLARED, NAME)

    def _requirements(self) -> Iterator[ParentClaim]:
        texts = [*self._texts("install_requires")]
        match self._given.get("extras_require"):
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and not is_beside(str(key.value)):
                        texts += self._values.each(value, self._scope)
        for text in texts:
            package = python_package(text.value)
            if package:
                yield requirement(self._span(text), package, NAME)

    def _span(self, text: Text) -> Span:
        return Span(self._path, getattr(text.node, "lineno", 1))
