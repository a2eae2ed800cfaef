"""What is known of a component from elsewhere: its license, how it is known, and its parents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from licscan.identify.words import resolve_word
from licscan.model import (
    NOASSERTION,
    Basis,
    Component,
    ComponentId,
    Edge,
    Evidence,
    Expression,
    Kind,
    Relation,
    Resolution,
    Span,
)
from licscan.rulebook import Rulebook
from licscan.upstream import catalog
from licscan.upstream.names import hub_name, identity

_FURTHEST = 12
"""Generations of parents that are looked up."""


class Known(NamedTuple):
    """Components from elsewhere, with their licenses and the lineage between them."""

    components: Mapping[ComponentId, Component]
    resolutions: Mapping[ComponentId, Resolution]
    edges: tuple[Edge, ...]


def know(
    outsiders: Mapping[ComponentId, Component], spans: Mapping[ComponentId, Span], book: Rulebook
) -> Known:
    """Look up outsiders and their ancestors; `spans` says where the tree names each of them."""
    components = dict(outsiders)
    places = dict(spans)
    resolutions: dict[ComponentId, Resolution] = {}
    edges: list[Edge] = []
    waiting = [(name, 0) for name in sorted(components)]
    while waiting:
        name, generation = waiting.pop()
        component, place = components[name], places[name]
        entry = catalog.look_up(hub_name(name), component.kind)
        resolutions[name] = _resolution(component, entry, place, book)
        if entry is None or generation >= _FURTHEST:
            continue
        for relation, parent in _parents(entry):
            edges.append(Edge(name, parent.id, relation, place))
            if parent.id not in components:
                components[parent.id] = parent
                places[parent.id] = place
                waiting.append((parent.id, generation + 1))
    return Known(components, resolutions, tuple(edges))


def _parents(entry: catalog.Entry) -> Iterator[tuple[Relation, Component]]:
    for relation, raw in entry.parents:
        name = identity(raw, entry.kind)
        if hub_name(name.id).lower() != entry.id.lower():
            yield relation, Component(ComponentId(name.id), entry.kind, local=False)
    if entry.kind is Kind.DATASET:
        yield from _generators(entry)


def _generators(entry: catalog.Entry) -> Iterator[tuple[Relation, Component]]:
    """Whose models wrote a dataset: their vendors' terms are contracts (JUDGEMENT section 5)."""
    for vendor in entry.generators:
        if catalog.look_up(vendor, Kind.MODEL) is not None:
            yield Relation.GENERATED_BY, Component(ComponentId(vendor), Kind.MODEL, local=False)


def _resolution(
    component: Component, entry: catalog.Entry | None, place: Span, book: Rulebook
) -> Resolution:
    if entry is None:
        return Resolution(component.id, (), source="not in the catalog")
    readings = _readings(entry, book)
    one = readings[0] if len(readings) == 1 else NOASSERTION
    evidence = Evidence(
        raw=", ".join(entry.declared) or entry.license,
        expression=one,
        basis=Basis.DECLARED,
        span=place,
        extractor="catalog",
        note="; ".join(part for part in (entry.note, _unnamed(entry), entry.source) if part),
    )
    return Resolution(component.id, readings, one, NOASSERTION, one, (evidence,), entry.words)


def _unnamed(entry: catalog.Entry) -> str:
    """Say which generators' terms are not held."""
    lost = [name for name in entry.generators if catalog.look_up(name, Kind.MODEL) is None]
    return f"written in part by {', '.join(lost)}, whose terms are not known" if lost else ""


def _readings(entry: catalog.Entry, book: Rulebook) -> tuple[Expression, ...]:
    """The assessed license; where the catalog only has a family, what the tag may mean."""
    if not entry.known:
        return ()
    if " " in entry.license or book.license(entry.license):
        return (Expression(entry.license),)
    meant: dict[Expression, None] = {}
    for tag in entry.declared:
        word = resolve_word(tag)
        meant |= dict.fromkeys((word.expression,) if word.expression else word.members)
    return tuple(meant)
