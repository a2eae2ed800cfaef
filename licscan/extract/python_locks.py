"""Which Python packages a lock file pins: Poetry, uv, PDM, `pylock.toml` and Pipenv.

Sources: PEP 751 and the documentation of the tools. The files are written by machines, one field a
line, so they are read by lines: parsing a large one as TOML would take longer than all else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licscan.extract.package_names import Package, is_beside, python_url, requirement
from licscan.model import Fact, ParentClaim, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "python-locks"
READS = "The Python packages that lock files of Poetry, uv, PDM, Pipenv and PEP 751 pin."
IGNORES = "Hashes, markers, packages for development alone, and the project itself."

_TABLE = re.compile(r"\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?")
_FIELD = re.compile(r"(?P<key>name|version|category|source|groups)\s*=\s*(?P<value>.+)")
_ENTRY = re.compile(r"""[{,]\s*name\s*=\s*["'](?P<name>[^"']+)["']""")
_WORD = re.compile(r"""["']([^"']*)["']""")
_OWN = re.compile(r"""\b(?:editable|virtual)\s*=""")


@dataclass(slots=True)
class _Locked:
    """One `[[package]]` of a lock."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return _first_word(self.fields.get("name", ""))

    @property
    def own(self) -> bool:
        return _OWN.search(self.fields.get("source", "")) is not None

    @property
    def shipped(self) -> bool:
        """Whether a group that users install holds it; true where no group is named."""
        groups = _WORD.findall(self.fields.get("groups", "") + self.fields.get("category", ""))
        return not groups or any(not is_beside(group) for group in groups)


def extract(document: Document) -> Iterator[Fact]:
    """Yield a requirement for each package that is pinned for users."""
    text = document.text()
    if document.path.lower().endswith("pipfile.lock"):
        yield from _pipenv(document.path, text)
        return
    packages = [package for package in _packages(text) if package.name]
    reached = _reached(packages)
    for package in packages:
        wanted = package.shipped and not package.own
        if wanted and (reached is None or package.name in reached):
            version = _first_word(package.fields.get("version", ""))
            span = Span(document.path, package.line)
            yield requirement(span, Package(python_url(package.name), version), NAME)


def _packages(text: str) -> Iterator[_Locked]:
    package: _Locked | None = None
    needing = False
    for number, line in enumerate(text.splitlines(), 1):
        table = _TABLE.fullmatch(line)
        if table:
            if table[1] in ("package", "packages"):
                if package:
                    yield package
                package = _Locked(number)
            needing = table[1].startswith("package.optional-dependencies")
            within = table[1] in ("package", "packages")
            continue
        if package is None:
            continue
        found = _FIELD.match(line) if within else None
        if found:
            package.fields.setdefault(found["key"], found["value"])
        if line.startswith("dependencies = ["):
            needing = True
        if needing:
            package.needs += [entry["name"] for entry in _ENTRY.finditer(line)]
        if within and line.rstrip().endswith("]"):
            needing = False
    if package:
        yield package


def _reached(packages: Sequence[_Locked]) -> frozenset[str] | None:
    """Return what the project itself leads to; None where the lock does not hold the project."""
    own = [package for package in packages if package.own]
    if not own:
        return None
    needs: dict[str, list[str]] = {}
    for package in packages:
        needs.setdefault(package.name, []).extend(package.needs)
    waiting = [name for package in own for name in package.needs]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += needs.get(name, [])
    return frozenset(reached)


def _first_word(value: str) -> str:
    found = _WORD.search(value)
    return found[1] if found else ""


def _pipenv(path: str, text: str) -> Iterator[ParentClaim]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("The JSON is broken.") from error
    section = data.get("default") if isinstance(data, dict) else None
    for name, row in section.items() if isinstance(section, dict) else ():
        version = row.get("version") if isinstance(row, dict) else ""
        line = 1 + text.count("\n", 0, max(text.find(f'"{name}"'), 0))
        exact = str(version or "").removeprefix("==")
        yield requirement(Span(path, line), Package(python_url(name), exact), NAME)
