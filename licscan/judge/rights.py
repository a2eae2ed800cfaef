"""Intellectual property beyond copyright: patents, trademarks, outputs. Told, never judged.

Also which obtained licenses and works of one's own decided something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licscan.judge.court import Court
from licscan.judge.flow import Arrivals, Bundle, upstream_leaves
from licscan.judge.issue import Setting
from licscan.judge.offer import Label
from licscan.judge.world import World
from licscan.model import ComponentId, Right
from licscan.rulebook import License

_NAMES_ASKED = ("name-prefix", "display-badge")


def rights(
    court: Court,
    world: World,
    component: ComponentId,
    arrivals: Arrivals,
    labels: Sequence[Label | None],
    setting: Setting,
) -> tuple[Right, ...]:
    """Return what is to be known of each upstream license that reaches the component."""
    told: dict[tuple[str, str, str], Right] = {}
    for bundle, witnesses in arrivals.items():
        for witness in witnesses[:1]:
            for license, topic, text, clause, how in _known(court, bundle):
                right = Right(component, witness.upstream, license, topic, text, clause, how)
                told.setdefault((license, topic, text), right)
        for text in _choices(court, bundle, labels, setting) if witnesses else ():
            upstream = witnesses[0].upstream
            right = Right(component, upstream, "", "choice", text)
            told[upstream, "choice", text] = right
        for witness in witnesses if bundle.lifted else ():
            if _decided(court, bundle, labels, setting):
                for right in _held(world, component, witness.upstream):
                    told[right.upstream, right.topic, right.text] = right
    for upstream in sorted(_ancestors(world, component) & world.owned):
        text = "a work of one's own: its license asks nothing of its owner"
        told[upstream, "owned", text] = Right(component, upstream, "", "owned", text)
    return tuple(sorted(told.values(), key=lambda r: (r.topic, r.license, r.upstream, r.text)))


def _choices(
    court: Court, bundle: Bundle, labels: Sequence[Label | None], setting: Setting
) -> Iterator[str]:
    """Yield the branch of an upstream OR that serves best, under each reading that takes one."""
    taken: dict[tuple[str, str], list[str]] = {}
    for reading in court.hear(bundle, labels, setting):
        if reading.answer.branch:
            key = (str(reading.expression), reading.answer.branch)
            taken.setdefault(key, []).append(court.laws[reading.law].name)
    expressions = [expression for expression, _ in taken]
    for (expression, branch), laws in taken.items():
        where = (
            f" (read {' or '.join(dict.fromkeys(laws))})"
            if expressions.count(expression) > 1
            else ""
        )
        yield f"of {expression}, {branch} is taken{where}"


def _known(court: Court, bundle: Bundle) -> tuple[tuple[str, ...], ...]:
    """Return license, topic, text, clause and verification of what is to be known of a bundle."""
    if bundle not in court.rights:
        court.rights[bundle] = tuple(_of_bundle(court, bundle))
    return court.rights[bundle]


def _of_bundle(court: Court, bundle: Bundle) -> Iterator[tuple[str, ...]]:
    for number, leaf in enumerate(upstream_leaves(bundle.readings)):
        words = {row[number].word for table in bundle.routes for row in table}
        license = court.rulebook.license(leaf.id)
        if license is None or not words - {"none", "silent", "unknown"}:
            continue
        for topic, text, clause in _told(license):
            yield license.id, topic, text, clause, license.verified.how


def _told(license: License) -> Iterator[tuple[str, str, str]]:
    yield from _patents(license)
    for limit in license.limits:
        if limit.kind == "no-trademark":
            yield "trademarks", f"must not be used: {limit.detail}", limit.cited.clause
        if limit.kind == "outputs-train-ban":
            yield "outputs", f"may not train other models: {limit.detail}", limit.cited.clause
    for duty in license.duties:
        if duty.kind in _NAMES_ASKED and duty.literal:
            words = duty.literal.replace(" | ", '" or "')
            yield "trademarks", f'must be used ({duty.kind}): "{words}"', duty.cited.clause
    word, note, cited = license.permits["outputs-train-others"]
    if word in ("yes", "conditional"):
        yield "outputs", f"training other models: {note or word}", cited.clause
    if license.outputs_claim:
        yield "outputs", license.outputs_claim, license.outputs_cited.clause


def _patents(license: License) -> Iterator[tuple[str, str, str]]:
    word, note, cited = license.permits["patent"]
    if word == "no":
        yield "patents", f"no patent license: {note or 'excluded'}", cited.clause
    elif word == "unaddressed":
        yield "patents", "no patent license is expressed" + (f": {note}" if note else ""), ""
    else:
        told = "a patent license is granted" + (f": {note}" if note else "")
        yield "patents", told, cited.clause
    lost = license.termination.get("patent-retaliation", "")
    if lost and not lost.startswith(("none", "unread")):
        yield "patents", f"a suit ends the grant: {lost}", ""


def _decided(
    court: Court, bundle: Bundle, labels: Sequence[Label | None], setting: Setting
) -> bool:
    """Whether the obtained license changes any answer."""
    bare = court.hear(
        Bundle(bundle.readings, bundle.routes, bundle.counts, where=bundle.where), labels, setting
    )
    return [r.answer for r in bare] != [r.answer for r in court.hear(bundle, labels, setting)]


def _held(world: World, component: ComponentId, upstream: ComponentId) -> Iterator[Right]:
    for hold in world.holds.get(upstream, ()):
        until = f", until {hold.expires}" if hold.expires else ""
        text = f"{', '.join(hold.lifts)} lifted by {hold.reference}{until}"
        yield Right(component, upstream, "", "held", text)


def _ancestors(world: World, component: ComponentId) -> frozenset[ComponentId]:
    """Return all that stand above a component; not asked where nothing is one's own."""
    found: set[ComponentId] = set()
    waiting = [component] if world.owned else []
    while waiting:
        for edge in world.parents.get(waiting.pop(), ()):
            if edge.parent not in found:
                found.add(edge.parent)
                waiting.append(edge.parent)
    return frozenset(found)
