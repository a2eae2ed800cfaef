"""The words that license files quote of their texts, looked up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from licscan.errors import LicscanError
from licscan.rulebook import Rulebook
from licscan.rulebook.clauses import Texts, claimed
from licscan.rulebook.clauses import problems as misquoted
from licscan.rulebook.terms import License
from licscan.rulecheck.problem import Problem, line_of
from licscan.rules_root import read_table


class Quotations(NamedTuple):
    """What the look-up came to."""

    problems: tuple[Problem, ...]
    absent: tuple[str, ...]
    unquoted: int


def quotations(folder: Path, paths: Sequence[Path]) -> Quotations:
    """Look up what the license files of a folder quote.

    The texts are those that ScanCode installs, and those of `texts/` in the folder.
    """
    texts, book = Texts([folder / "texts"]), Rulebook()
    found: list[Problem] = []
    absent: list[str] = []
    unquoted = 0
    for path in (one for one in paths if one.parent == folder / "licenses"):
        try:
            license = book.license(path.stem)
        except LicscanError as error:
            found.append(Problem(path.relative_to(folder).as_posix(), 1, "", str(error)))
            continue
        told = claimed(license) if license else ()
        if license is None or not told:
            continue
        text = texts.of(license)
        absent += [license.id] if text is None else []
        bare = {f"{fact.kind} {fact.name}" for fact in told if not fact.cited.pattern}
        unquoted += sum(not fact.cited.pattern for fact in told)
        for wrong in misquoted(license, text):
            if wrong.fact in bare:
                continue
            place = next(_places(path, license, wrong.fact), ())
            line, name = line_of(path, place), path.relative_to(folder).as_posix()
            found.append(Problem(name, line, wrong.fact, wrong.says))
    return Quotations(tuple(found), tuple(absent), unquoted)


def _places(path: Path, license: License, fact: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of a fact, `duty attribution`, in its file."""
    kind, _, name = fact.partition(" ")
    table = {"duty": "duties", "limit": "limits"}.get(kind)
    if table is None:
        yield ("permits", name) if kind == "permit" else (kind,)
        return
    for number, row in enumerate(read_table(path).get(table, ())):
        if row.get("kind") == name:
            yield (table, number, "pattern") if "pattern" in row else (table, number)
