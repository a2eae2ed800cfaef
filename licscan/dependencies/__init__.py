"""The software that the code of a tree links: known where its license is, told where it is not.

A package becomes an upstream only where a lock file or what is installed in the tree says its
license; all others are counted as not examined and decide nothing (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from licscan.components import Holding, code_holding, folder_of
from licscan.dependencies.installed import Installed
from licscan.expressions import leaves, parse
from licscan.model import (
    NOASSERTION,
    NONE,
    Component,
    ComponentId,
    Edge,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Resolution,
    Span,
    UpstreamClaim,
)
from licscan.resolve import resolve
from licscan.rulebook import Rulebook


class Dependencies(NamedTuple):
    """The packages whose licenses are known, the edges to them, and all others."""

    components: tuple[Component, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    edges: tuple[Edge, ...] = ()
    unexamined: tuple[tuple[Span, tuple[str, ...]], ...] = ()


def dependencies(
    links: Iterable[ParentClaim],
    said: Iterable[UpstreamClaim],
    holdings: dict[ComponentId, Holding],
    root: Path,
    rulebook: Rulebook,
) -> Dependencies:
    """Look up the packages that files ask for; adds a code component where there is none yet.

    *said* is what files say of others than themselves: a lock file of the license of a package.
    """
    stated: dict[str, list[LicenseClaim]] = {}
    for one in said:
        if isinstance(one.says, LicenseClaim):
            stated.setdefault(one.name, []).append(one.says)
    installed = Installed(root)
    known: dict[ComponentId, tuple[Component, Resolution]] = {}
    edges: dict[tuple[ComponentId, ComponentId], Edge] = {}
    unknown: dict[str, tuple[Span, list[str]]] = {}
    for asked in _joined(links):
        first = asked[0]
        name = ComponentId(first.raw)
        licenses = tuple(stated.get(name, ()))
        found = known.get(name) or _looked_up(name, asked, licenses, installed, rulebook)
        if found is None:
            unknown.setdefault(first.span.path, (first.span, []))[1].append(name)
            continue
        known[name] = found
        child = code_holding(holdings, folder_of(first.span)).component.id
        edge = Edge(child, name, Relation.LINKS, first.span, installed=True)
        edges.setdefault((child, name), edge)
    return Dependencies(
        tuple(component for component, _ in known.values()),
        tuple(resolution for _, resolution in known.values()),
        tuple(edges.values()),
        tuple((span, tuple(sorted(names))) for span, names in unknown.values()),
    )


def _joined(links: Iterable[ParentClaim]) -> list[list[ParentClaim]]:
    """Put together what files of one folder say of one package."""
    found: dict[tuple[str, str], list[ParentClaim]] = {}
    for one in sorted(links, key=lambda one: (one.span, one.raw)):
        found.setdefault((folder_of(one.span), one.raw), []).append(one)
    return list(found.values())


def _looked_up(
    name: ComponentId,
    asked: list[ParentClaim],
    stated: tuple[LicenseClaim, ...],
    installed: Installed,
    rulebook: Rulebook,
) -> tuple[Component, Resolution] | None:
    """Return the package where its license is known and one that the rules know."""
    version = next((one.revision for one in asked if one.revision), "")
    component = Component(name, Kind.CODE, revision=version, local=False, span=asked[0].span)
    groups = [stated] if stated else installed.licenses(name, asked[0].span.path)
    heard = [resolve(component, claims)[0] for claims in groups]
    known = [one for one in heard if _is_known(one, rulebook)]
    # `License: BSD` beside a classifier that names the version: the certain word is taken.
    known.sort(key=lambda one: len(one.readings) > 1)
    return (component, known[0]) if known else None


def _is_known(resolution: Resolution, rulebook: Rulebook) -> bool:
    readings = resolution.readings
    if not readings or NOASSERTION in readings or NONE in readings:
        return False
    every = [leaf for reading in readings for leaf in leaves(parse(reading))]
    return all(
        rulebook.license(leaf.id) is not None
        and (not leaf.exception or rulebook.exception(leaf.exception) is not None)
        for leaf in every
    )
