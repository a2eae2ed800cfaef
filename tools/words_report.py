"""Show how the license words found below a folder resolve, and list those that do not.

`python tools/words_report.py FOLDER [--all] [--sample N]` asks licscan's own readers, and beside
them reads front matter, JSON and YAML fields, TF-Hub comments and the `declared:` rows of an
`index.tsv` by itself. It is for reading by eye after a change of `rules/tags.toml`,
`rules/spellings.toml` or `rules/urls.toml`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from licscan.extract import extract
from licscan.identify import vocabulary
from licscan.identify.words import UNNAMED, Word, resolve_word
from licscan.model import NOASSERTION, Gap, LicenseClaim
from licscan.rules_root import rules_root
from licscan.sources.tree import Tree

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
    """Print counts and the words that are not resolved; return 1 where too many are not known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="list the resolved words as well")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="list N resolved words")
    options = parser.parse_args(arguments)
    uses = Counter(use for path in _files(options.folder) for use in _words_of(path))
    uses += Counter(_read(options.folder))
    words = {use: resolve_word(*use) for use in uses}
    groups = {name: sorted(u for u, w in words.items() if _group(u, w) == name) for name in GROUPS}
    for name, chosen in groups.items():
        total = sum(uses[use] for use in chosen)
        print(f"{name} ({GROUPS[name]}): {len(chosen)} words, {total} uses")
        for use in _listed(name, chosen, options):
            print(f"  {uses[use]:4} {_line(use, words[use])}")
    return _conclude({name: sum(uses[u] for u in chosen) for name, chosen in groups.items()})


GROUPS = {
    "unknown": "a license is named that the rules do not know",
    "file": "the address of a file whose text is not at hand",
    "silent": "no license is named",
    "ambiguous": "one of several licenses",
    "resolved": "one license",
}
MOST_UNKNOWN = 0.03
_SEED = 5


def _conclude(uses: dict[str, int]) -> int:
    named = uses["unknown"] + uses["ambiguous"] + uses["resolved"]
    share = uses["unknown"] / named if named else 0.0
    print(
        f"not known: {share:.1%} of {named} uses that name a license (at most {MOST_UNKNOWN:.0%})"
    )
    return int(share > MOST_UNKNOWN)


def _listed(group: str, uses: list[Use], options: argparse.Namespace) -> list[Use]:
    if group != "resolved" or options.all:
        return uses
    return sorted(random.Random(_SEED).sample(uses, min(options.sample, len(uses))))


def _group(use: Use, word: Word) -> str:
    if word.expression is not None and not word.problem:
        return "resolved"
    if word.readings:
        return "ambiguous"
    said = use[1] or use[0]
    if word.raw == NOASSERTION or word.problem == UNNAMED or vocabulary.folded(said) in _SILENT:
        return "silent"
    return "file" if "://" in said or (said in ("other", "") and use[2]) else "unknown"


_SPELLINGS = tomllib.loads((rules_root() / "spellings.toml").read_text(encoding="utf-8"))
_SILENT = frozenset(map(vocabulary.folded, _SPELLINGS["no-license"]))


def _read(folder: Path) -> Iterator[Use]:
    """Yield the words that licscan's own readers claim."""
    for document in Tree(folder, ()).documents():
        facts = () if isinstance(document, Gap) else extract(document)
        for fact in facts:
            if isinstance(fact, LicenseClaim) and not fact.expression:
                yield fact.raw, fact.name, fact.link


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
