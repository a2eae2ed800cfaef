"""Keep the catalog of well-known models and datasets in order, and measure it.

`python tools/catalog.py check` tells what is wrong with the tables and how well the families speak
for their members; `tidy` sorts the tables and writes their headers after rows were added;
`report FOLDER` says which parents that the files below a folder name are known.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from licscan.expressions import ExpressionError, canonical, leaves, parse
from licscan.extract import extract
from licscan.model import NOASSERTION, Kind, ParentClaim, Relation
from licscan.sources.document import from_file
from licscan.upstream import catalog
from licscan.upstream.addresses import is_repository, is_segment
from licscan.upstream.names import Name, hub_name, identity

RULES = Path(__file__).resolve().parent.parent / "rules"
TABLES = {"models": Kind.MODEL, "datasets": Kind.DATASET}
COLUMNS = (
    "id",
    "license",
    "declared",
    "parents",
    "as-of",
    "source",
    "confidence",
    "alias-of",
    "generators",
    "marks",
    "note",
)
CONFIDENCES = {"annotated", "documented", "declared", "memory"}
MARKS = {"gated", "informal"}
# Tags that name no license, or a family of them; a row keeps them so that the tag can be resolved.
FAMILIES = frozenset(f"LicenseRef-licscan-hf-{tag}" for tag in "bsd cc gpl openrail other".split())
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


class Row(NamedTuple):
    id: str
    license: str
    declared: str
    parents: str
    as_of: str
    source: str
    confidence: str
    alias_of: str
    generators: str
    marks: str
    note: str


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three; return 1 where `check` finds something wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("check", "tidy", "report"))
    parser.add_argument("folder", nargs="?", type=Path, help="what to report on")
    options = parser.parse_args(arguments)
    if options.what == "tidy":
        tidy()
    elif options.what == "report":
        if options.folder is None:
            parser.error("report needs a folder")
        print("\n".join(report(options.folder)))
    else:
        return check()
    return 0


def check() -> int:
    """Print what is wrong, and how often the families agree with their members."""
    wrong = list(problems())
    for problem in wrong:
        print(problem)
    for word in TABLES:
        agreement = Agreement(*agreements(word))
        print(agreement.words(word))
        wrong += agreement.against if agreement.share < 0.98 else ()
    return int(bool(wrong))


def rows(table: str) -> list[Row]:
    """Return the rows of a table, in the order of the file."""
    lines = lines_of(table)
    return [Row(*line.split("\t")) for line in lines if not line.startswith("#")]


def lines_of(table: str) -> list[str]:
    return (RULES / "catalog" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()


def tables() -> list[str]:
    """Return the names of all tables with the columns of a row."""
    return [f"{word}{end}" for word in TABLES for end in ("", "-families")]


def key(row: Row | str) -> bytes:
    """Return what rows are sorted and found by."""
    name = row.id if isinstance(row, Row) else row.partition("\t")[0]
    return name.encode().lower()


def tidy() -> None:
    """Sort every table and write its header anew."""
    for table in tables():
        found = sorted(rows(table), key=key)
        body = ["\t".join(row) for row in found]
        _write(table, [*header(table, found), *body])
    renames = [line for line in lines_of("renames") if not line.startswith("#")]
    _write("renames", ["# pattern\towner on the Hub\tnote", *sorted(renames, key=key)])


def _write(table: str, lines: list[str]) -> None:
    path = RULES / "catalog" / f"{table}.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def header(table: str, found: list[Row]) -> list[str]:
    """Return the lines above the rows: what they are, how many, and as of when."""
    dates = Counter(row.as_of for row in found)
    unknown = sum(row.license == NOASSERTION for row in found)
    aliases = sum(bool(row.alias_of) for row in found)
    told = ", ".join(f"{count} as of {date}" for date, count in sorted(dates.items()))
    return [
        f"# {table}: {len(found)} rows, {unknown} with no license known, {aliases} aliases",
        f"# as of: {told}",
        "# " + "\t".join(COLUMNS),
    ]


def problems() -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with the tables."""
    for table in tables():
        found = rows(table)
        if lines_of(table)[:3] != header(table, found):
            yield f"{table}: the header is not that of the rows; run `tools/catalog.py tidy`"
        keys = [key(row) for row in found]
        if keys != sorted(set(keys)):
            yield f"{table}: not sorted by lower-case id, or an id stands twice"
        for row in found:
            yield from (f"{table}: {row.id}: {problem}" for problem in _problems(table, row))
    renames = [key(line) for line in lines_of("renames") if not line.startswith("#")]
    if renames != sorted(set(renames)):
        yield "renames: not sorted by lower-case pattern, or a pattern stands twice"


def _problems(table: str, row: Row) -> Iterator[str]:
    family = table.endswith("-families")
    plain = row.id.replace("*", "x") if family else row.id
    if family and (not is_repository(plain) or "*" not in row.id or row.id.endswith("/*")):
        yield "a family is `owner/` and a name with `*`, and no owner whole"
    informal = "informal" in row.marks
    if not family and not informal and not (is_repository(plain) or is_segment(plain)):
        yield "no name that the Hub allows; mark it `informal`"
    if not license_is_known(row.license):
        yield f"{row.license!r} is no canonical expression of known ids"
    if row.confidence not in CONFIDENCES:
        yield f"{row.confidence!r} is no confidence"
    if not _DATE.match(row.as_of) or not row.source:
        yield "without date or source"
    if set(filter(None, row.marks.split("; "))) - MARKS:
        yield f"{row.marks!r} holds an unknown mark"
    for parent in filter(None, row.parents.split("; ")):
        relation, _, name = parent.partition(":")
        plain = name.replace("{1}", "7b") if family else name
        if relation not in set(Relation) or not is_repository(plain):
            yield f"{parent!r} is no `relation:owner/name`"
    if row.alias_of and row.alias_of.lower() not in _ids(table):
        yield f"is an alias of {row.alias_of}, which is no row"
    if any(re.search("licen" + "ce", field) for field in (row.note, row.license)):
        yield "spell it `license`"


def license_is_known(text: str) -> bool:
    """Whether a value is canonical and each of its ids is in the rulebook or on the SPDX list."""
    try:
        expression = canonical(text)
        found = leaves(parse(expression))
    except ExpressionError:
        return False
    own = {leaf.id for leaf in found if leaf.id.startswith("LicenseRef-")}
    return expression == text and own <= _own_licenses() | FAMILIES


@lru_cache(maxsize=1)
def _own_licenses() -> frozenset[str]:
    return frozenset(path.stem for path in (RULES / "licenses").glob("*.toml"))


@lru_cache(maxsize=4)
def _ids(table: str) -> frozenset[str]:
    return frozenset(row.id.lower() for row in rows(table))


class Agreement(NamedTuple):
    """What the families would have said of the rows that stand for themselves."""

    silent: int
    agreeing: int
    against: list[str]
    unassessed: int
    """Members without a license of their own, of which nothing can be compared."""

    @property
    def share(self) -> float:
        """Return the share of rows of which the families say the same, or nothing."""
        right = self.silent + self.agreeing
        return right / (right + len(self.against))

    def words(self, table: str) -> str:
        """Say it in a few lines."""
        first = (
            f"{table}: {self.share:.2%} of rows with a license are given it by a family, or nothing"
            f" ({self.agreeing} agree, {self.silent} in no family, {len(self.against)} differ;"
            f" {self.unassessed} members have no license known)"
        )
        return "\n".join([first, *(f"  {line}" for line in self.against)])


def agreements(table: str) -> tuple[int, int, list[str], int]:
    """Leave each exact row out, ask the families, and compare."""
    counts: Counter[str] = Counter()
    against: list[str] = []
    for row in rows(table):
        family = catalog.family(row.id, TABLES[table])
        if row.license == NOASSERTION:
            counts["unassessed"] += family is not None
        elif family is None:
            counts["silent"] += 1
        elif family.license == row.license:
            counts["agreeing"] += 1
        else:
            against.append(f"{row.id}: {row.license}, family {family.id}: {family.license}")
    return counts["silent"], counts["agreeing"], against, counts["unassessed"]


def report(folder: Path) -> Iterator[str]:
    """Yield how many of the parents that files name are known, and the unknown ones."""
    for kind, word in ((Kind.MODEL, "models"), (Kind.DATASET, "datasets")):
        names = set(_named(folder, kind))
        groups: dict[str, set[str]] = {}
        for name in names:
            groups.setdefault(_group(name, kind), set()).add(hub_name(name.id))
        hub = sum(len(groups.get(group, ())) for group in ("exact", "family", "unknown"))
        yield f"{word}: {len(names)} names, {hub} of them Hub ids"
        for group in ("exact", "family", "unknown"):
            found = groups.get(group, set())
            yield f"  {group}: {len(found)} ({len(found) / max(hub, 1):.0%} of Hub ids)"
        for group in ("unknown", "plain, known", "plain, unknown", "local", "free text"):
            for one in sorted(groups.get(group, ()), key=str.lower):
                yield f"    {group}: {one}"


def _group(name: Name, kind: Kind) -> str:
    if name.local or name.free_text:
        return "local" if name.local else "free text"
    entry = catalog.look_up(name.id, kind)
    if not name.hub:
        return "plain, known" if entry else "plain, unknown"
    if entry is None:
        return "unknown"
    return "family" if entry.family else "exact"


def _named(folder: Path, kind: Kind) -> Iterator[Name]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for fact in extract(from_file(path.relative_to(folder).as_posix(), path)):
                if isinstance(fact, ParentClaim) and fact.kind is kind:
                    yield identity(fact.raw, kind)


if __name__ == "__main__":
    sys.exit(main())
