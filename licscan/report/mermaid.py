"""The lineage as a Mermaid graph, small enough to be drawn; what files say is escaped.

Mermaid itself refuses more than 500 edges or 50,000 characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licscan.model import NOASSERTION, ComponentId, Edge, Report, Verdict
from licscan.report.identity import cut
from licscan.report.page import short
from licscan.report.unexamined import few_links
from licscan.sources.printable import printable

_MOST_NODES = 50
_MOST_EDGES = 120
_LONGEST = 60
_STYLES = {
    Verdict.CONFLICT: "stroke:#cf222e,stroke-width:3px",
    Verdict.UNKNOWN: "stroke:#8250df,stroke-width:2px,stroke-dasharray:4",
    Verdict.REVIEW: "stroke:#bf8700,stroke-width:2px",
}


def mermaid(report: Report) -> Iterator[str]:
    """Yield the lines of a fenced graph, the worst components first; nothing without lineage."""
    edges = _drawn(report)
    if not edges:
        return
    names = sorted({name for edge in edges for name in (edge.child, edge.parent)})
    numbers = {name: f"n{number}" for number, name in enumerate(names)}
    yield "```mermaid"
    yield "graph LR"
    yield from _nodes(report, numbers)
    for edge in edges:
        relation = "/".join(r.value for r in edge.readings) or edge.relation.value
        yield f"  {numbers[edge.parent]} -->|{relation}| {numbers[edge.child]}"
    yield "```"
    more = len(report.edges) - len(edges)
    if more:
        yield ""
        yield f"{more:,} more steps of the lineage are not drawn."


def _drawn(report: Report) -> list[Edge]:
    """Return whole ancestries, of the worst components first, while they fit."""
    parents: dict[ComponentId, list[Edge]] = {}
    for edge in report.edges:
        parents.setdefault(edge.child, []).append(edge)
    parents = {child: few_links(edges)[0] for child, edges in parents.items()}
    names: set[ComponentId] = set()
    edges: dict[Edge, None] = {}
    for one in sorted(report.judged, key=lambda one: (-one.verdict, one.component)):
        own = _ancestry(one.component, parents)
        more = {name for edge in own for name in (edge.child, edge.parent)}
        if len(names | more) <= _MOST_NODES and len(edges | dict.fromkeys(own)) <= _MOST_EDGES:
            names |= more
            edges |= dict.fromkeys(own)
    return sorted(edges)


def _ancestry(start: ComponentId, parents: dict[ComponentId, list[Edge]]) -> Sequence[Edge]:
    """Return the steps above a component, cut where the graph would be full with them alone."""
    found: dict[Edge, None] = {}
    waiting, seen = [start], {start}
    for child in waiting:
        for edge in parents.get(child, ()):
            if edge.parent not in seen:
                if len(seen) == _MOST_NODES:
                    continue
                seen.add(edge.parent)
                waiting.append(edge.parent)
            found[edge] = None
    return list(found)[:_MOST_EDGES]


def _nodes(report: Report, numbers: dict[ComponentId, str]) -> Iterator[str]:
    names = {component.id: component.name for component in report.components}
    verdicts = {one.component: one.verdict for one in report.judged}
    licenses = {
        one.component: " or ".join(one.readings)
        for one in report.resolutions
        if one.readings and one.readings != (NOASSERTION,)
    }
    for name, number in numbers.items():
        told = [_shown(name, names.get(name, "")), licenses.get(name, "license not known")]
        if name in verdicts:
            told.append(str(verdicts[name]).upper())
        yield f'  {number}["{"<br/>".join(map(_escaped, told))}"]'
    for verdict, style in _STYLES.items():
        these = [number for name, number in numbers.items() if verdicts.get(name) is verdict]
        if these:
            yield f"  classDef {verdict} {style}"
            yield f"  class {','.join(these)} {verdict}"


def _shown(name: ComponentId, own: str) -> str:
    return own if name == "." and own else short(name)


def _escaped(text: str) -> str:
    """Write everything that Mermaid, Markdown or HTML could read as its own as an entity."""
    flat = " ".join(cut(printable(text), _LONGEST).split())
    return "".join(c if c.isalnum() or c in " .,-/:()'…" else f"#{ord(c)};" for c in flat)
