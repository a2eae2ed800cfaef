"""Which parents the files of a component name, and what was done with each.

Sources that speak of the same thing are joined; the first that speaks of the relation decides, and
where they disagree every relation is a reading (DESIGN section 4, Relation).
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from licscan.components import Holding
from licscan.errors import LicscanError
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Finding,
    Kind,
    ParentClaim,
    Relation,
    Source,
    Span,
)
from licscan.upstream.names import Name, identity


class Parentage(NamedTuple):
    """The edges of the tree's components, the outsiders they name, and what is wrong with them."""

    edges: tuple[Edge, ...]
    outsiders: tuple[Component, ...]
    findings: tuple[Finding, ...]


class _Named(NamedTuple):
    """A parent and every claim that names it."""

    parent: ComponentId
    kind: Kind
    claims: tuple[ParentClaim, ...]
    revision: str
    local: bool
    """A path that leads to no component of the tree."""


def parentage(holdings: Mapping[ComponentId, Holding], codes: Mapping[str, str]) -> Parentage:
    """Read the parents of all components; `codes` maps finding slugs to codes."""
    edges: list[Edge] = []
    outsiders: dict[ComponentId, Component] = {}
    findings: list[Finding] = []
    known = cache(identity)
    for child, holding in holdings.items():
        try:
            named = list(_named(child, holding, holdings, known))
            own = [_edge(child, holding, one, named) for one in named]
            own = _one_or_other(named, own)
            findings += list(_findings(child, named, own, codes))
        except LicscanError:
            raise
        except Exception as error:
            from licscan.mishap import undecided

            place = holding.component.span
            findings.append(undecided(codes["gap"], child, place, "reading of parents", error))
            continue
        edges += own
        for one in named:
            if one.parent not in holdings:
                outsiders.setdefault(one.parent, _outsider(one))
    return Parentage(
        tuple(edges), tuple(outsiders[name] for name in sorted(outsiders)), tuple(findings)
    )


def _outsider(named: _Named) -> Component:
    return Component(named.parent, named.kind, revision=named.revision, local=False)


def _named(
    child: ComponentId,
    holding: Holding,
    holdings: Mapping[ComponentId, Holding],
    known: Callable[[str, Kind], Name],
) -> Iterator[_Named]:
    found: dict[tuple[ComponentId, Kind], list[tuple[ParentClaim, Name | None, bool]]] = {}
    for claim in _heeded(holding.parents):
        inside = _inside(child, claim, holdings)
        name = None if inside else known(claim.raw, claim.kind)
        parent = inside or ComponentId(name.id if name else claim.raw)
        if parent == child:
            continue
        local = inside is None and (claim.local or bool(name and name.local))
        found.setdefault((parent, claim.kind), []).append((claim, name, local))
    for (parent, kind), rows in sorted(found.items()):
        revisions = [c.revision or (n.revision if n else "") for c, n, _ in rows]
        revision = next((r for r in revisions if r), "")
        yield _Named(parent, kind, tuple(c for c, _, _ in rows), revision, rows[0][2])


def _heeded(claims: Iterable[ParentClaim]) -> list[ParentClaim]:
    """Leave out `config.json`'s hint where it is a path, or anything else names a model parent."""
    named = (claim for claim in claims if claim.raw != "")
    claims = sorted(named, key=lambda claim: (claim.source, claim.span, claim.raw))
    strong = [
        c for c in claims if c.kind is Kind.MODEL and c.source not in (Source.CONFIG, Source.CODE)
    ]
    return [c for c in claims if not (c.source is Source.CONFIG and (strong or c.local))]


def _inside(
    child: ComponentId, claim: ParentClaim, holdings: Mapping[ComponentId, Holding]
) -> ComponentId | None:
    """Return the component of the tree that a relative path leads to."""
    if claim.raw.startswith(("/", "~")) or "://" in claim.raw:
        return None
    if not claim.local and not claim.raw.startswith("."):
        return None
    folder = posixpath.dirname(claim.span.path)
    target = ComponentId(posixpath.normpath(posixpath.join(folder, claim.raw.replace("\\", "/"))))
    return target if target in holdings else None


def _edge(child: ComponentId, holding: Holding, named: _Named, all_: Sequence[_Named]) -> Edge:
    stated = [c for c in _deciding(holding, named) if c.relation]
    relations = tuple(dict.fromkeys(c.relation for c in stated if c.relation))
    if not relations:
        relations = (_inferred(holding, named, all_),)
    # The strongest source that names this parent is the place of the edge.
    span = next((c.span for c in stated if c.relation is relations[0]), named.claims[0].span)
    readings = relations if len(relations) > 1 else ()
    return Edge(child, named.parent, relations[0], span, readings)


def _deciding(holding: Holding, named: _Named) -> Iterable[ParentClaim]:
    """Who may say what was done with a parent: where a card calls it the base, no list of parts."""
    is_base = holding.component.kind is Kind.MODEL and named.kind is Kind.MODEL
    if is_base and any(claim.source is Source.CARD for claim in named.claims):
        return [claim for claim in named.claims if claim.source <= Source.CARD]
    return named.claims


def _one_or_other(named: Sequence[_Named], edges: Sequence[Edge]) -> list[Edge]:
    """Mark the edges to different bases as readings of one fact.

    A path out of the repository may well be a copy of the base that the card names: it is no
    reading of its own, and both are judged together.
    """
    card, config = _bases(named)
    if not card or any(one.local for one in config):
        return list(edges)
    says = {(one.parent, one.kind): "card" for one in card}
    says |= {(one.parent, one.kind): "adapter configuration" for one in config}
    return [
        edge._replace(says=says.get((one.parent, one.kind), ""))
        for one, edge in zip(named, edges, strict=True)
    ]


def _inferred(holding: Holding, named: _Named, all_: Sequence[_Named]) -> Relation:
    """The relation of a parent that is named without one."""
    if named.kind is Kind.DATASET:
        if holding.component.kind is Kind.DATASET:
            return Relation.DERIVED_FROM
        return Relation.LOADS if holding.component.kind is Kind.CODE else Relation.TRAINED_ON
    if holding.component.kind is Kind.CODE:
        return Relation.LOADS
    if holding.component.kind is Kind.DATASET:
        return Relation.GENERATED_BY
    by_source: dict[Source, Relation] = {
        claim.source: claim.relation
        for one in all_
        if one.kind is Kind.MODEL
        for claim in reversed(one.claims)
        if claim.relation and claim.source in (Source.RECIPE, Source.ADAPTER_CONFIG, Source.WEIGHTS)
    }
    for claim in holding.parents:
        if claim.raw == "" and claim.relation:
            by_source.setdefault(claim.source, claim.relation)
    if by_source:
        return by_source[min(by_source)]
    bases = [
        o for o in all_ if o.kind is Kind.MODEL and any(c.source is Source.CARD for c in o.claims)
    ]
    return Relation.MERGE if len(bases) > 1 else Relation.FINETUNE


def _findings(
    child: ComponentId, named: Sequence[_Named], edges: Sequence[Edge], codes: Mapping[str, str]
) -> Iterator[Finding]:
    for one in named:
        if one.local:
            claim = one.claims[0]
            yield _finding(
                codes,
                "local-parent",
                child,
                one.parent,
                f"{claim.raw!r} is a path that leads out of this repository, so nothing can be "
                "known of the parent.",
                (claim.span,),
                "Name the parent by its Hub id.",
            )
    for edge in edges:
        if edge.readings:
            words = " and ".join(edge.readings)
            spans = tuple(c.span for o in named if o.parent == edge.parent for c in o.claims)
            yield _finding(
                codes,
                "parents-disagree",
                child,
                edge.parent,
                f"The files disagree about what was done with {edge.parent}: {words}.",
                (edge.span, *spans),
                "Make the card and the configuration say the same.",
            )
    yield from _different_bases(child, named, codes)


def _bases(named: Sequence[_Named]) -> tuple[list[_Named], list[_Named]]:
    """Return the bases of the card and of the adapter configuration where they have none in common.

    Two empty lists where they agree, or where one of them names none.
    """
    card = [
        o for o in named if any(c.source is Source.CARD and c.kind is Kind.MODEL for c in o.claims)
    ]
    config = [o for o in named if any(c.source is Source.ADAPTER_CONFIG for c in o.claims)]
    apart = {o.parent for o in card}.isdisjoint(o.parent for o in config)
    return (card, config) if card and config and apart else ([], [])


def _different_bases(
    child: ComponentId, named: Sequence[_Named], codes: Mapping[str, str]
) -> Iterator[Finding]:
    """The card names one base and the adapter configuration another."""
    card, config = _bases(named)
    if not card:
        return
    spans = tuple(c.span for o in (*card, *config) for c in o.claims)
    how = "both are" if any(one.local for one in config) else "each is"
    words = f"{card[0].claims[0].raw} (card) and {config[0].claims[0].raw} (adapter configuration)"
    yield _finding(
        codes,
        "parents-disagree",
        child,
        config[0].parent,
        f"The files name different bases: {words}; {how} judged.",
        spans,
        "Make the card and the configuration name the same base.",
    )


def _finding(
    codes: Mapping[str, str],
    slug: str,
    child: ComponentId,
    parent: ComponentId,
    message: str,
    spans: tuple[Span, ...],
    remedy: str,
) -> Finding:
    return Finding(
        code=codes[slug],
        slug=slug,
        component=child,
        message=message,
        spans=tuple(dict.fromkeys(spans)),
        upstream=parent,
        remedy=remedy,
    )
