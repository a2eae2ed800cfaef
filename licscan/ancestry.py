"""What stands behind the components of a tree: looked up, held against the lock, and dated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from licscan.elsewhere import Elsewhere
from licscan.errors import UsageError
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Finding,
    Severity,
    Span,
)
from licscan.rulebook import Rulebook
from licscan.stated import Documents, told
from licscan.upstream.known import Known, know
from licscan.upstream.names import hub_name

if TYPE_CHECKING:
    from licscan.components import Holding
    from licscan.parentage import Parentage
    from licscan.trial import Options
    from licscan.upstream.lock import Drift, Lock

_LOCK = "licscan.lock"
_HUB = "pkg:huggingface/"


def upstreams(
    holdings: Mapping[ComponentId, Holding],
    family: Parentage,
    options: Options,
    rulebook: Rulebook,
) -> Known:
    """Look up what the tree names and does not hold, and what stands behind that."""
    claims = (claim for holding in holdings.values() for claim in holding.others)
    outsiders = {component.id: component for component in family.outsiders}
    witnesses = Elsewhere(options, rulebook).witnesses
    places = _first_places(family.edges)
    return know(outsiders, places, rulebook, witnesses, Documents(claims).state)


def disputed(known: Known, edges: Sequence[Edge], codes: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding where documents of the tree and all else disagree about an upstream."""
    slug = "sources-disagree"
    places = _places(known, edges) if known.disputes else {}
    for dispute in known.disputes:
        child, place = places.get(dispute.component, (ComponentId("."), None))
        name = hub_name(dispute.component)
        found = " or ".join(dispute.found.readings)
        spans = (*(sighting.span for sighting in dispute.stated.evidence), place)
        yield Finding(
            code=codes[slug],
            slug=slug,
            component=child,
            message=f"The license of {name} is {told(dispute.stated.evidence)}, says a document "
            f"of this repository; it is known as {found} ({dispute.found.words}).",
            spans=tuple(dict.fromkeys(span for span in spans if span)),
            severity=Severity.WARNING,
            upstream=dispute.component,
            remedy="Look at the license of the upstream itself, and correct the document.",
        )


def _first_places(edges: Sequence[Edge]) -> dict[ComponentId, Span]:
    places: dict[ComponentId, Span] = {}
    for edge in edges:
        places.setdefault(edge.parent, edge.span)
    return places


def hold_to_lock(
    known: Known, edges: Sequence[Edge], root: Path, options: Options, codes: Mapping[str, str]
) -> tuple[Known, tuple[Finding, ...]]:
    """Return what is known with the lock of the tree, and the findings where the two differ.

    Without `--locked` only a changed license is told; with it every difference is an error, and a
    parent on the Hub that neither the tree nor the lock pins is noted.

    Raises:
        UsageError: the lock is broken, or `--locked` was given and there is none.
    """
    if not (root / _LOCK).is_file():
        if options.locked:
            raise UsageError(f"--locked: there is no {_LOCK} here", "write it with licscan lock")
        return known, ()
    from licscan.upstream.lock import drifts, held, read

    lock = read(root / _LOCK)
    assert lock is not None
    places = _places(known, edges)
    told = [d for d in drifts(known, lock) if options.locked or d.relicensed]
    findings = [_drifted(drift, places, options.locked, codes) for drift in told]
    if options.locked:
        findings += _unpinned(known, lock, places, codes)
    return held(known, lock), tuple(findings)


def _places(known: Known, edges: Sequence[Edge]) -> dict[ComponentId, tuple[ComponentId, Span]]:
    """Return for each upstream the component of the tree that leads to it, and where it does."""
    found: dict[ComponentId, tuple[ComponentId, Span]] = {}
    for edge in edges:
        found.setdefault(edge.parent, (edge.child, edge.span))
    waiting = list(found)
    behind: dict[ComponentId, list[ComponentId]] = {}
    for edge in known.edges:
        behind.setdefault(edge.child, []).append(edge.parent)
    while waiting:
        name = waiting.pop(0)
        for parent in behind.get(name, ()):
            if parent not in found:
                found[parent] = found[name]
                waiting.append(parent)
    return found


def _drifted(
    drift: Drift,
    places: Mapping[ComponentId, tuple[ComponentId, Span]],
    locked: bool,
    codes: Mapping[str, str],
) -> Finding:
    slug = "lock-drift"
    child, place = places.get(drift.id, (ComponentId("."), Span(_LOCK)))
    here = Span(_LOCK, drift.line) if drift.line else place
    spans = (here,) if here == place or drift.id not in places else (here, place)
    return Finding(
        code=codes[slug],
        slug=slug,
        component=child,
        message=drift.message,
        spans=spans,
        severity=Severity.ERROR if locked else Severity.WARNING,
        upstream=drift.id,
        remedy=drift.remedy,
    )


def _unpinned(
    known: Known,
    lock: Lock,
    places: Mapping[ComponentId, tuple[ComponentId, Span]],
    codes: Mapping[str, str],
) -> Iterator[Finding]:
    """Note parents that the tree names itself and nobody pins."""
    slug = "parent-unpinned"
    for name, component in sorted(known.components.items()):
        entry = lock.entries.get(name)
        pinned = component.revision or (entry.revision if entry else "")
        if not pinned and name in places and _is_on_hub(component):
            child, place = places[name]
            yield Finding(
                code=codes[slug],
                slug=slug,
                component=child,
                message=f"No revision of {name} is named; its license may change under the name.",
                spans=(place,),
                upstream=name,
                remedy="Name a commit where the file has a field for it, or lock with --online.",
            )


def _is_on_hub(component: Component) -> bool:
    return not component.local and component.id.startswith(_HUB)


def stale(known: Known, today: str) -> tuple[str, ...]:
    """Return a line where licenses rest on old knowledge; none where the date is not given."""
    if not today:
        return ()
    from licscan.upstream.age import months_between, stale_after

    oldest = stale_after()
    dates = [
        date for name, date in known.dates.items() if date and known.resolutions[name].readings
    ]
    old = sorted(date for date in dates if months_between(date, today) >= oldest)
    if not old:
        return ()
    what = "license is" if len(old) == 1 else "licenses are"
    count = f"{len(old)} of {len(dates)} upstream {what}"
    return (f"{count} known as of {old[0]}{_to(old)}; --online asks the Hub for today's.",)


def _to(dates: Sequence[str]) -> str:
    return f" to {dates[-1]}" if dates[-1] != dates[0] else ""
