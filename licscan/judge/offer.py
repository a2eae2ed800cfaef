"""What a component is offered under, and what that label withholds or is.

Answers are True, False, or None where the label itself is not known well enough.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from licscan.expressions import And, Leaf, Node, Or, leaves, parse
from licscan.model import NOASSERTION, NONE, Expression
from licscan.rulebook import License, Rulebook
from licscan.rulebook.terms import Limit

Answer = bool | None


class Label(NamedTuple):
    """One reading of the outgoing license."""

    expression: Expression

    @property
    def none(self) -> bool:
        """Whether it is published without a license."""
        return self.expression == NONE

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the licenses that it names."""
        return _ids(self.expression)

    @property
    def node(self) -> Node | None:
        """The parsed expression, None where there is nothing to parse."""
        return None if self.expression in (NONE, NOASSERTION) else parse(self.expression)


@lru_cache(maxsize=4096)
def _ids(expression: Expression) -> frozenset[str]:
    node = Label(expression).node
    return frozenset(leaf.id for leaf in leaves(node)) if node else frozenset()


def conjunction(answers: list[Answer]) -> Answer:
    """Combine answers that must all hold: a no decides, then a not-known."""
    return False if False in answers else (None if None in answers else True)


def disjunction(answers: list[Answer]) -> Answer:
    """Combine answers of which one is enough."""
    return True if True in answers else (None if None in answers else False)


def over_branches(node: Node, one_branch: Callable[[tuple[Leaf, ...]], Answer]) -> Answer:
    """Ask every branch of a declared OR; a branch is the licenses that apply together."""
    return conjunction([one_branch(branch) for branch in branches(node)])


def branches(node: Node) -> list[tuple[Leaf, ...]]:
    """Return the alternatives of an expression, each as the licenses that apply together."""
    match node:
        case Leaf():
            return [(node,)]
        case Or(parts):
            return [branch for part in parts for branch in branches(part)]
        case And(parts):
            products: list[tuple[Leaf, ...]] = [()]
            for part in parts:
                products = [(*left, *right) for left in products for right in branches(part)]
            return products


def withholds(rulebook: Rulebook, label: Label, limit: Limit) -> Answer:
    """Whether the label withholds what this limit withholds (JUDGEMENT 1, limits)."""
    if label.none:
        return True
    node = label.node
    if node is None:
        return None

    def one(branch: tuple[Leaf, ...]) -> Answer:
        return disjunction([_part_withholds(rulebook, part, limit) for part in branch])

    return over_branches(node, one)


def _part_withholds(rulebook: Rulebook, part: Leaf, limit: Limit) -> Answer:
    license = rulebook.license(part.id)
    if license is None:
        return None
    return any(holds(rulebook, own, limit) for own in license.limits if own.binds_label)


def holds(rulebook: Rulebook, own: Limit, asked: Limit) -> bool:
    """Whether `own` is the limit that is asked for, or a narrower one."""
    if own.kind != asked.kind:
        return [own.kind, asked.kind] in rulebook.terms["narrower"]
    if own.on and not (asked.on and set(asked.on) <= set(own.on)):
        return False
    if asked.kind == "acceptable-use":
        same = own.policy == asked.policy
        return same or (bool(asked.items) and set(asked.items) <= set(own.items))
    if asked.kind == "territory":
        always = own.asks in ("", asked.asks)
        return always and set(asked.territories) <= set(own.territories)
    if asked.kind in rulebook.terms["gates"]:
        same_measure = (own.metric, own.unit) == (asked.metric, asked.unit)
        as_hard = own.effect in (asked.effect, "ends-rights")
        return same_measure and as_hard and own.value <= asked.value
    return True


def is_permissive(license: License | None) -> Answer:
    """Whether a license beside a share-alike one adds nothing to it."""
    return None if license is None else license.permissive
