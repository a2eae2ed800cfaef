"""Enter a license text that ScanCode lacks into `rules/fingerprints/own.toml`, by hashes alone.

    python tools/own_texts.py ID SOURCE [FILE] [--sha256 HASH] [--title WORDS]...

ID is the id of the rulebook, SOURCE where the text is from (`owner/repo@commit:path`). With FILE
all hashes are taken from it; with only `--sha256` the verbatim file is known and nothing else. A
title is a few words of the heading, for texts that are not verbatim. What ScanCode takes a FILE for
is entered beside it, with the percent of that text which it holds.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from licscan.identify.fingerprints import GRAM, Tables  # noqa: E402
from licscan.identify.near import TEXT_WORDS  # noqa: E402
from licscan.identify.scancode import ScanCode  # noqa: E402
from licscan.identify.tokens import digest, key, split_front_matter  # noqa: E402
from licscan.model import NOASSERTION  # noqa: E402

FOLDER = ROOT / "rules" / "fingerprints"
TARGET = FOLDER / "own.toml"
FIELDS = (
    *("id", "source", "titles", "sha256", "count", "start", "first", "words", "whole"),
    *("nearest", "likeness"),
)
HEADER = """\
# License texts that ScanCode's rules lack, as hashes; written by tools/own_texts.py.
# sha256: of the file with plain line ends. words, first: 64-bit BLAKE2b of the words off copyright
# lines, all and the first six; count: how many; start: the first two; whole: of all words.
# titles: words of the heading. nearest: the id that ScanCode gives it (NOASSERTION: none), and
# likeness: how many percent of that license's text it holds.
"""


def main(arguments: list[str] | None = None) -> int:
    """Add or replace one entry."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("id")
    parser.add_argument("source")
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--sha256", default="")
    parser.add_argument("--title", action="append", default=[])
    options = parser.parse_args(arguments)
    entry: dict[str, Any] = {"id": options.id, "source": options.source}
    tables = Tables((FOLDER / "scancode.bin").read_bytes())
    titles = [" ".join(tables.vocabulary.tokens(title)) for title in options.title]
    if titles:
        entry["titles"] = titles
    if options.file:
        text = options.file.read_text(encoding="utf-8-sig")
        entry |= hashes(tables, text) | nearest(tables, text)
    if options.sha256:
        entry["sha256"] = options.sha256
    entries = [
        old for old in read() if (old["id"], old["source"]) != (entry["id"], entry["source"])
    ]
    TARGET.write_text(written([*entries, entry]), encoding="utf-8")
    return 0


def hashes(tables: Tables, text: str) -> dict[str, Any]:
    """Return the hashes of a text."""
    text = split_front_matter(text)[1]
    form = tables.vocabulary.form(text)
    words = form.bare
    return {
        "sha256": digest(text),
        "count": len(words),
        "start": " ".join(words[:2]),
        "first": f"{key(words[:GRAM]):016x}",
        "words": f"{key(words):016x}",
        "whole": f"{key(form.whole):016x}",
    }


def nearest(tables: Tables, text: str) -> dict[str, Any]:
    """Return the license that ScanCode takes a text for."""
    parts = [
        part
        for part in ScanCode().detect(text).parts
        if part.kind == "text"
        and part.length > TEXT_WORDS
        and part.expression not in tables.unknown
    ]
    best = max(parts, key=lambda part: part.length * part.coverage, default=None)
    if best is None:
        return {"nearest": NOASSERTION, "likeness": 0}
    return {"nearest": best.expression, "likeness": round(best.coverage)}


def read() -> list[dict[str, Any]]:
    """Return the entries there are."""
    if not TARGET.is_file():
        return []
    entries: list[dict[str, Any]] = tomllib.loads(TARGET.read_text(encoding="utf-8"))["text"]
    return entries


def written(entries: list[dict[str, Any]]) -> str:
    """Return the file, its entries by id and source."""
    blocks = []
    for entry in sorted(entries, key=lambda entry: (entry["id"], entry["source"])):
        lines = [f"{name} = {literal(entry[name])}" for name in FIELDS if name in entry]
        blocks.append("\n[[text]]\n" + "\n".join(lines) + "\n")
    return HEADER + "".join(blocks)


def literal(value: str | int | list[str]) -> str:
    """Return a value as TOML."""
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else '"' + value.replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main())
