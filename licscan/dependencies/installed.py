"""What is installed beside the files of a project says of its own license.

Looks into the environments that lie in the tree (`.venv`, `venv`, `env`, `node_modules`), never
into the one that licscan itself runs in: that is somebody else's. Sources: Core Metadata of Python
packages (https://packaging.python.org/specifications/core-metadata/), `package.json` of npm.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from licscan.extract import package_json
from licscan.extract.package_names import python_url
from licscan.model import Basis, LicenseClaim, Span
from licscan.sources.document import Document, from_file
from licscan.sources.unreadable import Unreadable

_ENVIRONMENTS = (".venv", "venv", "env", ".env")
_LIBRARIES = (("lib", "python*", "site-packages"), ("Lib", "site-packages"))
_NPM = "pkg:npm/"
_HEAD = 65_536
_SHORT = 120
_CLASSIFIER = re.compile(r"License ::(?: OSI Approved ::)? (?P<name>.+)")
_UNSAID = frozenset({"", "unknown", "none", "osi approved", "see license file", "license.txt"})


class Installed:
    """The environments of one tree."""

    def __init__(self, root: Path) -> None:
        """Take the root of the tree; links that lead out of it are not followed."""
        self._root = Path(os.path.realpath(root))
        self._python = lru_cache(maxsize=None)(self._python_packages)

    def licenses(self, url: str, beside: str) -> tuple[tuple[LicenseClaim, ...], ...]:
        """Return what the package that is installed for a file of the tree says of itself.

        *beside* is the path of the file that asks for it: the nearest environment answers. Each
        way to say it is a group of its own, the one to be heeded first in front.
        """
        for folder in self._above(beside):
            if url.startswith(_NPM):
                name = url.removeprefix(_NPM).replace("%40", "@", 1)
                found = self._document(folder / "node_modules" / name / "package.json")
                said = [tuple(_of_npm(found))] if found else []
            else:
                found = self._python(folder).get(url)
                said = list(_of_python(found)) if found else []
            if found:
                return tuple(claims for claims in said if claims)
        return ()

    def _above(self, path: str) -> Iterator[Path]:
        folder = (self._root / path).parent
        while folder.is_relative_to(self._root):
            yield folder
            folder = folder.parent

    def _python_packages(self, folder: Path) -> dict[str, Document]:
        """Return the metadata of each Python package that is installed in a folder."""
        found: dict[str, Document] = {}
        for environment in (folder / name for name in _ENVIRONMENTS):
            for library in _LIBRARIES:
                for place in sorted(environment.glob("/".join((*library, "*.dist-info")))):
                    document = self._document(place / "METADATA")
                    if document:
                        found.setdefault(python_url(place.name.partition("-")[0]), document)
        return found

    def _document(self, file: Path) -> Document | None:
        real = Path(os.path.realpath(file))
        if not real.is_relative_to(self._root) or not real.is_file():
            return None
        return from_file(file.relative_to(self._root).as_posix(), file)


def _of_npm(document: Document) -> Iterator[LicenseClaim]:
    try:
        facts = list(package_json.extract(document))
    except Unreadable:
        return
    yield from (fact for fact in facts if isinstance(fact, LicenseClaim))


def _of_python(document: Document) -> Iterator[tuple[LicenseClaim, ...]]:
    """Yield the license expression, the license field, and the classifiers together."""
    fields = list(_fields(document))
    for wanted in ("license-expression", "license"):
        yield tuple(
            _claim(document, number, value)
            for number, key, value in fields
            if key == wanted and len(value) <= _SHORT and value.lower() not in _UNSAID
        )
    yield tuple(
        _claim(document, number, found["name"])
        for number, key, value in fields
        if key == "classifier"
        and (found := _CLASSIFIER.fullmatch(value))
        and found["name"].lower() not in _UNSAID
    )


def _fields(document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and value of the header fields; a value that goes on is a text."""
    try:
        lines = document.head(_HEAD).decode("utf-8", "replace").splitlines()
    except Unreadable:
        return
    fields: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line:
            break
        if line[0].isspace() and fields:
            first, key, value = fields[-1]
            fields[-1] = (first, key, f"{value}\n{line.strip()}")
            continue
        key, colon, value = line.partition(":")
        if colon:
            fields.append((number, key.strip().lower(), value.strip()))
    yield from ((n, key, value) for n, key, value in fields if "\n" not in value)


def _claim(document: Document, line: int, raw: str) -> LicenseClaim:
    return LicenseClaim(Span(document.path, line), raw, Basis.DECLARED, "installed")
