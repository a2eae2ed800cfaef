"""Write `rules/license-names.tsv`: what ScanCode calls its licenses, by key and by full name.

`python tools/license_names.py` rewrites the file; `--check` only tells whether it is up to date.
Left out are generic and deprecated entries, keys of one plain word (`intel` is a vendor), and names
of less than three words, which may mean anything.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from licscan.identify import vocabulary

TARGET = Path(__file__).resolve().parent.parent / "rules" / "license-names.tsv"
HEAD = """\
# Keys and full names of licenses, written by tools/license_names.py.
# Source: scancode-toolkit {version}, licensedcode/data/licenses; AboutCode, CC-BY-4.0.
# Columns, by tab: key or name, SPDX id.
"""
_LEFT_OUT = ("is_exception", "is_generic", "is_unknown", "is_deprecated")


def main(arguments: list[str] | None = None) -> int:
    """Write or check the file; return 1 where a check finds it out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    wanted = text()
    if options.check:
        return int(TARGET.read_text(encoding="utf-8") != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


def text() -> str:
    """Return the content of the file."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, spdx in _words():
        found[word].add(spdx)
    rows = sorted((word, *ids) for word, ids in found.items() if len(ids) == 1)
    return HEAD.format(version=_version()) + "".join(f"{word}\t{spdx}\n" for word, spdx in rows)


def _version() -> str:
    for name in ("scancode-toolkit", "scancode-toolkit-mini"):
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return "unknown"


def _words() -> Iterator[tuple[str, str]]:
    for entry in _entries():
        spdx = entry.get("spdx_license_key", "")
        if not spdx or any(entry.get(mark) for mark in _LEFT_OUT):
            continue
        if re.search(r"[-.\d]", entry["key"]) and entry["key"] != spdx.lower():
            yield entry["key"], spdx
        name = " ".join(entry["name"].split())
        listed = not spdx.startswith("LicenseRef-")
        if listed and len(vocabulary.folded(name).split()) > 2:
            yield name, spdx


def _entries() -> Iterator[dict[str, Any]]:
    import licensedcode
    import yaml

    folder = Path(licensedcode.__file__).parent / "data" / "licenses"
    for path in sorted(folder.glob("*.LICENSE")):
        front = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---")[0]
        yield yaml.load(front, yaml.CSafeLoader)


if __name__ == "__main__":
    sys.exit(main())
