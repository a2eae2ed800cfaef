"""A finding, a license or a contested question, told on one screen."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator

from licscan.errors import UsageError
from licscan.identify.words import resolve_word
from licscan.model import Relation
from licscan.rulebook import License, Rulebook, Stance
from licscan.rulebook.terms import Limit

_WIDTH = 80


def explain(rulebook: Rulebook, name: str) -> str:
    """Return the explanation of a finding code or slug, a stance, or a license word.

    Raises:
        UsageError: nothing has this name; close ones are suggested.
    """
    page = rulebook.finding_page(name)
    if page:
        return f"# {page.code} {page.slug}: {page.title}\n\n{page.summary}\n\n{page.markdown}"
    if name in rulebook.stances:
        return "\n".join(_stance(rulebook.stances[name])) + "\n"
    word = resolve_word(name)
    ids = (word.expression,) if word.expression else word.members
    found = [license for one in ids if (license := rulebook.license(one))]
    if found:
        return "\n\n".join("\n".join(_license(rulebook, license)) for license in found) + "\n"
    names = [*rulebook.finding_codes, *rulebook.stances, *rulebook.license_ids()]
    close = difflib.get_close_matches(name, names, 3)
    tip = f"did you mean {', '.join(close)}?" if close else "a finding code, a license or a stance"
    raise UsageError(f"nothing is known of {name!r}", tip)


def _stance(stance: Stance) -> Iterator[str]:
    yield f"{stance.name}: {stance.question}"
    yield from _item("strict: ", stance.strict)
    yield from _item("lenient: ", stance.lenient)
    told = ", ".join(f"{profile} reads {value}" for profile, value in stance.profiles.items())
    yield from _item("profiles: ", told)
    yield "positions:"
    for position in stance.positions:
        yield from _item("- ", position)
    yield f"verified: {stance.verified}"
    yield ""
    yield "Decide it for yourself:"
    yield f"  --stance {stance.name}=strict   or   --stance {stance.name}=lenient"


def _license(rulebook: Rulebook, license: License) -> Iterator[str]:
    yield f"{license.name}"
    verified = license.verified
    yield f"  {license.id} ({license.category}); facts: {verified.how}, {verified.on}"
    yield "You may:"
    yield from _item("  ", "; ".join(_permits(license)))
    yield "You must:"
    for duty in license.duties:
        literal = f' "{duty.literal}"' if duty.literal else ""
        yield from _item(
            "- ", f"{duty.kind}{literal}{_clause(duty.cited.clause)} [{', '.join(duty.on)}]"
        )
    if license.duties_unread:
        yield "  - (not all duties were read)"
    elif not license.duties:
        yield "  - nothing"
    yield "You may not:"
    for limit in license.limits:
        yield from _item("- ", f"{_limit(limit)}{_clause(limit.cited.clause)}")
    if not license.limits:
        yield "  - (no limits)"
    outbound = license.outbound
    yield from _item("What is made from it: ", f"{outbound.rule}{_clause(outbound.cited.clause)}")
    yield from _item("  ", outbound.keep)
    compatible = ", ".join(f"{other} ({how})" for other, how in outbound.compatible)
    yield from _item("  compatible: ", compatible)
    yield from _item("Hosting counts as distribution: ", license.hosting)
    yield "It travels along:"
    for words, relations in _reach(license).items():
        yield from _item("- ", f"{', '.join(relations)}: {words}")
    yield from _item("Ends: ", "; ".join(f"{k}: {v}" for k, v in license.termination.items()))
    yield f"Text: {license.verified.url}"


def _permits(license: License) -> Iterable[str]:
    return [f"{act}: {permit.word}" for act, permit in license.permits.items()]


def _limit(limit: Limit) -> str:
    if limit.value:
        return f"{limit.kind}: {limit.value:,} {limit.unit} a {limit.per} ({limit.detail})"
    territories = f" {', '.join(limit.territories)}" if limit.territories else ""
    return f"{limit.kind}{territories}: {limit.detail}"


def _reach(license: License) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for relation in Relation:
        told.setdefault(license.reach[relation].words, []).append(relation.value)
    return told


def _clause(clause: str) -> str:
    return f" (clause {clause})" if clause else ""


def _item(mark: str, text: str) -> Iterator[str]:
    if text:
        lead = mark if mark.startswith(" ") or mark.endswith(": ") else f"  {mark}"
        yield from textwrap.wrap(
            lead + text, _WIDTH, subsequent_indent="    ", break_on_hyphens=False
        )
