"""Which Python packages a requirements file asks for.

Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import is_beside, python_package, requirement
from licscan.model import Fact, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "requirements"
READS = "The Python packages that a requirements file of pip asks for."
IGNORES = (
    "Options, hashes, constraints, paths and wheels; files for development, tests and docs; files "
    "that are included and named otherwise."
)

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_EDITABLE = re.compile(r"(?:-e|--editable)[ =]+")
_OPTION = re.compile(r"\s--?[a-zA-Z].*$")


def extract(document: Document) -> Iterator[Fact]:
    """Yield a requirement for each package that is asked for."""
    if is_beside(document.path.rpartition("/")[2]):
        return
    for number, line in _logical_lines(document.text()):
        package = python_package(_OPTION.sub("", _EDITABLE.sub("", line)))
        if package is not None:
            yield requirement(Span(document.path, number), package, NAME)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines without comments, joined where a backslash says that they go on."""
    start, gathered = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        start = start or number
        plain = _COMMENT.sub("", line).rstrip()
        if plain.endswith("\\"):
            gathered += plain[:-1]
            continue
        whole = (gathered + plain).strip()
        if whole:
            yield start, whole
        start, gathered = 0, ""
    if gathered.strip():
        yield start, gathered.strip()
