"""What a `pyproject.toml` says of its package: the license field, and old license classifiers.

Sources: PEP 621 (`license = {text}` or `{file}`), PEP 639 (`license = "expression"`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import Package, is_beside, python_package, requirement
from licscan.extract.parsed import entry, text, texts
from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim, ParentClaim, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "pyproject"
READS = (
    "The license of `[project]` and `[tool.poetry]`, license classifiers where it is absent, and "
    "the packages that users install with it."
)
IGNORES = "Tool settings, dependency groups and extras for development."

_CLASSIFIER = re.compile(r"License ::(?: OSI Approved ::)? (.+)")
_LICENSE_LINE = re.compile(r"^\s*license\s*=", re.MULTILINE)
_SHORT = 120
_PYTHON = "pkg:pypi/python"


def extract(document: Document) -> Iterator[Fact]:
    """Yield the package and its license; a file without a project is only settings."""
    source = document.text()
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The TOML is broken: {error}.") from error
    for keys in (("project",), ("tool", "poetry")):
        project = entry(data, *keys)
        if isinstance(project, dict):
            span = Span(document.path)
            yield ComponentClaim(span, Kind.CODE, NAME, name=text(project, "name"))
            yield from _license(document.path, source, project)
            yield from _requirements(document.path, source, project)
            return


def _license(path: str, source: str, project: dict[object, object]) -> Iterator[LicenseClaim]:
    raw = text(project, "license") or text(project, "license", "text")
    if raw and len(raw) <= _SHORT:
        yield _claim(path, source, _LICENSE_LINE, raw)
        return
    classifiers = entry(project, "classifiers")
    for line in classifiers if isinstance(classifiers, list) and not raw else ():
        found = _CLASSIFIER.fullmatch(line) if isinstance(line, str) else None
        if found and found.group(1) != "OSI Approved":
            where = re.compile(re.escape(line))
            yield _claim(path, source, where, found.group(1))


def _requirements(path: str, source: str, project: dict[object, object]) -> Iterator[ParentClaim]:
    """Yield what users install: dependencies and extras; groups are for development (PEP 735)."""
    wanted = [entry(project, "dependencies")]
    extras = entry(project, "optional-dependencies")
    groups = extras.items() if isinstance(extras, dict) else ()
    wanted += [group for name, group in groups if not is_beside(str(name))]
    for group in wanted:
        for _, raw in texts(group):
            package = python_package(raw)
            if package:
                yield _requirement(path, source, re.escape(raw), package)
        for name in group if isinstance(group, dict) else ():
            package = python_package(str(name))
            if package and package.url != _PYTHON:
                yield _requirement(path, source, rf"(?m)^\s*[\"']?{re.escape(name)}\b", package)


def _requirement(path: str, source: str, where: str, package: Package) -> ParentClaim:
    found = re.search(where, source)
    line = 1 + source.count("\n", 0, found.end()) if found else 1
    return requirement(Span(path, line), package, NAME)


def _claim(path: str, source: str, where: re.Pattern[str], raw: str) -> LicenseClaim:
    found = where.search(source)
    line = 1 + source.count("\n", 0, found.end()) if found else 1
    return LicenseClaim(Span(path, line), raw, Basis.DECLARED, NAME)
