"""What the user's lists say of a license: let in, to be approved, not listed, or refused.

The more exact entry decides (with its exception, then a license, then a category), and between
equally exact ones the stricter. An `or-later` license is a choice of versions, on either side.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from licscan.config.values import Listed, Lists
from licscan.expressions import And, Leaf, Node, Or, license_ids, parse, render
from licscan.model import NOASSERTION, Expression
from licscan.rulebook import Rulebook

_VERSIONED = re.compile(
    r"(?P<stem>.+?)-(?P<version>\d[\d.]*)(?P<rest>(?:-[a-z-]+)?)-(?P<kind>only|or-later)"
)
_UNKNOWN = "unknown"


class Standing(enum.IntEnum):
    """How a license stands, best first."""

    ALLOWED = 0
    NEEDS_APPROVAL = 1
    UNLISTED = 2
    DENIED = 3


class Decision(NamedTuple):
    """A standing, and the entry that decided it."""

    standing: Standing
    license: str = ""
    entry: Listed | None = None


class Bouncer:
    """Holds licenses against the lists."""

    def __init__(self, lists: Lists, rulebook: Rulebook) -> None:
        """Take the lists, and the rulebook for the categories of licenses."""
        self._lists = lists
        self._rulebook = rulebook

    def decide(self, expression: Expression) -> Decision:
        """Return how an expression stands: OR takes its best part, AND its worst."""
        if expression == NOASSERTION:
            return self._unlisted("")
        whole = [(s, e) for s, e in self._entries if expression in e.expressions]
        if whole and not isinstance(parse(expression), Leaf):
            standing, entry = max(whole, key=lambda pair: pair[0])
            return Decision(standing, expression, entry)
        return self._node(parse(expression))

    def _node(self, node: Node) -> Decision:
        match node:
            case And(parts):
                return max(map(self._node, parts), key=_standing)
            case Or(parts):
                return min(map(self._node, parts), key=_standing)
            case Leaf():
                return min((self._one(one, node) for one in _offered(node)), key=_standing)

    def _one(self, leaf: Leaf, written: Leaf) -> Decision:
        """Decide on one version of a license."""
        found = [
            (exact, standing, entry)
            for standing, entry in self._entries
            if (exact := self._covers(entry, leaf, written))
        ]
        if not found:
            return self._unlisted(render(written))
        _, standing, entry = max(found, key=lambda one: one[:2])
        return Decision(standing, render(written), entry)

    def _unlisted(self, license: str) -> Decision:
        listed = self._lists.allow is not None
        return Decision(Standing.UNLISTED if listed else Standing.ALLOWED, license)

    def _covers(self, entry: Listed, leaf: Leaf, written: Leaf) -> int:
        """Return how exactly an entry is about a license: 0 for not at all."""
        if entry.category:
            return int(entry.category in (self._category(leaf), self._category(written)))
        about = [one for e in entry.expressions for one in _versions(e) if one.id == leaf.id]
        if any(one.exception == leaf.exception for one in about):
            return 3 if leaf.exception else 2
        return 2 if any(not one.exception for one in about) else 0

    def _category(self, leaf: Leaf) -> str:
        license = self._rulebook.license(leaf.id)
        return license.category if license else _UNKNOWN

    @cached_property
    def _entries(self) -> Sequence[tuple[Standing, Listed]]:
        lists = self._lists
        return (
            *((Standing.ALLOWED, entry) for entry in lists.allow or ()),
            *((Standing.NEEDS_APPROVAL, entry) for entry in lists.needs_approval),
            *((Standing.DENIED, entry) for entry in lists.deny),
        )


def _standing(decision: Decision) -> Standing:
    return decision.standing


def _versions(expression: Expression) -> Iterator[Leaf]:
    """Yield the versions that an entry is about; one that joins licenses is about none alone."""
    node = parse(expression)
    if isinstance(node, Leaf):
        yield from _offered(node)


def _offered(leaf: Leaf) -> tuple[Leaf, ...]:
    """Return the versions between which a license lets one choose."""
    return tuple(Leaf(one, leaf.exception) for one in _choices(leaf.id))


@lru_cache(maxsize=256)
def _choices(identifier: str) -> tuple[str, ...]:
    own = _VERSIONED.fullmatch(identifier)
    if own is None or own["kind"] == "only":
        return (identifier,)
    least = _number(own["version"])
    later = [
        found[0]
        for one in license_ids()
        if (found := _VERSIONED.fullmatch(one))
        and (found["stem"], found["rest"], found["kind"]) == (own["stem"], own["rest"], "only")
        and _number(found["version"]) >= least
    ]
    return tuple(later) or (identifier,)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)
