"""The lineage of the page: lists in which a component stands above what it is made from."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import NOASSERTION, ComponentId, Edge, Report
from licscan.report.element import Html, element, joined
from licscan.report.page import short
from licscan.report.unexamined import few_links

_MOST = 2_000
_DEEPEST = 100


def lineage(report: Report) -> Html:
    """Return a list of the judged components, each with its ancestors below it."""
    if not report.components:
        return Html("")
    return _Drawing(report).whole()


class _Drawing:
    """Draws every ancestry once; where it comes again, a link leads to it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.components = {component.id: component for component in report.components}
        self.resolutions = {one.component: one for one in report.resolutions}
        self.verdicts = {one.component: one.verdict for one in report.judged}
        self.numbers = {name: f"c{n}" for n, name in enumerate(sorted(self.components))}
        self.parents: dict[ComponentId, list[Edge]] = {}
        for edge in report.edges:
            self.parents.setdefault(edge.child, []).append(edge)
        self.drawn: set[ComponentId] = set()
        self.left = _MOST

    def whole(self) -> Html:
        roots = [one for one in self.report.components if one.id in self.verdicts]
        shown = [self._item(one.id, "") for one in roots[:_MOST]]
        more = len(roots) - len(shown)
        rest = [element("li", f"{more:,} more in the JSON report")] if more else []
        return element("ul", *shown, *rest, class_="lineage")

    def _item(self, start: ComponentId, relation: str) -> Html:
        """Draw one ancestry without recursion: chains may be longer than the stack."""
        opened: list[tuple[list[str], Iterator[Edge]]] = [self._open(start, relation)]
        while True:
            parts, edges = opened[-1]
            edge = next(edges, None)
            if edge is not None and edge.parent in self.components:
                relation = "/".join(r.value for r in edge.readings) or edge.relation.value
                if edge.parent in self.drawn or len(opened) >= _DEEPEST or self.left <= 0:
                    parts.append(element("li", self._again(edge.parent, relation)))
                else:
                    opened.append(self._open(edge.parent, relation))
            elif edge is None:
                opened.pop()
                head, *below = parts
                item = element("li", Html(head), element("ul", *map(Html, below)) if below else "")
                if not opened:
                    return item
                opened[-1][0].append(item)

    def _open(self, name: ComponentId, relation: str) -> tuple[list[str], Iterator[Edge]]:
        first = name not in self.drawn
        self.drawn.add(name)
        self.left -= 1
        head = self._label(name, relation, self.numbers[name] if first else "")
        edges, more = few_links(self.parents.get(name, ()) if first else ())
        return [head, *([element("li", more)] if more else [])], iter(edges)

    def _label(self, name: ComponentId, relation: str, number: str) -> Html:
        component = self.components[name]
        found = self.resolutions.get(name)
        readings = [r for r in (found.readings if found else ()) if r != NOASSERTION]
        stated = "no license stated" if component.local else "license not known"
        own = f" {component.name!r}" if component.name not in ("", short(name)) else ""
        verdict = self.verdicts.get(name)
        mark = {"id": number} if number else {}
        return joined(
            [
                element("span", f"{relation}: ", class_="relation") if relation else "",
                element("strong", f"{short(name)}{own}", **mark),
                f" ({component.kind.value}) {' or '.join(readings) or stated} ",
                element("span", str(verdict), class_=f"badge {verdict}")
                if verdict is not None
                else "",
                f" [{found.source}]" if found and found.source else "",
            ]
        )

    def _again(self, name: ComponentId, relation: str) -> Html:
        if name not in self.drawn:
            return joined([f"{relation}: {short(name)} (its own parents stand in the JSON report)"])
        link = element("a", short(name), href=f"#{self.numbers[name]}")
        return joined([f"{relation}: ", link, " (above)"])
