"""A finding, a license, an exception or a contested question, told on one screen."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator

from licscan.errors import UsageError
from licscan.identify import vocabulary
from licscan.identify.words import Word, resolve_word
from licscan.model import Relation
from licscan.rulebook import ExceptionRule, License, Rulebook, Stance
from licscan.rulebook.terms import Cell, Cited, Condition, DutyRule, Limit

_WIDTH = 80
_VERIFIED = {
    "text": "read in the text",
    "partial": "read in parts of the text",
    "secondary": "from what others quote; the text was not read",
    "memory": "from memory; the text was not read",
}
_CELLS = {
    "yes": "all of it",
    "copy": "what it asks of copies",
    "own-part": "it stays with its own part; yours is free",
    "use": "only limits on use",
    "no": "nothing, says the text",
    "silent": "nothing; the text is silent",
    "barred": "not allowed at all, in private neither",
    "unknown": "not known; the text was not read for it",
}
_OUTBOUND = {
    "any": "any license",
    "any-on-derivative": "any license, but for limits on commercial use",
    "keep-restrictions": "a license that keeps its restrictions",
    "keep-license": "this very license, and its terms",
    "same-license": "this license alone",
    "same-or-compatible": "this license, or one that it names",
    "no-derivatives": "none: it may not be shared",
    "not-distributable": "none: it may not be handed on",
    "contract-only": "what the contract with the user allows",
    "unknown": "not known; the text was not read for it",
}
_HOSTING = {
    "yes": "offering it as a service counts as handing it on",
    "modified": "offering a changed version as a service counts as handing it on",
    "no": "offering it as a service is not handing it on",
    "silent": "the text is silent on services (stance hosting-is-distribution)",
}
_ACTS = {
    "commercial": "use it commercially",
    "patent": "use the patents on it",
    "train": "train on it",
    "outputs-train-others": "train other models on its outputs",
}
_HEARD = {
    "text": "the sources were read",
    "partial": "the sources were read in part",
    "secondary": "from what others quote; the sources were not read",
    "memory": "from memory; the sources were not read",
}
_CARRY = {"term": " (as a term of your own license)", "effect": " (by granting no more)"}


def explain(rulebook: Rulebook, name: str) -> str:
    """Return the explanation of a finding code or slug, a stance, an exception or a license word.

    Raises:
        UsageError: nothing has this name; close ones are suggested.
    """
    page = rulebook.finding_page(name)
    if page:
        return f"# {page.code} {page.slug}: {page.title}\n\n{page.summary}\n\n{page.markdown}"
    if name in rulebook.stances:
        return "\n".join(_stance(rulebook.stances[name])) + "\n"
    if exception := rulebook.exception(name):
        return "\n".join(_exception(exception)) + "\n"
    word = resolve_word(name)
    ids = word.members or word.readings
    found = [license for one in ids if (license := rulebook.license(str(one)))]
    if found:
        return "\n".join(_word(rulebook, name, word, found)) + "\n"
    raise UsageError(f"nothing is known of {name!r}", _tip(rulebook, name, word))


def _tip(rulebook: Rulebook, name: str, word: Word) -> str:
    if word.readings:
        return f"it is {' or '.join(word.readings)}, for which there are no rules"
    if word.note:
        return word.note
    names = [*rulebook.finding_codes, *rulebook.stances, *rulebook.license_ids()]
    close = difflib.get_close_matches(name, names, 3)
    return f"did you mean {', '.join(close)}?" if close else "a finding, a license or a stance"


def _stance(stance: Stance) -> Iterator[str]:
    yield from textwrap.wrap(f"{stance.name}: {stance.question}", _WIDTH)
    yield ""
    yield from _item("strict    ", stance.strict, " " * 12)
    yield from _item("lenient   ", stance.lenient, " " * 12)
    yield ""
    yield "What has been said:"
    for position in stance.positions:
        yield from _item("- ", position)
    yield from _item("", f"({_HEARD[stance.verified]})")
    yield ""
    if stance.wording_only:
        yield "It changes how things are called, and no verdict."
        return
    yield "Each profile reads it:"
    for profile, value in stance.profiles.items():
        both = "both ways; where the answers differ, the verdict is review"
        yield from _item(f"{profile:<10}", both if value == "both" else value, " " * 12)
    yield ""
    yield "Decide it for yourself:"
    yield f"  --stance {stance.name}=strict"
    yield f"  --stance {stance.name}=lenient"


def _exception(rule: ExceptionRule) -> Iterator[str]:
    yield f"{rule.id}, an exception beside a license (WITH)"
    yield from _item("", rule.note)
    for relation, cell in rule.reach.items():
        yield from _item("- ", f"along {relation} travels: {_CELLS[cell]}")


def _word(book: Rulebook, name: str, word: Word, found: list[License]) -> Iterator[str]:
    """Tell the license that a word means first; where it is open, which they may be."""
    if word.problem and len(found) > 1:
        yield from textwrap.wrap(f"{name} may mean any of these; say which:", _WIDTH)
    elif len(found) > 1:
        others = ", ".join(license.id for license in found[1:])
        yield from textwrap.wrap(f"{name} also stands for {others}: {word.note}", _WIDTH)
        yield ""
    if word.problem and len(found) > 1:
        for license in found:
            yield from _item("- ", f"{license.id}: {license.name} ({license.category})")
    else:
        yield from _license(book, found[0])


def _license(book: Rulebook, license: License) -> Iterator[str]:
    verified = license.verified
    yield from textwrap.wrap(license.name, _WIDTH)
    tags = vocabulary.tags_by_license().get(license.id, ())
    hub = f"; Hub tag {', '.join(tags)}" if tags else ""
    yield from _item("", f"{license.id}; {license.category}{hub}")
    yield from _item("", f"Verified: {_VERIFIED[verified.how]}, {verified.on}")
    yield from _permits(license)
    yield "You must"
    for duty in license.duties:
        yield from _item("- ", _duty(book, duty))
    if license.duties_unread:
        yield "  - (not all duties were read)"
    elif not license.duties:
        yield "  - nothing"
    yield "You may not"
    for limit in license.limits:
        yield from _item("- ", f"{_limit(limit)}{_clause(limit.cited)}")
    if not license.limits:
        yield "  - (no limits)"
    yield from _making(license)
    yield f"Text: {verified.url}" if verified.url else f"Text: {verified.source}"


def _duty(book: Rulebook, duty: DutyRule) -> str:
    told = {
        "license": "this license",
        "upstream": "the work",
        "literal": duty.literal.replace(" | ", '" or "'),
    }
    says = book.terms["duty-says"][duty.kind].format(**told, at="", done="changed")
    when = f", if {duty.when}" if duty.when else ""
    place = f"; {_numbered(duty.cited.clause)}" if duty.cited.clause else ""
    return f"{says} [{duty.kind}: {', '.join(duty.on)}{when}{place}]"


def _permits(license: License) -> Iterator[str]:
    """Tell the acts by what the text says of them, what it allows first."""
    told: dict[str, list[str]] = {"yes": [], "conditional": [], "no": [], "unaddressed": []}
    for act, permit in license.permits.items():
        told[permit[0]].append(_ACTS.get(act, act))
    yield from _item("You may ", ", ".join(told["yes"]) or "nothing without asking", lead="")
    for word, before in (
        ("conditional", "under conditions: "),
        ("no", "not: "),
        ("unaddressed", "not addressed: "),
    ):
        if told[word]:
            yield from _item("", before + ", ".join(told[word]))


def _making(license: License) -> Iterator[str]:
    outbound = license.outbound
    rule = _OUTBOUND[outbound.rule] + _CARRY.get(outbound.carry, "")
    goes_out = f"{rule}{_clause(outbound.cited)}"
    yield from _item("What is made from it goes out under ", goes_out, lead="")
    yield from _item("", outbound.keep)
    compatible = ", ".join(f"{other} ({how})" for other, how in outbound.compatible)
    yield from _item("", f"compatible: {compatible}" if compatible else "")
    yield from _item("", _HOSTING[license.hosting])
    where = f"What travels along each relation{_clause(license.reach_cited)}"
    yield from _item("", where, lead="")
    for words, relations in _reach(license).items():
        yield from _item("- ", f"{', '.join(relations)}: {words}")
    ends = "; ".join(f"{k} {v}" for k, v in license.termination.items())
    yield from _item("Ends: ", ends, lead="")


def _limit(limit: Limit) -> str:
    if limit.value or limit.condition:
        return f"{limit.kind}: {_tests(limit.condition or limit)} ({limit.detail})"
    territories = f" {', '.join(limit.territories)}" if limit.territories else ""
    return f"{limit.kind}{territories}: {limit.detail}" if limit.detail else limit.kind


def _tests(tested: Condition | Limit) -> str:
    """Tell a threshold, or several of them with what joins them."""
    if isinstance(tested, Condition) and (tested.every or tested.some):
        joint = " and " if tested.every else " or "
        parts = (_tests(one) for one in (*tested.every, *tested.some))
        return f"({joint.join(parts)})"
    if not tested.value:
        return tested.asks or tested.when
    return f"{tested.comparison} {tested.value:,} {tested.unit} a {tested.per}"


def _reach(license: License) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for relation in Relation:
        told.setdefault(license.reach[relation].words, []).append(relation.value)
    return told


def _cell(cell: Cell) -> str:
    match cell.word:
        case "only":
            return f"only {', '.join(cell.terms)}"
        case "contested":
            assert cell.strict is not None
            assert cell.lenient is not None
            both = f"strict {_cell(cell.strict)}, lenient {_cell(cell.lenient)}"
            return f"contested ({cell.stance}): {both}"
        case "each":
            return "contested: " + "; ".join(f"{', '.join(t)} ({s})" for s, t in cell.each)
    asks = f", if {cell.asks}" if cell.asks else ""
    return _CELLS.get(cell.word, cell.word) + asks


def _clause(cited: Cited) -> str:
    return f" ({_numbered(cited.clause)})" if cited.clause else ""


def _numbered(clause: str) -> str:
    """Return `clause 4.2`, and a place that is called something else as it is."""
    return f"clause {clause}" if clause[0].isdigit() else clause


def _item(mark: str, text: str, hanging: str = "    ", lead: str = "  ") -> Iterator[str]:
    if text:
        yield from textwrap.wrap(
            lead + mark + text, _WIDTH, subsequent_indent=hanging, break_on_hyphens=False
        )
