"""License expressions: the SPDX grammar, the ids it may hold, and the one canonical form.

The one door to license-expression, which only a text with operators opens: a plain id is looked up
in the list of ids (`rules/spdx-ids.txt`, and the names of `rules/licenses/`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from licscan.errors import LicscanError
from licscan.model import NOASSERTION, NONE, Expression
from licscan.rules_root import layers, rule_folders, rules_root

_PLAIN = r"[A-Za-z0-9][A-Za-z0-9.+-]*\Z"
_OWN = r"(?:(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef|AdditionRef)-([A-Za-z0-9.-]+)\Z"
_LATER = "-or-later"


class ExpressionError(LicscanError):
    """A text that is no license expression."""


class Leaf(NamedTuple):
    """One license, with an exception where one stands beside it."""

    id: str
    exception: str = ""


class _Joined(NamedTuple):
    """Two or more parts, sorted, none of them joined in the same way."""

    parts: tuple[Node, ...]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((type(self), self.parts))


class And(_Joined):
    """Licenses that apply together."""

    __slots__ = ()


class Or(_Joined):
    """Licenses of which one may be chosen."""

    __slots__ = ()


Node = Leaf | And | Or


def canonical(text: str) -> Expression:
    """Return the canonical form of an SPDX license expression (SPDX 2.3, annex D).

    Ids get the case of the list, a GNU id with `+` becomes the one with `-or-later`, parts are
    sorted and none is repeated. A deprecated id stays as it is: what it means is open.

    Raises:
        ExpressionError: the text breaks the grammar, or holds an id that is on no list.
    """
    text = text.strip()
    if text in (NONE, NOASSERTION):
        return Expression(text)
    return render(mapped(read(text), _checked))


@lru_cache(maxsize=4096)
def parse(expression: Expression) -> Node:
    """Return the tree of a canonical expression; NONE and NOASSERTION are leaves.

    Raises:
        ExpressionError: it breaks the grammar.
    """
    return read(expression)


def read(text: str) -> Node:
    """Return the tree of an expression whose names may be any words, `Apache 2.0 OR MIT`.

    Raises:
        ExpressionError: it breaks the grammar.
    """
    if re.match(_PLAIN, text):
        return Leaf(text)
    from license_expression import Licensing

    try:
        parsed = Licensing().parse(text)
    except Exception:  # its parser meets odd brackets with IndexError, AssertionError and more
        parsed = None
    if parsed is None:
        raise ExpressionError(f"{text!r} is not a license expression.", _TIP)
    return _node(parsed)


_TIP = "Write ids of the SPDX list, or LicenseRef-..., joined by AND, OR, WITH and parentheses."


def render(node: Node) -> Expression:
    """Write a tree as an expression; a part that is itself joined stands in parentheses."""
    match node:
        case Leaf(id, exception):
            return Expression(f"{id} WITH {exception}" if exception else id)
        case And(parts):
            return Expression(" AND ".join(map(_bracketed, parts)))
        case Or(parts):
            return Expression(" OR ".join(map(_bracketed, parts)))


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the licenses of a tree, each once, in order."""
    if isinstance(node, Leaf):
        return (node,)
    return tuple(dict.fromkeys(leaf for part in node.parts for leaf in leaves(part)))


def mapped(node: Node, change: Callable[[Leaf], Node]) -> Node:
    """Return the tree with each license changed: flat, sorted and without repetitions again."""
    if isinstance(node, Leaf):
        return change(node)
    return _joined(type(node), [mapped(part, change) for part in node.parts])


def license_id(word: str) -> str:
    """Return a license id as its list writes it, whatever the case; empty for an unknown one."""
    known, kind = _ids().get(word.lower(), (word, ""))
    if re.match(_OWN, known):
        return known
    return known if kind in ("license", "deprecated") else ""


def is_listed(word: str) -> bool:
    """Say whether a word is an id of the lists; a LicenseRef of somebody's own is not."""
    return word.lower() in _ids()


def exception_id(word: str) -> str:
    """Return the id of a license exception as its list writes it; empty for an unknown one."""
    known, kind = _ids().get(word.lower(), (word, ""))
    return known if kind == "exception" or re.match(_OWN, known) else ""


def own_name(known: str) -> str:
    """Return the name in an id of no list, `acme-terms` of `LicenseRef-acme-terms`; else empty."""
    found = re.match(_OWN, known)
    return found[1] if found else ""


def license_ids() -> tuple[str, ...]:
    """Return the ids of all licenses on the lists, sorted."""
    return tuple(sorted(known for known, kind in _ids().values() if kind != "exception"))


def successor(word: str) -> str:
    """Return what the list has in place of a deprecated id; empty for one that is current."""
    return _successors().get(word, "")


def _bracketed(node: Node) -> str:
    return render(node) if isinstance(node, Leaf) else f"({render(node)})"


def _checked(leaf: Leaf) -> Leaf:
    """Return a leaf with ids of the lists.

    Raises:
        ExpressionError: an id is on no list.
    """
    plain = leaf.id.removesuffix("+")
    known = license_id(plain)
    if leaf.id != plain and known:
        known = "" if re.match(_OWN, known) else license_id(plain + _LATER) or f"{known}+"
    exception = exception_id(leaf.exception) if leaf.exception else ""
    for written, found in ((leaf.id, known), (leaf.exception, exception)):
        if written and not found:
            raise ExpressionError(f"{written!r} is on no list of licenses.", _TIP)
    return Leaf(known, exception)


def _node(parsed: Any) -> Node:
    from license_expression import LicenseWithExceptionSymbol

    if isinstance(parsed, LicenseWithExceptionSymbol):
        return Leaf(parsed.license_symbol.key, parsed.exception_symbol.key)
    if not hasattr(parsed, "operator"):
        return Leaf(parsed.key)
    kind = And if parsed.operator.strip() == "AND" else Or
    return _joined(kind, [_node(child) for child in parsed.args])


def _joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    parts: dict[Node, None] = {}
    for node in nodes:
        parts |= dict.fromkeys(node.parts if isinstance(node, kind) else (node,))
    ordered = tuple(sorted(parts, key=render))
    return ordered[0] if len(ordered) == 1 else kind(ordered)


def _ids() -> dict[str, tuple[str, str]]:
    return _layered_ids(layers())


@lru_cache(maxsize=8)
def _layered_ids(_layers: tuple[Path, ...]) -> dict[str, tuple[str, str]]:
    """Lower-case id to id and kind: the SPDX lists, and what the rulebook has beyond them."""
    found = {one.lower(): (one, "license") for one in _rulebook_ids()}
    for one, kind, _ in _rows():
        found[one.lower()] = (one, kind or "license")
    return found


@lru_cache(maxsize=1)
def _successors() -> dict[str, str]:
    return {one: successor for one, _, successor in _rows() if successor}


def _rows() -> list[tuple[str, str, str]]:
    text = (rules_root() / "spdx-ids.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    rows = ((*line.split("\t"), "", "") for line in lines)
    return [(row[0], row[1], row[2]) for row in rows]


def _rulebook_ids() -> list[str]:
    folders = [folder / "licenses" for folder in rule_folders()]
    names = [name for folder in folders if folder.is_dir() for name in os.listdir(folder)]
    found = [name.removesuffix(".toml") for name in names if name.endswith(".toml")]
    return [name for name in found if name != NONE]
