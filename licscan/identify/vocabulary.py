"""The words that licenses are called by: Hub tags, ids, names of the wild, as `rules/` has them.

`rules/tags.toml` and the lists of ids are small and answer nearly every word; `spellings.toml` is
read for the rest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from licscan.expressions import license_id, license_ids, successor
from licscan.identify.folding import fold, tokens
from licscan.rules_root import rules_root

_TAG = r'(?m)^"?([^"\s=]+)"? = "([^"]+)"'


class Family(NamedTuple):
    """A name that covers several licenses, or that names none."""

    members: tuple[str, ...]
    """Ids or expressions; each is a reading. None for a word that names no license."""
    problem: str
    """The slug of the finding; empty where the members are texts of one license."""
    note: str = ""


def listed(word: str) -> str | Family | None:
    """Return what a Hub tag or an id of a list stands for, in whatever case it is written."""
    lowered = word.lower()
    if found := _tags().get(lowered) or _families().get(lowered):
        return found
    known = license_id(word)
    return _aged(_equal(known)) if known else None


def named(name: str) -> str | Family | None:
    """Return what a name stands for once its spelling is folded."""
    key = _folded(name)
    plain = fold(name, _noise(), ())
    found = _names().get(key) or _ids_by_fold().get(plain) or _ids_by_fold().get(key)
    return listed(found) if isinstance(found, str) else found


def says_nothing(text: str) -> bool:
    """Tell whether a text is empty, or made of words like `license` and `see` alone."""
    return not tokens(text, _noise())


def _folded(name: str) -> str:
    return fold(name, _noise(), _phrases())


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


@lru_cache(maxsize=1)
def _tag_text() -> str:
    return (rules_root() / "tags.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """The plain lines of the table; reading them needs no TOML library."""
    return dict(re.findall(_TAG, _tag_text().partition("\n[tags]\n")[2].partition("\n[")[0]))


@lru_cache(maxsize=1)
def _families() -> dict[str, Family]:
    rows, notes = _parsed(_tag_text())["families"], _spellings()["notes"]
    return {
        tag: Family(tuple(row["members"]), row.get("problem", ""), notes.get(tag, ""))
        for tag, row in rows.items()
    }


def _equal(known: str) -> str:
    """Return the rulebook's own id for an id of the SPDX list, where it has another."""
    if (rules_root() / "licenses" / f"{known}.toml").is_file():
        return known
    found: str = _spellings()["equals"].get(known, known)
    return found


@lru_cache(maxsize=1)
def _spellings() -> dict[str, Any]:
    return _parsed((rules_root() / "spellings.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _noise() -> frozenset[str]:
    return frozenset(_spellings()["noise"])


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((longer, shorter) for longer, shorter in _spellings()["phrases"])


@lru_cache(maxsize=1)
def _names() -> dict[str, str | Family]:
    """Folded name to tag, id or family."""
    data = _spellings()
    found: dict[str, str | Family] = {}
    for row in data["families"]:
        family = Family(tuple(row["members"]), "ambiguous-family-tag", row.get("note", ""))
        found |= dict.fromkeys(map(_folded, row["names"]), family)
    for name, note in data["unlisted"].items():
        found[_folded(name)] = Family((), "unknown-license", note)
    nameless = Family((), "other-without-name")
    found |= dict.fromkeys(map(_folded, data["nameless"]["names"]), nameless)
    for meant, names in data["names"].items():
        found |= dict.fromkeys(map(_folded, names), meant)
    return found


@lru_cache(maxsize=1)
def _ids_by_fold() -> dict[str, str]:
    """Folded id to id; a current id wins over a deprecated one, a tag over both."""
    ids = sorted(license_ids(), key=lambda one: not successor(one))
    found = {fold(one, _noise(), ()): one for one in ids}
    found |= {
        fold(short, _noise(), ()): one for one in ids if (short := re.sub(_SOURCE, "", one)) != one
    }
    return found | {fold(tag, _noise(), ()): tag for tag in (*_tags(), *_families())}


_SOURCE = r"^LicenseRef-[a-z]+-"


def _parsed(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)
