"""The words that licenses are called by: Hub tags, ids, names of the wild, as `rules/` has them.

`rules/tags.toml` and the lists of ids are small and answer nearly every word; `spellings.toml` is
read for the rest. A layer of rules adds words of its own, and its word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from licscan.expressions import license_id, license_ids, successor
from licscan.identify.creative_commons import ordered
from licscan.identify.folding import fold, literal, tokens
from licscan.rules_root import layers, read_table, rules_root

_TAG = r'(?m)^"?([^"\s=]+)"? = "([^"]+)"'
_SOURCE, _MARK = r"^LicenseRef-[a-z]+-", r"^LicenseRef-"
_FAMILY = "ambiguous-family-tag"


class Family(NamedTuple):
    """A name that covers several licenses, or that names none."""

    members: tuple[str, ...]
    """Ids or expressions; each is a reading. None for a word that names no license."""
    problem: str
    """The slug of the finding; empty where the members are texts of one license."""
    note: str = ""


def listed(word: str) -> str | Family | None:
    """Return what a Hub tag or an id of a list stands for, in whatever case it is written."""
    vocabulary = _vocabulary(layers())
    lowered = word.lower()
    if found := vocabulary.tags.get(lowered) or vocabulary.families.get(lowered):
        return found
    known = license_id(word)
    return _aged(vocabulary.equal(known)) if known else None


def named(name: str) -> str | Family | None:
    """Return what a name stands for once its spelling is folded."""
    vocabulary = _vocabulary(layers())
    found = vocabulary.exact.get(literal(name, vocabulary.noise)) or vocabulary.found(name)
    if isinstance(found, str):
        return listed(found) or (found if " " in found else None)
    return found


def only_in(source: str, word: str) -> str | None:
    """Return what a word stands for in one kind of file alone, by the name of its extractor.

    The case of the word counts: elsewhere it is an ordinary word.
    """
    return _vocabulary(layers()).only.get(source, {}).get(word)


def folded(name: str) -> str:
    """Return a name in the form under which the table of names has it."""
    return _vocabulary(layers()).folded(name)


def says_nothing(text: str) -> bool:
    """Tell whether a text is empty, or made of words like `license` and `see` alone."""
    return not tokens(text, _vocabulary(layers()).noise)


def tags_by_license() -> dict[str, tuple[str, ...]]:
    """Return, for each license, the tags that stand for it or may mean it, sorted."""
    vocabulary = _vocabulary(layers())
    found: dict[str, list[str]] = {}
    members = {tag: family.members for tag, family in vocabulary.families.items()}
    for tag, ids in sorted(
        {**members, **{t: (one,) for t, one in vocabulary.tags.items()}}.items()
    ):
        for one in ids:
            found.setdefault(one, []).append(tag)
    return {one: tuple(tags) for one, tags in found.items()}


def is_part_of_work(word: str) -> bool:
    """Tell whether a word names a part of a work that may have a license of its own (`weights`)."""
    return word.lower() in _vocabulary(layers()).parts


def _aged(known: str) -> str | Family:
    """Return a current id, or what a deprecated one may mean."""
    found = successor(known)
    if not found:
        return known
    base, joint, exception = found.partition(" WITH ")
    if joint:
        inner = listed(base)
        bases = inner.members if isinstance(inner, Family) else (base,)
        members = tuple(f"{one}{joint}{exception}" for one in bases)
        return Family(members, "deprecated-id") if len(members) > 1 else members[0]
    if not found.endswith("-only"):
        return found
    return Family((found, f"{found.removesuffix('-only')}-or-later"), "deprecated-id")


class _Vocabulary:
    """The tables of words under one set of layers, each read when it is first asked."""

    def __init__(self, over: tuple[Path, ...]) -> None:
        self._over = over

    @cached_property
    def tags(self) -> dict[str, str]:
        """Tag to license; the plain lines of the shipped table need no TOML library."""
        plain = self._tag_text.partition("\n[tags]\n")[2].partition("\n[")[0]
        found = dict(re.findall(_TAG, plain))
        for table in self._layer_tables("tags.toml"):
            found |= {tag.lower(): meant for tag, meant in table.get("tags", {}).items()}
            for tag in table.get("families", {}):
                found.pop(tag.lower(), None)
        return found

    @cached_property
    def families(self) -> dict[str, Family]:
        """Tag to the licenses that it covers."""
        rows = dict(read_table(rules_root() / "tags.toml")["families"])
        for table in self._layer_tables("tags.toml"):
            rows |= {tag.lower(): row for tag, row in table.get("families", {}).items()}
        notes = self._shipped["notes"]
        return {
            tag: Family(
                tuple(row["members"]), row.get("problem", ""), row.get("note", notes.get(tag, ""))
            )
            for tag, row in rows.items()
        }

    @cached_property
    def only(self) -> dict[str, dict[str, str]]:
        """Extractor to the words that mean something in its files alone."""
        found: dict[str, dict[str, str]] = {}
        for table in (self._shipped, *self._layer_tables("spellings.toml")):
            for source, words in table.get("only", {}).items():
                found.setdefault(source, {}).update(words)
        return found

    @cached_property
    def names(self) -> dict[str, str | Family]:
        """Folded name to tag, id or family."""
        found: dict[str, str | Family] = {}
        for table in (self._shipped, *self._layer_tables("spellings.toml")):
            found |= dict(self._names_of(table))
        return found

    @cached_property
    def exact(self) -> dict[str, Family]:
        """Names that their folded form would take for another one (`BSD 2.0`, `BSD-2`)."""
        found: dict[str, Family] = {}
        for table in (self._shipped, *self._layer_tables("spellings.toml")):
            for row in table.get("families", ()):
                family = Family(tuple(row["members"]), _FAMILY, row.get("note", ""))
                found |= {literal(name, self.noise): family for name in row.get("exact", ())}
        return found

    def found(self, name: str) -> str | Family | None:
        """Return what a folded name stands for: names first, then ids, then ScanCode's words."""
        key, plain = self.folded(name), self.plain(name)
        ids = self.ids_by_fold
        found = self.names.get(key) or ids.get(plain) or ids.get(key)
        return found or self._scancode.get(name.strip().lower()) or self._scancode.get(key)

    @cached_property
    def ids_by_fold(self) -> dict[str, str]:
        """Folded id to id; a current id wins over a deprecated one, a tag over both."""
        ids = sorted(license_ids(), key=lambda one: not successor(one))
        found = {self.plain(one): one for one in ids}
        shorter = ((self._short(one), one) for one in ids)
        found |= {self.plain(short): one for short, one in shorter if short != one}
        return found | {self.plain(tag): tag for tag in (*self.tags, *self.families)}

    @cached_property
    def noise(self) -> frozenset[str]:
        """Words that make no difference to a name."""
        return frozenset(self._shipped["noise"])

    @cached_property
    def parts(self) -> frozenset[str]:
        """Words for parts of a work."""
        return frozenset(self._shipped["parts-of-work"])

    def plain(self, name: str) -> str:
        """Return a name with its case, blanks and noise folded, and no phrase replaced."""
        return fold(name, self.noise, ())

    def folded(self, name: str) -> str:
        """Return a name in the form under which the table of names has it."""
        return ordered(fold(name, self.noise, self._phrases))

    def equal(self, known: str) -> str:
        """Return the rulebook's own id for an id of the SPDX list, where it has another."""
        if (rules_root() / "licenses" / f"{known}.toml").is_file():
            return known
        found: str = self._shipped["equals"].get(known, known)
        return found

    @staticmethod
    def _short(one: str) -> str:
        """Return an id as people write it; one of a layer keeps its owner, which is part of it."""
        shipped = (rules_root() / "licenses" / f"{one}.toml").is_file()
        return re.sub(_SOURCE if shipped else _MARK, "", one)

    def _names_of(self, table: dict[str, Any]) -> Iterator[tuple[str, str | Family]]:
        for row in table.get("families", ()):
            family = Family(tuple(row["members"]), _FAMILY, row.get("note", ""))
            yield from ((self.folded(name), family) for name in row.get("names", ()))
        for name, note in {**table.get("no-license", {}), **table.get("unlisted", {})}.items():
            yield self.folded(name), Family((), "unknown-license", note)
        nameless = Family((), "other-without-name")
        for name in table.get("nameless", {}).get("names", ()):
            yield self.folded(name), nameless
        for meant, names in table.get("names", {}).items():
            yield from ((self.folded(name), meant) for name in names)

    @cached_property
    def _scancode(self) -> dict[str, str]:
        """ScanCode's keys as written, and the full names folded."""
        found: dict[str, str] = {}
        text = (rules_root() / "license-names.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            word, _, meant = line.partition("\t")
            if meant and not word.startswith("#"):
                found[self.folded(word) if " " in word else word] = meant
        return found

    @cached_property
    def _phrases(self) -> tuple[tuple[str, str], ...]:
        return tuple((longer, shorter) for longer, shorter in self._shipped["phrases"])

    @cached_property
    def _tag_text(self) -> str:
        return (rules_root() / "tags.toml").read_text(encoding="utf-8")

    @cached_property
    def _shipped(self) -> dict[str, Any]:
        return read_table(rules_root() / "spellings.toml")

    def _layer_tables(self, name: str) -> Iterator[dict[str, Any]]:
        for folder in self._over:
            if (folder / name).is_file():
                yield read_table(folder / name)


@lru_cache(maxsize=8)
def _vocabulary(over: tuple[Path, ...]) -> _Vocabulary:
    return _Vocabulary(over)
