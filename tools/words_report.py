"""Show how the license words found below a folder resolve, and list those that do not.

`python tools/words_report.py FOLDER [--all]` reads front matter, JSON and YAML fields, TF-Hub
comments and the `declared:` rows of an `index.tsv`; it is for reading by eye after a change of
`rules/tags.toml`, `rules/spellings.toml` or `rules/urls.toml`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from licscan.identify.words import Word, resolve_word

Use = tuple[str, str, str]
"""A license word as written, with the `license_name` and `license_link` beside it."""

_KEYS = frozenset(
    "license licence licenses licenseid licensename licenseconcluded licensedeclared"
    " licenseinfofromfiles licenseinfoinfiles sdlicense license-url".split()
)
_PARTS = ("name", "id", "expression", "url", "path", "licenseId", "@id", "title")
_FRONT = re.compile(r"\A\ufeff?\s*---\r?\n(.*?)\r?\n---", re.DOTALL)
_COMMENT = re.compile(r"<!--\s*license:\s*(.*?)\s*-->")
_LIMIT = 5_000_000


def main(arguments: list[str] | None = None) -> int:
    """Print counts and the words that are not resolved; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="list the resolved words as well")
    options = parser.parse_args(arguments)
    uses = Counter(use for path in _files(options.folder) for use in _words_of(path))
    words = {use: resolve_word(*use) for use in uses}
    for group in ("unknown", "ambiguous", "resolved"):
        chosen = sorted(use for use, word in words.items() if _group(word) == group)
        total = sum(uses[use] for use in chosen)
        print(f"{group}: {len(chosen)} words, {total} uses")
        if group != "resolved" or options.all:
            for use in chosen:
                print(f"  {uses[use]:4} {_line(use, words[use])}")
    return 0


def _group(word: Word) -> str:
    if word.expression is not None and not word.problem:
        return "resolved"
    return "ambiguous" if word.readings else "unknown"


def _line(use: Use, word: Word) -> str:
    written = " | ".join(part[:160] for part in use if part)
    answer = " / ".join(word.readings) or "-"
    return " ".join(filter(None, [repr(written), "->", answer, word.problem, word.note]))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= _LIMIT:
            yield path


def _words_of(path: Path) -> Iterator[Use]:
    reader = _READERS.get("index.tsv" if path.name == "index.tsv" else path.suffix.lower())
    if reader is not None:
        try:
            yield from reader(path.read_text("utf-8", errors="replace"))
        except (ValueError, yaml.YAMLError, RecursionError):
            print(f"not readable: {path.name}", file=sys.stderr)


def _card(text: str) -> Iterator[Use]:
    yield from ((word, "", "") for word in _COMMENT.findall(text))
    front = _FRONT.match(text)
    if front is not None:
        yield from _values(yaml.load(front[1], yaml.CBaseLoader))


def _index(text: str) -> Iterator[Use]:
    for line in text.splitlines():
        _, mark, words = line.rpartition("\tdeclared:")
        if mark:
            yield from ((word, "", "") for word in words.split("|"))


def _values(value: Any) -> Iterator[Use]:
    """Yield the license words below a parsed value; `other` takes its name and link along."""
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if str(key).lower() in _KEYS:
                yield from ((word, *_beside(value)) for word in _strings(item))
            else:
                yield from _values(item)


def _beside(card: dict[str, Any]) -> tuple[str, str]:
    name, link = card.get("license_name"), card.get("license_link")
    return (name if isinstance(name, str) else "", link if isinstance(link, str) else "")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        inner = value.get("license", value)
        if inner is not value:
            yield from _strings(inner)
        else:
            yield from (value[part] for part in _PARTS if isinstance(value.get(part), str))


_READERS = {
    ".md": _card,
    ".json": lambda text: _values(json.loads(text)),
    ".jsonld": lambda text: _values(json.loads(text)),
    ".yaml": lambda text: _values(yaml.load(text, yaml.CBaseLoader)),
    ".yml": lambda text: _values(yaml.load(text, yaml.CBaseLoader)),
    ".cff": lambda text: _values(yaml.load(text, yaml.CBaseLoader)),
    "index.tsv": _index,
}


if __name__ == "__main__":
    sys.exit(main())
