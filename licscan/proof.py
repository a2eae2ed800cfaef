"""Question 6, second half: is each duty that fires fulfilled in the repository?

Texts are recognized by what they say, never by their file name. What no file can show stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from licscan.components import Holding
from licscan.errors import LicscanError
from licscan.model import (
    Basis,
    ComponentId,
    Duty,
    Finding,
    Judged,
    Report,
    Span,
)
from licscan.rulebook import Rulebook
from licscan.upstream.names import hub_name

_BLANKS = re.compile(r"[\s>*_#`\"'“”]+")
_CHANGES = re.compile(
    r"fine[- ]?tun|modif|chang|adapt|merg|quanti[sz]|convert|trained (?:on|from)|derived|filtered|"
    r"translat|re-?sampl|distill|extend|clean(?:ed|ing)|based on",
    re.IGNORECASE,
)
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_POLICY = re.compile(
    r"use restriction|acceptable use|prohibited use|use[- ]based restriction", re.IGNORECASE
)

Seen = Span | bool | None
"""Where it is fulfilled; False where it is not; None where files cannot tell."""


def prove(report: Report, holdings: Mapping[ComponentId, Holding], rulebook: Rulebook) -> Report:
    """Return the report with every duty marked, and a finding for each that is not fulfilled."""
    proofs = [_proof(one, holdings, rulebook) for one in report.judged]
    missing = [found for _, findings in proofs for found in findings]
    judged = tuple(one for one, _ in proofs)
    verdict = max([report.verdict, *(one.verdict for one in judged)])
    return replace(report, verdict=verdict, judged=judged, findings=(*report.findings, *missing))


def _proof(
    judged: Judged, holdings: Mapping[ComponentId, Holding], rulebook: Rulebook
) -> tuple[Judged, list[Finding]]:
    """Where the proof itself fails, the component's duties stay open and it is unknown."""
    holding = holdings[judged.component]
    try:
        proved = _proved(judged, holdings)
        return proved, [f for duty in proved.duties for f in _finding(duty, holding, rulebook)]
    except LicscanError:
        raise
    except Exception as error:
        from licscan.mishap import undecided

        code = rulebook.finding_codes["gap"]
        found = undecided(code, judged.component, holding.component.span, "proof", error)
        return replace(judged, verdict=max(judged.verdict, found.verdict)), [found]


def _proved(judged: Judged, holdings: Mapping[ComponentId, Holding]) -> Judged:
    holding = holdings[judged.component]
    above = [holdings[name] for name in _around(judged.component) if name in holdings]
    return replace(judged, duties=tuple(_mark(duty, holding, above) for duty in judged.duties))


def _around(component: ComponentId) -> list[ComponentId]:
    """Return the component and the folders above it: a LICENSE at the root serves them all."""
    folder = component.partition("#")[0]
    parts = folder.split("/") if folder != "." else []
    above = ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return [component, *(ComponentId(name) for name in (*above, ".") if name != component)]


def _mark(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Duty:
    look = _LOOKS.get(duty.kind)
    if look is None or (duty.stance and not look(duty, holding, around)):
        return duty
    seen = look(duty, holding, around)
    return replace(
        duty,
        fulfilled=None if seen is None else bool(seen),
        evidence=seen if isinstance(seen, Span) else None,
    )


def _license_copy(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    for one in around:
        for claim in one.licenses:
            vendored = claim.scope not in ("", claim.span.path)
            if claim.basis is Basis.TEXT and duty.license in claim.expression and not vendored:
                return claim.span
    if "link" in duty.how:
        return next(_declared_link(duty, around), False)
    return False


def _declared_link(duty: Duty, around: Sequence[Holding]) -> Iterator[Span]:
    """Some licenses are content with a link to their text."""
    for one in around:
        for claim in one.licenses:
            if claim.link.startswith("http") or "creativecommons.org" in claim.raw:
                yield claim.span
        for prose in one.prose:
            line = _line_of(
                prose.text, re.compile(r"https?://\S*(?:licen[sc]e|legalcode|/deed)\S*")
            )
            if line is not None:
                yield _at(prose.span, line)


def _literal(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    """The exact words, in any text a person reads; one of several where a bar separates them."""
    wanted = [_plain(words) for words in duty.literal.split("|") if words.strip()]
    if not wanted:
        return None
    for one in around:
        for prose in one.prose:
            if any(words in _plain(prose.text) for words in wanted):
                return _at(prose.span, _first_line_with(prose.text, wanted))
    return False


def _name_prefix(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    component = holding.component
    if not component.name:
        return None
    starts = _plain(component.name.rpartition("/")[2]).startswith(_plain(duty.literal))
    return (component.span or True) if starts else False


def _credit(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    """The upstream's name in a text a person reads; a recipe in a fenced block is no credit."""
    name = hub_name(duty.upstream).rpartition("/")[2]
    for one in around:
        for prose in one.prose:
            text = _FENCED.sub(lambda block: "\n" * block.group().count("\n"), prose.text)
            if name.lower() in text.lower():
                return _at(prose.span, _first_line_with(text, [_plain(name)]))
    return False


def _changes(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    """A word on what was done, in the card before any other file."""
    for one in around:
        for prose in sorted(one.prose, key=lambda prose: "readme" not in prose.span.path.lower()):
            line = _line_of(prose.text, _CHANGES)
            if line is not None:
                return _at(prose.span, line)
    return False


def _policy(duty: Duty, holding: Holding, around: Sequence[Holding]) -> Seen:
    """The license's own text hands its policy on; so does a policy that is shipped or quoted."""
    copy = _license_copy(duty, holding, around)
    if copy:
        return copy
    for one in around:
        for prose in one.prose:
            line = _line_of(prose.text, _POLICY)
            if line is not None:
                return _at(prose.span, line)
    return False


_LOOKS: dict[str, Callable[[Duty, Holding, Sequence[Holding]], Seen]] = {
    "include-license": _license_copy,
    "notice-file": _literal,
    "display-badge": _literal,
    "name-prefix": _name_prefix,
    "attribution": _credit,
    "state-changes": _changes,
    "pass-on-policy": _policy,
}


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("©", "(c)")).strip().lower()


def _line_of(text: str, pattern: re.Pattern[str]) -> int | None:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) if found else None


def _first_line_with(text: str, wanted: Sequence[str]) -> int:
    for number, line in enumerate(text.splitlines()):
        if any(words in _plain(line) for words in wanted):
            return number
    return 0


def _at(span: Span, lines_below: int) -> Span:
    return replace(span, line=span.line + lines_below)


def _finding(duty: Duty, holding: Holding, rulebook: Rulebook) -> Iterator[Finding]:
    slug = rulebook.terms["duty-findings"].get(duty.kind)
    if duty.fulfilled is not False or slug is None:
        return
    place = holding.component.span or Span(".")
    license = rulebook.license(duty.license)
    name = license.name if license else duty.license
    clause = f", {duty.clause}" if duty.clause else ""
    yield Finding(
        code=rulebook.finding_codes[slug],
        slug=slug,
        component=duty.component,
        message=f"{name}{clause} asks for something that was not found: {duty.how}",
        spans=(place,),
        upstream=duty.upstream,
        remedy=duty.how,
    )
