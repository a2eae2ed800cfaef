"""Whether the facts of a license stand in its text: each pattern within the clause it names.

A fact that claims to be read in the text cites a clause and a few words of it (`pattern`). Here
the words are looked up again, in the texts that ScanCode installs and in any folder of texts, where
a text is known by its hash. What a text does not say (`unaddressed`) needs no words.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from licscan.rulebook import Rulebook
from licscan.rulebook.numbering import Text, clause, plain, read
from licscan.rulebook.terms import Cited, License

KINDS = ("duty", "limit", "reach", "outbound", "permit")
_INSTALLED = "licensedcode/data/"
_LEAST_LETTERS = 12
_MOST_FACTS = 5
_MOST_PLACES = 8
_LARGEST = 1_000_000


class Fact(NamedTuple):
    """One thing that a license file says of a text."""

    kind: str
    """`duty limit reach outbound permit`."""
    name: str
    cited: Cited


class Problem(NamedTuple):
    """A fact that its text does not bear out."""

    license: str
    fact: str
    """Kind and name, `duty attribution`."""
    says: str


class Count(NamedTuple):
    """How many facts claim to be read in the text, have a pattern, were looked up, were found."""

    claimed: int = 0
    patterned: int = 0
    looked_up: int = 0
    found: int = 0


class Checked(NamedTuple):
    """What a check of the rulebook's facts against their texts came to."""

    problems: tuple[Problem, ...]
    counts: dict[str, Count]
    """By kind of fact, and `all`."""
    absent: tuple[str, ...]
    """Licenses that claim to be read in a text which is not at hand."""


class Texts:
    """License texts at hand: those that ScanCode installs, and files of folders by their hash."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self._folders = tuple(folders)

    def of(self, license: License) -> Text | None:
        """Return the text that the facts of a license were read in, None where it is not here."""
        verified = license.verified
        for named in (verified.source, verified.copy):
            found = self._installed(named)
            if found is not None:
                return found
        path = self._by_hash.get(verified.sha256) or self._by_hash.get(
            verified.copy.removeprefix("sha256:")
        )
        return read(path.read_text(encoding="utf-8-sig", errors="replace")) if path else None

    def _installed(self, named: str) -> Text | None:
        _, here, rest = named.partition(_INSTALLED)
        package = find_spec("licensedcode") if here else None
        if package is None or not package.submodule_search_locations:
            return None
        path = Path(package.submodule_search_locations[0], "data", rest)
        if not path.is_file():
            return None
        head, split, body = path.read_text(encoding="utf-8").partition("\n---\n")
        return read(body if split else head)

    @cached_property
    def _by_hash(self) -> dict[str, Path]:
        paths = (p for folder in self._folders for p in sorted(folder.rglob("*")) if p.is_file())
        return {
            hashlib.sha256(path.read_bytes()).hexdigest(): path
            for path in paths
            if path.stat().st_size <= _LARGEST
        }


def facts(license: License) -> Iterator[Fact]:
    """Yield the facts of a license that a text can bear out; silence and the unread are none."""
    for duty in license.duties:
        yield Fact("duty", duty.kind, duty.cited)
    for limit in license.limits:
        yield Fact("limit", limit.kind, limit.cited)
    yield Fact("reach", "relations", license.reach_cited)
    if license.outbound.rule != "unknown":
        yield Fact("outbound", license.outbound.rule, license.outbound.cited)
    for act, permit in license.permits.items():
        if permit.word != "unaddressed":
            yield Fact("permit", act, permit.cited)
    if license.outputs_claim:
        yield Fact("permit", "outputs", license.outputs_cited)


def claimed(license: License) -> tuple[Fact, ...]:
    """Return the facts that claim to be read in the text."""
    return tuple(f for f in facts(license) if (f.cited.verified or license.verified.how) == "text")


def problems(license: License, text: Text | None) -> Iterator[Problem]:
    """Yield what is wrong with the citations of a license; without its text, only their form."""
    for fact, says in _judged(license, text):
        if says:
            yield Problem(license.id, f"{fact.kind} {fact.name}", says)


def _judged(license: License, text: Text | None) -> Iterator[tuple[Fact, str]]:
    """Yield each fact that claims the text, with what is wrong with it."""
    told = claimed(license)
    shared = Counter(plain(fact.cited.pattern) for fact in told)
    for fact in told:
        if not fact.cited.pattern:
            yield fact, "cites no words of the text"
        elif shared[plain(fact.cited.pattern)] > _MOST_FACTS:
            yield fact, f"cites the same words as others: {fact.cited.pattern!r}"
        else:
            yield fact, _wrong(fact.cited, text)


def _wrong(cited: Cited, text: Text | None) -> str:
    """Say what is wrong with a citation; empty where nothing is."""
    pattern = plain(cited.pattern)
    if len(pattern) < _LEAST_LETTERS or len(pattern.replace("-", " ").split()) < 2:
        return f"cites too few words: {pattern!r}"
    if text is None or cited.pattern_file:
        return ""
    places = text.words.count(pattern)
    if not places:
        return f"cites words that the text does not hold: {pattern!r}"
    if places > _MOST_PLACES:
        return f"cites words that stand in {places} places: {pattern!r}"
    if not cited.clause:
        return "names no clause of a numbered text" if text.numbered else ""
    spans = clause(text, cited.clause)
    if not spans:
        return f"names a clause that the text does not have: {cited.clause}"
    if not any(pattern in text.words[start:end] for start, end in spans):
        return f"cites words that do not stand in clause {cited.clause}: {pattern!r}"
    return ""


def check(rulebook: Rulebook, folders: Sequence[Path] = ()) -> Checked:
    """Look every fact that claims to be read in a text up in it.

    Args:
        rulebook: the rules, a company's overlay included.
        folders: folders of license texts beside those that ScanCode installs; a file is the text
            whose SHA-256 the license file names.
    """
    texts = Texts(folders)
    found: list[Problem] = []
    absent: list[str] = []
    numbers: Counter[tuple[str, str]] = Counter()
    for license in rulebook.licenses():
        text = texts.of(license)
        judged = list(_judged(license, text))
        absent += [license.id] if judged and text is None else []
        for fact, says in judged:
            if says:
                found.append(Problem(license.id, f"{fact.kind} {fact.name}", says))
            here = text is not None and not fact.cited.pattern_file
            for kind in (fact.kind, "all"):
                numbers[kind, "claimed"] += 1
                numbers[kind, "patterned"] += bool(fact.cited.pattern)
                numbers[kind, "looked_up"] += here
                numbers[kind, "found"] += here and not says
    counts = {
        kind: Count(*(numbers[kind, field] for field in Count._fields)) for kind in (*KINDS, "all")
    }
    return Checked(tuple(found), counts, tuple(absent))
