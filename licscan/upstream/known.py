"""What is known of a component from elsewhere: its license, how it is known, and its parents.

Witnesses nearest to the thing itself are asked first (other trees, the Hub, the cache); the catalog
is asked last. What the first says stands; where the catalog says otherwise, that is told too. What
documents of the tree state of it is heard beside them: it may add, and never settles a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from licscan.errors import LicscanError
from licscan.identify.words import resolve_word
from licscan.model import (
    NOASSERTION,
    Basis,
    Component,
    ComponentId,
    Edge,
    Evidence,
    Expression,
    Gap,
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


class Found(NamedTuple):
    """What one body of knowledge holds of a component."""

    readings: tuple[Expression, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    parents: tuple[tuple[Relation, Component], ...] = ()
    words: str = ""
    """Where it is known from, and how sure that is."""
    as_of: str = ""
    """The day, month or year of the knowledge (ISO 8601)."""
    revision: str = ""
    problem: str = ""
    """Why the witness could not say: a clause that goes on from the component's name."""


Witness = Callable[[Component], Found | None]
"""Says what it knows of a component; None for nothing."""


class Stated(NamedTuple):
    """What documents of the tree state of a component from elsewhere."""

    readings: tuple[Expression, ...]
    evidence: tuple[Evidence, ...]
    """With places of the tree."""
    parents: tuple[tuple[Relation, Component, Span], ...]
    words: str


class Dispute(NamedTuple):
    """The documents of the tree say one thing of a component, all that is known of it another."""

    component: ComponentId
    stated: Stated
    found: Found


class Known(NamedTuple):
    """Components from elsewhere, with their licenses and the lineage between them."""

    components: Mapping[ComponentId, Component]
    resolutions: Mapping[ComponentId, Resolution]
    edges: tuple[Edge, ...]
    dates: Mapping[ComponentId, str] = {}
    """As of when each license is known; empty where it is not."""
    gaps: tuple[Gap, ...] = ()
    disputes: tuple[Dispute, ...] = ()


def know(
    outsiders: Mapping[ComponentId, Component],
    spans: Mapping[ComponentId, Span],
    book: Rulebook,
    witnesses: Sequence[Witness] = (),
    documents: Callable[[Component], Stated | None] = lambda _: None,
) -> Known:
    """Look up outsiders and their ancestors; `spans` says where the tree names each of them."""
    components = dict(outsiders)
    places = dict(spans)
    resolutions: dict[ComponentId, Resolution] = {}
    dates: dict[ComponentId, str] = {}
    edges: list[Edge] = []
    gaps: list[Gap] = []
    disputes: list[Dispute] = []
    waiting = [(name, 0) for name in sorted(components)]
    while waiting:
        name, generation = waiting.pop()
        component, place = components[name], places[name]
        try:
            found, problems = _ask(component, book, witnesses)
            stated = documents(component)
        except LicscanError:
            raise
        except Exception as error:
            from licscan.mishap import unread

            found, problems, stated = Found(), [], None
            gaps.append(unread(f"look-up of {hub_name(name)}", place, error))
        gaps += (Gap(place, f"{hub_name(name)} {problem}.") for problem in problems)
        parents = [(relation, parent, place) for relation, parent in found.parents]
        alone = found
        if stated:
            found, differs = _beside(found, stated, component)
            parents += stated.parents
            disputes += [Dispute(name, stated, alone)] if differs else []
        resolutions[name] = _resolution(name, found, place, stated)
        dates[name] = found.as_of
        if found.revision and not component.revision:
            components[name] = component._replace(revision=found.revision)
        if generation >= _FURTHEST:
            continue
        for relation, parent, at in parents:
            edges.append(Edge(name, parent.id, relation, at))
            if parent.id not in components:
                components[parent.id] = parent
                places[parent.id] = at
                waiting.append((parent.id, generation + 1))
    return Known(components, resolutions, tuple(edges), dates, tuple(gaps), tuple(disputes))


def _beside(found: Found, stated: Stated, component: Component) -> tuple[Found, bool]:
    """Return what is known with what the tree states, and whether the two differ.

    Where they do, each is a reading: a document clears nothing that is known otherwise. A tag that
    people looked into does not become right by being met in a document either.
    """
    said = set(stated.readings) - {NOASSERTION}
    if not said:
        return found, False
    if said <= set(found.readings) or set() < set(found.readings) <= said:
        return found._replace(words=f"{found.words}; {stated.words} says no other"), False
    entry = catalog.look_up(hub_name(component.id), component.kind)
    if entry and entry.dissent and said <= set(_tagged(entry)):
        return found._replace(words=f"{found.words}; {stated.words} has the tag alone"), False
    if not found.readings:
        words = f"{stated.words}; {found.words}" if found.words else stated.words
        return found._replace(readings=stated.readings, words=words), False
    both = tuple(dict.fromkeys((*found.readings, *stated.readings)))
    words = f"{found.words}; {stated.words} says {' or '.join(stated.readings)}"
    return found._replace(readings=both, words=words), True


def _ask(
    component: Component, book: Rulebook, witnesses: Sequence[Witness]
) -> tuple[Found, list[str]]:
    """Return what the first witness who knows says beside the catalog, and what others lacked."""
    entry = catalog.look_up(hub_name(component.id), component.kind)
    held = _held(entry, book) if entry else None
    problems: list[str] = []
    for witness in witnesses:
        found = witness(component)
        if found is None:
            continue
        if found.problem:
            problems.append(found.problem)
        elif held is None or entry is None:
            return found, problems
        else:
            return _joined(found, held, entry), problems
    return held or Found(words="not in the catalog"), problems


def _joined(found: Found, held: Found, entry: catalog.Entry) -> Found:
    """What lies in the repository beats the catalog, but for a tag that people looked into."""
    parents = tuple(dict.fromkeys((*found.parents, *held.parents)))
    evidence = (*found.evidence, *held.evidence)
    if not held.readings or set(found.readings) == set(held.readings):
        return found._replace(parents=parents, evidence=evidence)
    looked_into = {e.raw.lower() for e in found.evidence if e.basis > Basis.REFERENCE} <= {
        tag.lower() for tag in entry.declared
    }
    if not found.readings or looked_into:
        words = f"{held.words}; {found.words} says no other"
        return held._replace(
            words=words, parents=parents, evidence=evidence, revision=found.revision
        )
    said = " or ".join(held.readings)
    words = f"{found.words}; the catalog says {said} ({held.as_of})"
    return found._replace(words=words, parents=parents, evidence=evidence)


def _held(entry: catalog.Entry, book: Rulebook) -> Found:
    """Return what the catalog holds."""
    readings = _readings(entry, book)
    one = readings[0] if len(readings) == 1 else NOASSERTION
    evidence = Evidence(
        raw=", ".join(entry.declared) or entry.license,
        expression=one,
        basis=Basis.DECLARED,
        span=Span("catalog"),
        extractor="catalog",
        note="; ".join(part for part in (entry.note, _unnamed(entry), entry.source) if part),
    )
    parents = tuple(_parents(entry))
    return Found(readings, (evidence,), parents, entry.words, entry.as_of)


def _resolution(name: ComponentId, found: Found, place: Span, stated: Stated | None) -> Resolution:
    one = found.readings[0] if len(found.readings) == 1 else NOASSERTION
    evidence = tuple(sighting._replace(span=place) for sighting in found.evidence)
    evidence += stated.evidence if stated else ()
    return Resolution(name, found.readings, one, NOASSERTION, one, evidence, found.words)


def _parents(entry: catalog.Entry) -> Iterator[tuple[Relation, Component]]:
    for relation, raw in entry.parents:
        name = identity(raw, entry.kind)
        if hub_name(name.id).lower() != entry.id.lower():
            yield relation, Component(ComponentId(name.id), entry.kind, local=False)
    if entry.kind is Kind.DATASET:
        yield from _generators(entry)


def _generators(entry: catalog.Entry) -> Iterator[tuple[Relation, Component]]:
    """Whose models wrote a dataset: their vendors' terms are contracts (docs/the-judgement.md)."""
    for vendor in entry.generators:
        if catalog.look_up(vendor, Kind.MODEL) is not None:
            yield Relation.GENERATED_BY, Component(ComponentId(vendor), Kind.MODEL, local=False)


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
    return _tagged(entry)


def _tagged(entry: catalog.Entry) -> tuple[Expression, ...]:
    """Return what the tags of the hosting site may mean."""
    meant = (reading for tag in entry.declared for reading in resolve_word(tag).readings)
    return tuple(dict.fromkeys(meant))
