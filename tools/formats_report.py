"""Show how the readers fare on a folder of real files, and hold them against what is known of it.

`python -m tools.formats_report FOLDER [--list]` counts, for each reader and for each folder at the
top, the files that were read, that ended in a gap and that hold nothing of ours. Beside an
`index.tsv` (columns `path` and `ground_truth`: `declared:` words joined by `|`, `base:` a name) or
a `card-pairs.tsv` (`path`, `license`, `base_model`, `datasets`) it lists what differs from them.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from licscan.extract import Extractor, extract, load, readers, spdx_graphs
from licscan.extract.by_content import modules_of
from licscan.model import Fact, Gap, Kind, LicenseClaim, ParentClaim, Relation, Span, UpstreamClaim
from licscan.sources.document import Document, from_file
from licscan.sources.tree import Tree
from licscan.sources.unreadable import Unreadable

_BILLS = "sbom/"
_NOBODY = frozenset({"", "None"})
_HIDDEN = "(absolute local path)"
_NAMED = re.compile(r"(other) \((.+)\)")


class Difference(NamedTuple):
    """One place where the readers and the ground truth part."""

    path: str
    what: str
    wanted: frozenset[str]
    found: frozenset[str]

    def __str__(self) -> str:
        wanted, found = (", ".join(sorted(each)) or "nothing" for each in (self.wanted, self.found))
        return f"{self.path}: {self.what} is {wanted}; found {found}"


def main(arguments: list[str] | None = None) -> int:
    """Print counts and differences; return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="name the gaps and what was not read")
    options = parser.parse_args(arguments)
    documents = {d.path: d for d in Tree(options.folder).documents() if isinstance(d, Document)}
    facts = {path: list(extract(document)) for path, document in documents.items()}
    _table("reader", _by_reader(documents))
    _table("folder", _by_folder(facts))
    if options.list:
        _show_rest(facts)
    compared, differences = _compared(options.folder, facts)
    share = len(differences) / max(compared, 1)
    print(f"ground truth: {compared} values compared, {len(differences)} differ ({share:.1%})")
    for difference in differences:
        print(f"  {difference}")
    return 0


def _by_reader(documents: dict[str, Document]) -> dict[str, Counter[str]]:
    """Count, for each reader, the files that it is asked about by how it answers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path, document in documents.items():
        asked = list(dict.fromkeys((*readers(path), *map(load, modules_of(document)))))
        for reader in asked:
            counts[reader.NAME][_state(_answer(reader, document))] += 1
        counts["(none)"]["ignored"] += not asked
    return counts


def _answer(reader: Extractor, document: Document) -> list[Fact]:
    try:
        return list(reader.extract(document))
    except Unreadable as error:
        return [Gap(Span(document.path), error.problem)]


def _by_folder(facts: dict[str, list[Fact]]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path, found in facts.items():
        counts[path.partition("/")[0]][_state(found)] += 1
    return counts


def _state(found: list[Fact]) -> str:
    if any(not isinstance(fact, Gap) for fact in found):
        return "read"
    return "gap" if found else "ignored"


def _table(title: str, counts: dict[str, Counter[str]]) -> None:
    print(f"{title:<26} {'files':>6} {'read':>6} {'gap':>6} {'ignored':>8}")
    for name, states in sorted(counts.items()):
        row = " ".join(f"{states[s]:>{w}}" for s, w in (("read", 6), ("gap", 6), ("ignored", 8)))
        print(f"{name:<26} {states.total():>6} {row}")
    print()


def _show_rest(facts: dict[str, list[Fact]]) -> None:
    for path, found in facts.items():
        for fact in found:
            if isinstance(fact, Gap):
                print(f"gap      {fact.span}: {fact.problem}")
        if not found:
            print(f"ignored  {path}")


def _compared(folder: Path, facts: dict[str, list[Fact]]) -> tuple[int, list[Difference]]:
    """Return how many values were compared, and those that differ."""
    wanted = [*_index(folder / "index.tsv"), *_pairs(folder / "card-pairs.tsv")]
    differences = []
    for path, what, listed in wanted:
        values = listed - _of_the_bill(folder / path) if path.startswith(_BILLS) else listed
        found = frozenset(_plain(raw) for raw in _found(what, facts.get(path, [])) if raw)
        agrees = found >= {_plain(value) for value in values} if values else not found
        if not agrees:
            differences.append(Difference(path, what, values, found))
    return len(wanted), differences


def _of_the_bill(file: Path) -> frozenset[str]:
    """Return words of a bill of materials that state nothing of a package.

    The index lists every license word: the silent ones, and the license of the document itself.
    """
    words = {"NOASSERTION", "NONE"}
    if file.suffix == ".json":
        parsed = from_file(file.name, file).json()
        graph = spdx_graphs.graph_of(parsed)
        for row in graph.elements.values():
            if isinstance(row.get("dataLicense"), str):
                words.add(graph.licenses.of(str(row["dataLicense"]))[0])
    return frozenset(words)


def _rows(table: Path) -> Iterator[dict[str, str]]:
    if table.is_file():
        with table.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _index(table: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield path, what is known and its values; none where the file is known to name nothing."""
    for row in _rows(table):
        prefix, _, words = row["ground_truth"].partition(":")
        if prefix == "base" and words != _HIDDEN:
            yield row["path"], "base", frozenset({words}) - _NOBODY
        elif prefix == "declared" and words:
            yield row["path"], "license", frozenset(_words(words))


def _words(words: str) -> Iterator[str]:
    """Split what was declared: `a|b`, `other (its name)`, or addresses one after the other."""
    for word in words.split("|"):
        named = _NAMED.fullmatch(word)
        if named:
            yield from named.groups()
        else:
            yield from word.split() if word.count("://") > 1 else (word,)


def _pairs(table: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    for row in _rows(table):
        for column, what in (("license", "license"), ("base_model", "base"), ("datasets", "data")):
            values = frozenset(row[column].split("|")) - _NOBODY
            if values:
                yield row["path"], what, values


def _found(what: str, facts: list[Fact]) -> Iterator[str]:
    """Yield what the facts of one file say of license, base models or training data."""
    for fact in facts:
        if isinstance(fact, UpstreamClaim):
            fact = fact.says
        if isinstance(fact, LicenseClaim) and what == "license":
            yield from (fact.raw, fact.name, fact.link)
        elif isinstance(fact, ParentClaim) and fact.relation is not Relation.EVALUATED_ON:
            if what != ("data" if fact.kind is Kind.DATASET else "base"):
                continue
            yield fact.raw


def _plain(word: str) -> str:
    return " ".join(word.strip("[]'\" ").lower().split())


if __name__ == "__main__":
    sys.exit(main())
