"""What is new between two revisions, as a page and as JSON (`schema: licscan-diff/1`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from licscan.difference import Change, Difference, Offer, Revision
from licscan.model import Verdict
from licscan.report import View
from licscan.report.json import as_data
from licscan.report.page import Line, closing, findings, listed, safe, short

SCHEMA = "licscan-diff/1"
_DUTIES = "LIC3"
_UNREAD = ("gap", "limit-hit")
_SENTENCES = {
    "component-added": "{component} is new: {after}",
    "component-removed": "{component} is gone: {before}",
    "license-changed": "{component} changed its license: {before} -> {after}",
    "parent-added": "{component} has a new parent, {after}",
    "parent-removed": "{component} has lost a parent, {before}",
    "duty-lost": "{component} does not fulfill {after} any more; it did in {before}",
}


def page(view: View, difference: Difference) -> Iterator[Line]:
    """Yield the page of a comparison: only what is new."""
    new = difference.findings
    shown = view._replace(report=view.report._replace(findings=new))
    worst = max((finding.verdict for finding in new), default=Verdict.OK)
    yield Line(_first(difference), str(worst) if worst > Verdict.OBLIGED else "title")
    yield from listed(view, "Changed", map(_sentence, difference.changes))
    yield from findings(shown)
    quiet = (f for f in new if f.code.startswith(_DUTIES) or f.slug in _UNREAD)
    yield from listed(view, "New: not fulfilled or not read", (f.message for f in quiet))
    for component, offers in _by_component(difference.history or ()):
        yield Line("")
        yield Line(f"Licenses of {safe(_called(component))}, the oldest first", "title")
        width = max(len(safe(offer.revision)) for offer in offers)
        for offer in offers:
            yield Line(f"    {safe(offer.revision):<{width}}  {safe(offer.license)}")
    yield from closing(view)


def as_json(view: View, difference: Difference) -> str:
    """Write a comparison as indented JSON with a final line end; findings as a report has them."""
    report = as_data(view.report._replace(findings=difference.findings))
    data = {
        "schema": SCHEMA,
        "tool": report["tool"],
        "base": _revision(difference.base),
        "head": _revision(difference.head),
        "changes": [_change(change) for change in difference.changes],
        "findings": report["findings"],
        "history": None if difference.history is None else list(_history(difference.history)),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _first(difference: Difference) -> str:
    names = safe(f"{difference.base.name}..{difference.head.name}")
    counts = (
        _counted(len(difference.changes), "change"),
        _counted(len(difference.findings), "new finding"),
    )
    return f"{names}: {', '.join(filter(None, counts)) or 'nothing new'}"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count > 1 else ''}" if count else ""


def _sentence(change: Change) -> str:
    place = f" ({change.span})" if change.span else ""
    words = _SENTENCES[change.what]
    return (
        words.format(
            component=_called(change.component),
            before=_parent(change.before),
            after=_parent(change.after),
        )
        + place
    )


def _parent(step: str) -> str:
    """Return a step of lineage with the short name of its parent; other words as they are."""
    relation, colon, name = step.partition(": ")
    return f"{relation}: {short(name)}" if colon else step


def _called(component: str) -> str:
    return "this repository" if component == "." else short(component)


def _by_component(history: Iterable[Offer]) -> Iterator[tuple[str, list[Offer]]]:
    for component, offers in groupby(history, key=lambda offer: offer.component):
        yield component, list(offers)


def _history(history: Iterable[Offer]) -> Iterator[dict[str, Any]]:
    for offer in history:
        yield {
            "component": offer.component,
            "revision": offer.revision,
            "license": offer.license,
        }


def _revision(revision: Revision) -> dict[str, str]:
    return {"revision": revision.name, "commit": revision.commit}


def _change(change: Change) -> dict[str, Any]:
    span = change.span
    return {
        "what": change.what,
        "component": change.component,
        "before": change.before or None,
        "after": change.after or None,
        "path": span.path if span else None,
        "line": span.line if span else None,
    }
