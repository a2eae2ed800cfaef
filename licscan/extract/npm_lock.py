"""Which npm packages a lock file pins, and the license that it states for each.

Source: https://docs.npmjs.com/cli/configuring-npm/package-lock-json (versions 2 and 3). Read with
the JSON parser of the standard library: lock files are large, and their places can be counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.package_names import npm_package, requirement
from licscan.model import Basis, Fact, Kind, LicenseClaim, Span, UpstreamClaim
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "npm-lock"
READS = "The packages that `package-lock.json` pins, with the licenses it states (versions 2, 3)."
IGNORES = "Packages for development, links into the tree, checksums; locks of Yarn and pnpm."

_FOLDER = "node_modules/"
_KEY = re.compile(r'^\s*"(?P<key>[^"]*node_modules/[^"]+)":\s*\{', re.MULTILINE)


def extract(document: Document) -> Iterator[Fact]:
    """Yield a requirement for each package that is installed for users."""
    text = document.text()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("The JSON is broken.") from error
    packages = data.get("packages") if isinstance(data, dict) else None
    if not isinstance(packages, dict):
        return
    lines = _lines(text)
    for key, row in packages.items():
        if _FOLDER not in key or not isinstance(row, dict) or row.get("dev") or row.get("link"):
            continue
        named = row.get("name")
        name = named if isinstance(named, str) else key.rpartition(_FOLDER)[2]
        package = npm_package(name, _word(row.get("version")))
        if package is not None:
            span = Span(document.path, lines.get(key, 1))
            yield requirement(span, package, NAME)
            license = _word(row.get("license"))
            if license:
                claim = LicenseClaim(span, license, Basis.DECLARED, NAME)
                yield UpstreamClaim(package.url, Kind.CODE, claim)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lines(text: str) -> dict[str, int]:
    """Return the line on which each package stands."""
    found: dict[str, int] = {}
    line, end = 1, 0
    for key in _KEY.finditer(text):
        line += text.count("\n", end, key.start("key"))
        end = key.start("key")
        found.setdefault(key["key"], line)
    return found
