"""License expressions: the one door to license-expression.

A plain id takes a short way and never loads the library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from licscan.errors import LicscanError
from licscan.model import NOASSERTION, NONE, Expression

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*\Z")


class ExpressionError(LicscanError):
    """A text that is no license expression."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One license, with an exception where one stands beside it."""

    id: str
    exception: str = ""


@dataclass(frozen=True, slots=True)
class And:
    """Licenses that apply together."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Licenses of which one may be chosen."""

    parts: tuple[Node, ...]


Node = Leaf | And | Or


def canonical(text: str) -> Expression:
    """Return the canonical form of an SPDX license expression (SPDX 2.3 annex D).

    Raises:
        ExpressionError: it is none.
    """
    return render(_parse(text))


@lru_cache(maxsize=4096)
def parse(expression: Expression) -> Node:
    """Return the tree of an expression, flattened and sorted, without repetitions."""
    return _parse(expression)


def render(node: Node) -> Expression:
    """Write a tree as an expression."""
    match node:
        case Leaf(id, exception):
            return Expression(f"{id} WITH {exception}" if exception else id)
        case And(parts):
            return Expression(" AND ".join(_bracketed(part) for part in parts))
        case Or(parts):
            return Expression(" OR ".join(render(part) for part in parts))


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the licenses of a tree, each once, in order."""
    if isinstance(node, Leaf):
        return (node,)
    return tuple(dict.fromkeys(leaf for part in node.parts for leaf in leaves(part)))


def _bracketed(node: Node) -> str:
    return f"({render(node)})" if isinstance(node, Or) else render(node)


def _parse(text: str) -> Node:
    text = text.strip()
    if text in (NONE, NOASSERTION):
        raise ExpressionError(f"{text} is no license")
    if _PLAIN.match(text):
        return Leaf(text)
    from license_expression import ExpressionError as LibraryError
    from license_expression import Licensing

    try:
        parsed = Licensing().parse(text, validate=False, simple=False)
    except (LibraryError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise ExpressionError(f"{text!r} is no license expression") from error
    if parsed is None:
        raise ExpressionError("an empty license expression")
    return _node(parsed)


def _node(parsed: Any) -> Node:
    from license_expression import AND, LicenseWithExceptionSymbol

    if isinstance(parsed, LicenseWithExceptionSymbol):
        return Leaf(parsed.license_symbol.key, parsed.exception_symbol.key)
    if not hasattr(parsed, "operator"):
        return Leaf(parsed.key)
    kind = And if isinstance(parsed, AND) or parsed.operator.strip() == "AND" else Or
    parts: dict[Node, None] = {}
    for child in parsed.args:
        node = _node(child)
        parts |= dict.fromkeys(node.parts if isinstance(node, kind) else (node,))
    ordered = tuple(sorted(parts, key=render))
    return ordered[0] if len(ordered) == 1 else kind(ordered)
