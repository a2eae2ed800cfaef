"""Write `rules/spdx-ids.txt`: the ids of the SPDX lists, as license-expression bundles them.

`python tools/spdx_ids.py` rewrites the file; `--check` only tells whether it is up to date.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "rules" / "spdx-ids.txt"

HEAD = """\
# The SPDX license and exception ids, written by tools/spdx_ids.py.
# Source: the index in license-expression {version}.
# Columns, by tab: id, nothing or `exception` or `deprecated`, what stands for a deprecated id.
"""

# Deprecated ids that held an exception; the index names no successor. From the SPDX list itself.
WITH_EXCEPTION = {
    "eCos-2.0": "GPL-2.0-or-later WITH eCos-exception-2.0",
    "GPL-2.0-with-autoconf-exception": "GPL-2.0 WITH Autoconf-exception-2.0",
    "GPL-2.0-with-bison-exception": "GPL-2.0 WITH Bison-exception-2.2",
    "GPL-2.0-with-classpath-exception": "GPL-2.0 WITH Classpath-exception-2.0",
    "GPL-2.0-with-font-exception": "GPL-2.0 WITH Font-exception-2.0",
    "GPL-2.0-with-GCC-exception": "GPL-2.0 WITH GCC-exception-2.0",
    "GPL-3.0-with-autoconf-exception": "GPL-3.0 WITH Autoconf-exception-3.0",
    "GPL-3.0-with-GCC-exception": "GPL-3.0 WITH GCC-exception-3.1",
    "wxWindows": "LGPL-2.0-or-later WITH WxWindows-exception-3.1",
}
_ID = re.compile(r"[A-Za-z0-9.+-]+\Z")
# Further keys of the index that SPDX never had, or that name a whole family.
_NO_ID = frozenset({"GPL", "BSD-2", "Assembly-exception"})


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
    head = HEAD.format(version=importlib.metadata.version("license-expression"))
    rows = {row[0]: row for row in _rows()}
    return head + "".join(
        "\t".join(rows[one]).rstrip("\t") + "\n" for one in sorted(rows, key=str.lower)
    )


def _rows() -> Iterator[tuple[str, str, str]]:
    from license_expression import get_license_index

    for one, successor in WITH_EXCEPTION.items():
        yield one, "deprecated", successor
    for entry in get_license_index():
        current = entry["spdx_license_key"] or ""
        listed = _listed(current) and current not in WITH_EXCEPTION
        if listed:
            yield current, _mark(entry), ""
        for old in entry["other_spdx_license_keys"]:
            if _listed(old) and old != current:
                yield old, "deprecated", current if listed else ""


def _mark(entry: dict[str, Any]) -> str:
    if entry["is_deprecated"]:
        return "deprecated"
    return "exception" if entry["is_exception"] else ""


def _listed(one: str) -> bool:
    return bool(_ID.match(one)) and not one.startswith("LicenseRef-") and one not in _NO_ID


if __name__ == "__main__":
    sys.exit(main())
