"""Plan files (`licscan-plan/1`): a combination judged before anything is downloaded.

The same engine as an audit; the plan's own lines are the places of every claim.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from licscan.errors import UsageError
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Kind,
    Relation,
    Release,
    Resolution,
    Span,
)

_KEYS = {
    "": {"schema", "title", "release", "component", "lineage", "stances", "expect", "verdict"},
    "release": {
        *("component", "license", "acts", "commercial", "users", "revenue-usd", "territories"),
    },
    "component": {"id", "kind", "license", "modality", "name"},
    "lineage": {"child", "parent", "relation"},
}
_ACTS = ("use", "distribute", "host")


class Planned(NamedTuple):
    """One component of a plan and the license it states, None where it states none."""

    component: Component
    license: str | None


class Plan(NamedTuple):
    """A plan as read; `raw_license` None asks which licenses are possible."""

    path: str
    title: str
    planned: tuple[Planned, ...]
    edges: tuple[Edge, ...]
    product: ComponentId
    raw_license: str | None
    release: Release
    resolutions: tuple[Resolution, ...] = ()
    """Licenses that are known already (a repository that was read); they are not looked up."""
    profile: str = ""
    stances: tuple[tuple[str, str], ...] = ()


def read_plan(path: Path) -> Plan:
    """Read a plan file.

    Raises:
        UsageError: it cannot be read, or holds unknown keys or values; all of them are named.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path.name}: {error}", "a plan is a TOML file; see the README"
        ) from error
    problems = list(_problems(data))
    if problems:
        raise UsageError(
            f"{path.name}: {'; '.join(problems)}", "see the README for the plan format"
        )
    return _plan(path.name, text, data)


def _problems(data: Mapping[str, Any]) -> Iterable[str]:
    yield from _unknown_keys("", data)
    if data.get("schema") != "licscan-plan/1":
        yield 'schema must be "licscan-plan/1"'
    yield from _unknown_keys("release", data.get("release", {}))
    for act in data.get("release", {}).get("acts", ()):
        if act not in _ACTS:
            yield f"unknown act {act!r} (one of {', '.join(_ACTS)})"
    ids = set()
    for entry in data.get("component", ()):
        yield from _unknown_keys("component", entry)
        if "id" not in entry:
            yield "a component without an id"
        elif entry["id"] in ids:
            yield f"component {entry['id']!r} is given twice"
        ids.add(entry.get("id"))
        if entry.get("kind", "model") not in list(Kind):
            yield f"unknown kind {entry['kind']!r} (one of {', '.join(Kind)})"
    if not ids:
        yield "no component"
    yield from _lineage_problems(data, ids)


def _lineage_problems(data: Mapping[str, Any], ids: set[Any]) -> Iterable[str]:
    for entry in data.get("lineage", ()):
        yield from _unknown_keys("lineage", entry)
        for end in ("child", "parent"):
            if entry.get(end) not in ids:
                yield f"lineage names {end} {entry.get(end)!r}, which is no component"
        if entry.get("relation") not in list(Relation):
            near = difflib.get_close_matches(str(entry.get("relation")), list(Relation), 1)
            yield f"unknown relation {entry.get('relation')!r}" + (
                f" (did you mean {near[0]}?)" if near else f" (one of {', '.join(Relation)})"
            )
    product = data.get("release", {}).get("component")
    if product is not None and product not in ids:
        yield f"release names component {product!r}, which is no component"


def _unknown_keys(table: str, data: Mapping[str, Any]) -> Iterable[str]:
    for key in data:
        if key not in _KEYS[table]:
            near = difflib.get_close_matches(key, sorted(_KEYS[table]), 1)
            where = f" in [{table}]" if table else ""
            yield f"unknown key {key!r}{where}" + (f" (did you mean {near[0]}?)" if near else "")


def _plan(path: str, text: str, data: Mapping[str, Any]) -> Plan:
    lines = text.splitlines()
    planned = tuple(
        Planned(_component(path, lines, entry), entry.get("license"))
        for entry in data.get("component", ())
    )
    edges = tuple(
        Edge(
            ComponentId(entry["child"]),
            ComponentId(entry["parent"]),
            Relation(entry["relation"]),
            Span(path, _edge_line(lines, entry), pointer=f"/lineage/{number}"),
        )
        for number, entry in enumerate(data.get("lineage", ()))
    )
    release = data.get("release", {})
    product = ComponentId(release.get("component") or _only_leaf(path, planned, edges))
    planned = tuple(
        p._replace(component=p.component._replace(local=p.component.id == product)) for p in planned
    )
    own = next((p.license for p in planned if p.component.id == product), None)
    stances = dict(data.get("stances", {}))
    profile = stances.pop("profile", "")
    return Plan(
        path=path,
        title=data.get("title", ""),
        planned=planned,
        edges=edges,
        product=product,
        raw_license=release.get("license", own),
        release=_release(release),
        profile=profile,
        stances=tuple(sorted(stances.items())),
    )


def _component(path: str, lines: Sequence[str], entry: Mapping[str, Any]) -> Component:
    return Component(
        id=ComponentId(entry["id"]),
        kind=Kind(entry.get("kind", "model")),
        name=entry.get("name", entry["id"]),
        span=Span(path, _line(lines, f'"{entry["id"]}"')),
        modality=tuple(entry.get("modality", ())),
    )


def _release(data: Mapping[str, Any]) -> Release:
    return Release(
        acts=tuple(data.get("acts", ("distribute",))),
        commercial=data.get("commercial"),
        users=data.get("users"),
        revenue_usd=data.get("revenue-usd"),
        territories=tuple(data.get("territories", ())),
    )


def _only_leaf(path: str, planned: Sequence[Planned], edges: Sequence[Edge]) -> ComponentId:
    parents = {edge.parent for edge in edges}
    leaves = [p.component.id for p in planned if p.component.id not in parents]
    if len(leaves) != 1:
        raise UsageError(
            f"{path}: {len(leaves)} components are nobody's parent",
            "say which is released: [release] component = ...",
        )
    return leaves[0]


def _line(lines: Sequence[str], needle: str) -> int:
    return next((n for n, line in enumerate(lines, 1) if needle in line), 1)


def _edge_line(lines: Sequence[str], entry: Mapping[str, Any]) -> int:
    inside = False
    for number, line in enumerate(lines, 1):
        inside = inside or line.strip() == "[[lineage]]"
        if inside and line.startswith("parent") and f'"{entry["parent"]}"' in line:
            return number
    return 1
