"""Which packages a conda environment holds.

Source: https://docs.conda.io/projects/conda/en/latest/user-guide/tasks/manage-environments.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import conda_package, is_beside, python_package, requirement
from licscan.extract.parsed import entry, rows, texts
from licscan.model import Fact

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "conda-environment"
READS = "The packages of a conda environment, and those that pip adds to it."
IGNORES = "Channels, Python and pip themselves, variables, environments for development."

_SMELL = re.compile(rb"(?m)^dependencies[ \t]*:")
_HEAD = 65_536
_TOOLS = frozenset({"pkg:conda/python", "pkg:conda/pip"})


def extract(document: Document) -> Iterator[Fact]:
    """Yield a requirement for each package of the environment."""
    named = is_beside(document.path.rpartition("/")[2].rpartition(".")[0])
    if named or not _SMELL.search(document.head(_HEAD)):
        return
    parsed = document.yaml()
    listed = entry(parsed.value, "dependencies")
    if not isinstance(listed, list):
        return
    for place, text in texts(listed, "dependencies"):
        package = conda_package(text)
        if package and package.url not in _TOOLS:
            yield requirement(parsed.span(place), package, NAME)
    for number, row in rows(listed):
        for place, text in texts(row.get("pip"), "dependencies", number, "pip"):
            package = python_package(text)
            if package:
                yield requirement(parsed.span(place), package, NAME)
