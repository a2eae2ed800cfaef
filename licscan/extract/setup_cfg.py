"""What a `setup.cfg` says of its package: the license field, and license classifiers without it.

Source: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "setup_cfg"
READS = "The license of `[metadata]`, and license classifiers where it is absent."
IGNORES = "Tool settings, license files that are named (they are read themselves)."

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
