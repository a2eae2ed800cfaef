"""Why a component is judged as it is: the evidence first, then the argument step by step."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator

from licscan.errors import UsageError
from licscan.model import (
    NOASSERTION,
    Argument,
    Component,
    Edge,
    Evidence,
    Judged,
    Report,
    Resolution,
)
from licscan.upstream.names import hub_name

_WIDTH = 80


def why(report: Report, name: str) -> str:
    """Return why the component of this name is judged as it is, or what it does to others.

    The report must have been made with `Options.argue`.

    Raises:
        UsageError: nothing in the report has this name; close ones are suggested.
    """
    component = _named(report, name)
    judged = next((one for one in report.judged if one.component == component.id), None)
    told = [*_heading(component, judged), *_evidence(report, component)]
    told += _parents(report, component)
    if judged is not None:
        told += _arguments(report, judged, list(judged.arguments))
        told += _findings(judged)
    for one in report.judged:
        about = [argument for argument in one.arguments if argument.upstream == component.id]
        if about:
            told += _arguments(report, one, about)
    return "\n".join(told) + "\n"


def _named(report: Report, name: str) -> Component:
    names: dict[str, Component] = {}
    for component in report.components:
        for word in (component.id, hub_name(component.id), component.name):
            names.setdefault(word.lower(), component)
    found = names.get(name.lower())
    if found is None:
        close = difflib.get_close_matches(name.lower(), [n for n in names if n], 3, 0.4)
        tip = f"did you mean {', '.join(close)}?" if close else "name a component of the lineage"
        raise UsageError(f"no component is called {name!r}", tip)
    return found


def _heading(component: Component, judged: Judged | None) -> Iterator[str]:
    verdict = f": {str(judged.verdict).upper()}" if judged else ""
    called = f" {component.name!r}" if component.name not in ("", component.id) else ""
    yield f"{hub_name(component.id)}{called} ({component.kind.value}){verdict}"


def _evidence(report: Report, component: Component) -> Iterator[str]:
    resolution = next((r for r in report.resolutions if r.component == component.id), None)
    yield ""
    yield "What is known of its license"
    if resolution is None or not (resolution.evidence or resolution.readings):
        source = resolution.source if resolution else ""
        yield from _item("nothing" + (f" ({source})" if source else ""))
        return
    for evidence in resolution.evidence:
        yield from _item(_sighting(evidence))
    yield from _item(_concluded(resolution))


def _sighting(evidence: Evidence) -> str:
    meant = evidence.expression if evidence.expression != NOASSERTION else "not known"
    score = f", {evidence.match.value} {evidence.score:g} %" if evidence.score < 100 else ""
    applies = f", for the {evidence.applies_to.value}" if evidence.applies_to else ""
    note = f" ({evidence.note})" if evidence.note else ""
    raw = evidence.raw if len(evidence.raw) < 60 else evidence.raw[:57] + "..."
    return f"{evidence.span}: {raw!r} -> {meant} [{evidence.basis}{score}{applies}]{note}"


def _concluded(resolution: Resolution) -> str:
    readings = " or ".join(resolution.readings) or "nothing"
    more = " (each is judged)" if len(resolution.readings) > 1 else ""
    source = f", known from: {resolution.source}" if resolution.source else ""
    return f"judged as {readings}{more}{source}"


def _parents(report: Report, component: Component) -> Iterator[str]:
    edges = [edge for edge in report.edges if edge.child == component.id]
    if not edges:
        return
    resolutions = {one.component: one for one in report.resolutions}
    yield ""
    yield "What it is made from"
    for edge in edges:
        found = resolutions.get(edge.parent)
        license = (" or ".join(found.readings) if found else "") or "license not known"
        source = f" [{found.source}]" if found and found.source else ""
        relation = "/".join(edge.readings) or edge.relation
        yield from _item(f"{edge.span}: {relation} {hub_name(edge.parent)}: {license}{source}")


def _arguments(report: Report, judged: Judged, arguments: list[Argument]) -> Iterator[str]:
    yield ""
    if not arguments:
        yield "The argument"
        yield from _item("Nothing upstream reaches it, so nothing is asked of its release.")
        return
    for number, argument in enumerate(arguments):
        if number:
            yield ""
        license = argument.license or "license not known"
        who = "" if judged.component == "." else f" for {hub_name(judged.component)}"
        yield from _wrap(f"The argument{who}: {hub_name(argument.upstream)}, {license}", "  ")
        yield from _wrap("  by way of " + _path(argument.path), "    ")
        for count, step in enumerate(argument.steps, 1):
            yield from _item(step, f"{count}. ")


def _path(path: tuple[Edge, ...]) -> str:
    return ", ".join(f"{edge.relation} {hub_name(edge.parent)} ({edge.span})" for edge in path)


def _findings(judged: Judged) -> Iterator[str]:
    if judged.findings:
        yield ""
        yield "What follows"
    for finding in judged.findings:
        yield from _item(f"{finding.code} {finding.slug} ({finding.verdict}): {finding.message}")
        if finding.remedy:
            yield from _item(f"Fix: {finding.remedy}", "  ")


def _item(text: str, mark: str = "- ") -> Iterator[str]:
    yield from _wrap(f"  {mark}{text}", " " * (2 + len(mark)))


def _wrap(text: str, rest: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, subsequent_indent=rest, break_on_hyphens=False)
