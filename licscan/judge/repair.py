"""Under which licenses a work may go out, and the smallest changes that clear its conflicts.

Both are computed by judging again, so that each is what it promises.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

from licscan.expressions import Leaf, canonical
from licscan.judge.court import Court
from licscan.judge.flow import Arrivals, upstream_leaves
from licscan.judge.issue import Setting
from licscan.judge.offer import Label
from licscan.judge.wording import short
from licscan.model import ComponentId, Edge, Expression, Option, Repair, Verdict

_NO_LABEL = ("not-distributable", "contract-only")
"""Terms that no work can be offered under."""
FORCED = ("keep-license", "keep-restrictions")
_LARGEST_CUT = 3


def options(court: Court, arrivals: Arrivals, setting: Setting) -> tuple[Option, ...]:
    """Return the licenses that clear, then those that only one reading clears; best first."""
    if not setting.hands_on and not setting.hosts:
        return ()
    key = (tuple(arrivals), setting)
    if key not in court.options:
        court.options[key] = _options(court, arrivals, setting)
    return court.options[key]


def _options(court: Court, arrivals: Arrivals, setting: Setting) -> tuple[Option, ...]:
    own = {leaf.id for bundle in arrivals for leaf in upstream_leaves(bundle.readings)}
    found = []
    for candidate in candidates(court, arrivals):
        label = Label(candidate)
        verdict = court.verdict(arrivals, [label], setting)
        if verdict <= Verdict.REVIEW:
            duties = _duties(court, arrivals, label, setting)
            rank = _rank(court, candidate, own, setting, verdict, len(duties))
            note = _note(court, candidate)
            found.append((rank, Option(candidate, verdict, duties, note)))
    return tuple(option for _, option in sorted(found, key=lambda pair: pair[0]))


def candidates(court: Court, arrivals: Arrivals) -> list[Expression]:
    """Return the licenses worth asking: upstreams' own, what they force together, reusable ones."""
    book = court.rulebook
    leaves = {leaf for bundle in arrivals for leaf in upstream_leaves(bundle.readings)}
    known = sorted(
        (leaf for leaf in leaves if not leaf.exception and book.license(leaf.id)),
        key=lambda leaf: leaf.id,
    )
    forced = [leaf.id for leaf in known if _rule(court, leaf) in FORCED]
    names = [leaf.id for leaf in known if _rule(court, leaf) not in _NO_LABEL]
    names += book.reusable_ids
    for size in (2, 3):
        names += [" AND ".join(group) for group in itertools.combinations(forced, size)]
    return list(dict.fromkeys(canonical(name) for name in names))


def _rule(court: Court, leaf: Leaf) -> str:
    license = court.rulebook.license(leaf.id)
    return license.outbound.rule if license else ""


def _note(court: Court, candidate: Expression) -> str:
    """A license that must be kept leaves one's own part free, by AND with a license of choice."""
    leaves = upstream_leaves((candidate,))
    kept = [license for leaf in leaves if (license := court.rulebook.license(leaf.id))]
    if not kept or any(license.outbound.rule not in FORCED for license in kept):
        return ""
    if any(license.reusable for license in kept):
        return ""
    names = " and ".join(license.name for license in kept)
    return f"your own part under any license beside it, with {names} kept"


def _rank(
    court: Court,
    candidate: Expression,
    own: set[str],
    setting: Setting,
    verdict: Verdict,
    duties: int,
) -> tuple[Verdict, bool, bool, int, Expression]:
    license = court.rulebook.license(candidate)
    made_for = {"dataset": "data", "output": "docs"}.get(setting.kind, setting.kind)
    fits = license is not None and made_for in license.applies_to
    known = license is None or candidate in own
    return (
        Verdict.OK if verdict <= Verdict.OBLIGED else verdict,
        not known,
        not fits,
        duties,
        candidate,
    )


def _duties(court: Court, arrivals: Arrivals, label: Label, setting: Setting) -> tuple[str, ...]:
    kinds = {
        rule.kind
        for bundle in arrivals
        for reading in court.hear(bundle, [label], setting)
        for _, rule, _ in reading.answer.duties
    }
    return tuple(sorted(kinds))


Judge = Callable[[Sequence[Edge], Setting], Verdict]
"""Judges the component again with some of its parents and another release."""


def repairs(
    component: ComponentId,
    found: Iterable[Option],
    edges: Sequence[Edge],
    setting: Setting,
    judge: Judge,
    free: Callable[[Sequence[Edge]], tuple[Option, ...]],
) -> tuple[Repair, ...]:
    """Return the smallest changes that clear it: relicense, drop parents, change the use."""
    clear = [option for option in found if option.verdict <= Verdict.OBLIGED]
    told = [_relicense(component, option) for option in clear[:3]]
    told += _cuts(component, edges, setting, judge)
    if not clear:
        told += cuts_with_relicense(component, edges, free)
    told += _uses(component, edges, setting, judge)
    return tuple(told)


def _relicense(component: ComponentId, option: Option) -> Repair:
    text = f"release it under {option.expression}"
    return Repair("relicense", component, text, (), option.expression, option.verdict)


def _cuts(
    component: ComponentId, edges: Sequence[Edge], setting: Setting, judge: Judge
) -> list[Repair]:
    for size in range(1, min(_LARGEST_CUT, len(edges)) + 1):
        found = []
        for group in itertools.combinations(edges, size):
            verdict = judge([edge for edge in edges if edge not in group], setting)
            if verdict <= Verdict.OBLIGED:
                found.append(_cut(component, group, verdict, None))
        if found:
            return found
    return []


def cuts_with_relicense(
    component: ComponentId,
    edges: Sequence[Edge],
    free: Callable[[Sequence[Edge]], tuple[Option, ...]],
) -> list[Repair]:
    """Return the smallest sets of parents without which some license clears the rest."""
    for size in range(1, min(_LARGEST_CUT, len(edges) - 1) + 1):
        found = []
        for group in itertools.combinations(edges, size):
            clear = free([edge for edge in edges if edge not in group])
            if clear and clear[0].verdict <= Verdict.OBLIGED:
                found.append(_cut(component, group, clear[0].verdict, clear[0].expression))
        if found:
            return found
    return []


def _cut(
    component: ComponentId, group: Sequence[Edge], verdict: Verdict, label: Expression | None
) -> Repair:
    names = " and ".join(short(edge.parent) for edge in group)
    text = f"leave out {names}" + (f" and release it under {label}" if label else "")
    return Repair("drop", component, text, tuple(e.parent for e in group), label, verdict)


def _uses(
    component: ComponentId, edges: Sequence[Edge], setting: Setting, judge: Judge
) -> list[Repair]:
    release = setting.release
    changes = []
    if release.commercial:
        changes.append(("keep the use non-commercial", release._replace(commercial=False)))
    if release.territories:
        changes.append(("leave the stated territories out", release._replace(territories=())))
    if release.acts != ("use",):
        changes.append(
            ("keep it to yourself: use, without distributing", release._replace(acts=("use",)))
        )
    told = []
    for text, changed in changes:
        verdict = judge(edges, setting._replace(release=changed))
        if verdict <= Verdict.OBLIGED:
            told.append(Repair("use", component, text, (), None, verdict, changed))
    return told
