"""What is put before the bench: components, their licenses, their lineage and the release."""

# Annotations are types, not text: a named tuple would compile each text again, at every start.
from typing import NamedTuple

from licscan.model.facts import Span
from licscan.model.words import (
    NOASSERTION,
    Basis,
    ComponentId,
    Expression,
    Kind,
    Match,
    Relation,
)


class Component(NamedTuple):
    """Something that carries a license."""

    id: ComponentId
    kind: Kind
    name: str = ""
    revision: str = ""
    local: bool = True
    """True for a component of the tree, false for one that is only named."""
    span: Span | None = None
    modality: tuple[str, ...] = ()
    records: tuple[int, int] | None = None  # under one license, of how many looked at


class Evidence(NamedTuple):
    """One sighting of a license, resolved to an expression beside its raw word."""

    raw: str
    expression: Expression
    basis: Basis
    span: Span
    extractor: str
    match: Match = Match.FIELD
    score: float = 100.0
    applies_to: Kind | None = None
    note: str = ""


class Resolution(NamedTuple):
    """What a component is offered under, and every sighting behind it.

    `readings` holds one expression where that is certain, several where the sources leave it open
    (a list in a card, members of a family tag, sources that disagree), none where nothing is known.
    """

    component: ComponentId
    readings: tuple[Expression, ...]
    declared: Expression = NOASSERTION
    detected: Expression = NOASSERTION
    concluded: Expression = NOASSERTION
    evidence: tuple[Evidence, ...] = ()
    source: str = ""
    """Where the license is known from when not from the tree (`catalog, declared, 2025-03`)."""


class Edge(NamedTuple):
    """One step of lineage: `child` has `relation` to `parent`."""

    child: ComponentId
    parent: ComponentId
    relation: Relation
    span: Span
    readings: tuple[Relation, ...] = ()
    """Further relations where the sources disagree (LIC405); empty where they agree."""
    says: str = ""
    """Which source says so, where two name different bases and one of them holds (LIC405)."""
    installed: bool = False
    """True where users install the parent themselves: nothing of it is handed on."""


class Release(NamedTuple):
    """How the work is to be used or given away; what is not stated stays None."""

    acts: tuple[str, ...] = ("distribute",)
    commercial: bool | None = None
    users: int | None = None
    """Monthly active users."""
    revenue_usd: int | None = None
    """US dollars a year."""
    territories: tuple[str, ...] = ()


class Hold(NamedTuple):
    """A commercial or special license that was obtained from a licensor (DESIGN section 6)."""

    component: str
    """The upstream it was obtained for: a name, or a glob over names."""
    lifts: tuple[str, ...]
    """The terms it lifts: limit or duty kinds, `outbound`; `all` lifts everything."""
    reference: str
    """Where it is filed: a contract number, a link."""
    expires: str = ""
    """The last day on which it holds, `YYYY-MM-DD`; empty where it has no end."""
    span: Span = Span("licscan.toml")
    """Where it is written down."""
