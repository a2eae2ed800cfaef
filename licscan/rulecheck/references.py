"""What rule files refer to: ids, stances, words and pages have to exist, and say one thing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from licscan.errors import LicscanError, UsageError
from licscan.expressions import canonical, exception_id, license_id
from licscan.identify import vocabulary
from licscan.model import NONE, Relation
from licscan.rulebook import Rulebook
from licscan.rulebook.pages import page_from
from licscan.rulecheck.problem import Place, Problem, problem
from licscan.rules_root import read_table, rules_root
from licscan.upstream import company

Found = Iterator[tuple[Place, str]]
Reader = Callable[[Path, Mapping[str, Any]], Found]


def problems(folder: Path, paths: Sequence[Path]) -> Iterator[Problem]:
    """Yield each reference of well-formed files that leads nowhere."""
    shipped = folder == rules_root()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".tsv" and not shipped and name.startswith("catalog/"):
            yield from (Problem(name, line, "", says) for line, says in _catalog(path))
        elif path.suffix == ".md" and name.startswith("findings/"):
            yield from (Problem(name, 1, "", says) for says in _page(path))
        elif path.suffix == ".toml" and (read := _READERS.get(name.partition("/")[0])):
            yield from _read(folder, path, read)


def _read(folder: Path, path: Path, read: Reader) -> Iterator[Problem]:
    """Yield the problems of a table; what a malformed one beside it leaves open is told there."""
    found: list[Problem] = []
    with contextlib.suppress(UsageError):
        for place, says in read(path, read_table(path)):
            found.append(problem(folder, path, place, says))
    yield from found


def _license(path: Path, data: Mapping[str, Any]) -> Found:
    yield from _named_by_id(path, data)
    if data["id"] != NONE and not license_id(data["id"]):
        yield ["id"], "neither an SPDX id nor LicenseRef-..."
    stances = Rulebook().stances
    for place, stance in _stances(data.get("reach", {}), ["reach"]):
        if stance not in stances:
            yield place, f"there is no stance {stance!r}"
    outbound = data.get("outbound", {})
    if outbound.get("stance", "") not in ("", *stances):
        yield ["outbound", "stance"], f"there is no stance {outbound['stance']!r}"
    for number, row in enumerate(outbound.get("compatible", ())):
        if not license_id(row["license"]):
            yield ["outbound", "compatible", number], f"{row['license']!r} is on no list"


def _stances(value: Any, place: list[str | int]) -> Iterator[tuple[Place, str]]:
    """Yield the stances that reach cells name, however deep they lie."""
    if isinstance(value, dict):
        if isinstance(value.get("stance"), str):
            yield place, value["stance"]
        for key, inner in value.items():
            yield from _stances(inner, [*place, key])
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _stances(inner, [*place, number])


def _exception(path: Path, data: Mapping[str, Any]) -> Found:
    yield from _named_by_id(path, data)
    if not exception_id(data["id"]):
        yield ["id"], "neither an SPDX exception nor AdditionRef-..."


def _named_by_id(path: Path, data: Mapping[str, Any]) -> Found:
    if data["id"] != path.stem:
        yield ["id"], f"the file is named {path.stem}, so this is not found"


def _tags(path: Path, data: Mapping[str, Any]) -> Found:
    for tag, meant in data.get("tags", {}).items():
        yield from _expressions(["tags", tag], [meant])
    for tag, row in data.get("families", {}).items():
        yield from _expressions(["families", tag, "members"], row["members"])
        if tag in data.get("tags", {}):
            yield ["families", tag], "stands under [tags] too"


def _spellings(path: Path, data: Mapping[str, Any]) -> Found:
    for meant, names in data.get("names", {}).items():
        if vocabulary.listed(meant) is None and (" " not in meant or _wrong(meant)):
            yield ["names", meant], f"{meant!r} is neither a tag nor an id"
        for name in names:
            if not vocabulary.folded(name):
                yield ["names", meant], f"{name!r} says nothing once it is folded"
    for number, row in enumerate(data.get("families", ())):
        yield from _expressions(["families", number, "members"], row["members"])
    for source, words in data.get("only", {}).items():
        for word, meant in words.items():
            yield from _expressions(["only", source, word], [meant])
    yield from _twice(data)


def _twice(data: Mapping[str, Any]) -> Found:
    """Yield names that stand for two things."""
    meanings: dict[str, str] = {}
    for meant, names in data.get("names", {}).items():
        for name in names:
            other = meanings.setdefault(vocabulary.folded(name), meant)
            if other != meant:
                yield ["names", meant], f"{name!r} stands for {other!r} too"


def _urls(path: Path, data: Mapping[str, Any]) -> Found:
    branches = data.get("branches", {}).get("repositories", {})
    tables = {name: data.get(name, {}) for name in ("addresses", "repositories", "series")}
    for table, rows in (*tables.items(), ("branches", branches)):
        for address, word in rows.items():
            if (vocabulary.listed(word) or vocabulary.named(word)) is None:
                yield [table, address], f"{word!r} is not known to name a license"


def _flags(path: Path, data: Mapping[str, Any]) -> Found:
    for name, site in data.items():
        if isinstance(site, dict):
            for place, meant in _flag_licenses([name], site):
                yield from _expressions(list(place), [meant])


def _flag_licenses(place: list[str | int], row: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield the licenses that a table of flags names, however deep they lie."""
    for key, value in row.items():
        if isinstance(value, dict):
            yield from _flag_licenses([*place, key], value)
        elif isinstance(value, str) and key not in ("begin", "none", "flag"):
            yield [*place, key], value


def _pairs(path: Path, data: Mapping[str, Any]) -> Found:
    for outgoing, row in data["outgoing"].items():
        ids = [outgoing, *(one for ids in row.values() if isinstance(ids, list) for one in ids)]
        for one in dict.fromkeys(str(one) for one in ids):
            if _wrong(one):
                yield ["outgoing", outgoing], f"{one!r} is on no list"


def _expressions(place: Place, members: Iterable[str]) -> Found:
    for one in members:
        if wrong := _wrong(one):
            yield place, wrong


def _wrong(expression: str) -> str:
    """Say what is wrong with an expression; empty for one in canonical form."""
    try:
        written = canonical(expression)
    except LicscanError as error:
        return str(error)
    return "" if written == expression else f"{expression!r} is written {written!r}"


def _page(path: Path) -> Iterator[str]:
    try:
        page = page_from(path)
    except LicscanError as error:
        yield str(error)
        return
    if f"{page.code}-{page.slug}" != path.stem:
        yield f"the page is for {page.code}-{page.slug}"
    if not any(p.stem == path.stem for p in (rules_root() / "findings").glob("*.md")):
        yield "there is no such finding; a layer may reword a page and not add one"


def _catalog(path: Path) -> Iterator[tuple[int, str]]:
    relations = frozenset(Relation)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if not company.NEEDED <= len(fields) <= company.COLUMNS:
            yield number, f"{len(fields)} columns; {company.NEEDED} to {company.COLUMNS} are needed"
            continue
        if wrong := _wrong(fields[1]):
            yield number, wrong
        for parent in filter(None, fields[3].split(";")):
            if parent.strip().partition(":")[0] not in relations:
                yield number, f"{parent.strip()!r} is not relation:parent"


_READERS: Mapping[str, Reader] = {
    "licenses": _license,
    "exceptions": _exception,
    "tags.toml": _tags,
    "spellings.toml": _spellings,
    "urls.toml": _urls,
    "flags.toml": _flags,
    "pairs": _pairs,
}
