"""What a `setup.cfg` says of its package: the license field, and license classifiers without it.

Source: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import is_beside, python_package, requirement
from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim, ParentClaim, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "setup_cfg"
READS = (
    "The license of `[metadata]`, license classifiers where it is absent, and the packages that "
    "users install with it."
)
IGNORES = (
    "Tool settings, extras for development, and license files that are named: they are read "
    "themselves."
)

_MARK = "License :: "
_OSI = "OSI Approved"
_SHORT = 120


def extract(document: Document) -> Iterator[Fact]:
    """Yield the package and its license; a file without metadata is only settings."""
    source = document.text()
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
    try:
        parser.read_string(source)
    except configparser.Error as error:
        raise Unreadable("The file is no valid configuration file.") from error
    yield from _requirements(document.path, source, parser)
    if not parser.has_section("metadata"):
        return
    metadata = {key: (value or "").strip() for key, value in parser.items("metadata")}
    span = Span(document.path)
    yield ComponentClaim(span, Kind.CODE, NAME, name=metadata.get("name", ""))
    raw = metadata.get("license", "")
    if raw and len(raw) <= _SHORT and not raw.startswith(("file:", "attr:")):
        yield _claim(document.path, source, "license", raw)
    elif not raw:
        for line in metadata.get("classifiers", "").splitlines():
            word = _classified(line.strip())
            if word:
                yield _claim(document.path, source, line.strip(), word)


def _requirements(
    path: str, source: str, parser: configparser.RawConfigParser
) -> Iterator[ParentClaim]:
    """Yield what users install: the requirements and those of extras."""
    wanted = []
    if parser.has_option("options", "install_requires"):
        wanted.append(parser.get("options", "install_requires") or "")
    extras = "options.extras_require"
    for name, value in parser.items(extras) if parser.has_section(extras) else ():
        wanted += [value or ""] if not is_beside(name) else []
    for raw in (line.strip() for each in wanted for line in each.splitlines()):
        package = python_package(raw)
        if package:
            line = 1 + source.count("\n", 0, max(source.find(raw), 0))
            yield requirement(Span(path, line), package, NAME)


def _classified(line: str) -> str:
    """Return the license that a classifier names; a bare family names none."""
    word = line.removeprefix(_MARK) if line.startswith(_MARK) else ""
    return "" if word == _OSI else word.removeprefix(f"{_OSI} :: ")


def _claim(path: str, source: str, start: str, raw: str) -> LicenseClaim:
    """Place a claim at the first line that begins with *start* and has the word."""
    word = raw.splitlines()[0]
    found = (
        number
        for number, line in enumerate(source.splitlines(), 1)
        if line.strip().lower().startswith(start.lower()) and word in line
    )
    return LicenseClaim(Span(path, next(found, 1)), raw, Basis.DECLARED, NAME)
