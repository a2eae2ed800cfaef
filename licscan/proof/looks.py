"""Where in a repository each kind of duty is looked for, and what counts as fulfilled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from licscan.components import Holding
from licscan.expressions import leaves, parse
from licscan.late import late
from licscan.model import (
    NOASSERTION,
    NONE,
    Basis,
    Duty,
    Expression,
    Kind,
    LicenseClaim,
    Match,
    Prose,
    Span,
)
from licscan.upstream.names import hub_name

_BLANKS = late(r"[\s>*_#`\"'“”]+")
_CHANGES = late(
    r"fine[- ]?tun|modif|chang|adapt|merg|quanti[sz]|convert|trained (?:on|from)|derived|filtered|"
    r"translat|re-?sampl|distill|extend|clean(?:ed|ing)|based on",
    re.IGNORECASE,
)
_FENCED = late(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_POLICY = late(
    r"use restriction|acceptable use|prohibited use|use[- ]based restriction", re.IGNORECASE
)
_SOURCE = late(
    r"(?:corresponding |complete )?source (?:code )?(?:is |can be |may be )?"
    r"(?:available|offered|found|obtained|downloaded|at\b|:)|training (?:code|scripts?)\b",
    re.IGNORECASE,
)
_COPYRIGHT = late(r"\W*copyright\b.*\d{4}", re.IGNORECASE)

Seen = Span | bool | None
"""Where it is fulfilled; False where it is not; None where files cannot tell."""


class Place(NamedTuple):
    """One duty, and the parts of the tree in which it may be fulfilled."""

    duty: Duty
    holding: Holding
    around: Sequence[Holding]
    """The component and those in the folders above it."""
    upstream: Holding | None
    """Where the upstream lies in the same tree."""

    @property
    def prose(self) -> Iterator[Prose]:
        """The texts for people, of the component first."""
        return (prose for one in self.around for prose in one.prose)


def _license_copy(place: Place) -> Seen:
    """The very text; of one that only resembles it, a person has to say what it is."""
    texts = [
        claim
        for one in place.around
        for claim in one.licenses
        if claim.basis is Basis.TEXT
        and claim.scope in ("", claim.span.path)
        and _names(claim, place.duty.license)
    ]
    copy = next((claim.span for claim in texts if claim.match is not Match.NEAR), None)
    if copy is None and "link" in place.duty.how:
        copy = next(_declared_link(place), None)
    return copy or (None if texts else False)


def _names(claim: LicenseClaim, license: str) -> bool:
    """Whether a recognized text is, or holds, this very license (MIT is no part of MIT-0)."""
    if claim.expression in ("", NONE, NOASSERTION):
        return False
    return any(leaf.id == license for leaf in leaves(parse(Expression(claim.expression))))


def _declared_link(place: Place) -> Iterator[Span]:
    """Some licenses are content with a link to their text."""
    for one in place.around:
        for claim in one.licenses:
            if claim.link.startswith("http") or "creativecommons.org" in claim.raw:
                yield claim.span
        for prose in one.prose:
            line = _line_of(
                prose.text, re.compile(r"https?://\S*(?:licen[sc]e|legalcode|/deed)\S*")
            )
            if line is not None:
                yield _at(prose.span, line)


def _literal(place: Place) -> Seen:
    """The exact words, in any text a person reads; one of several where a bar separates them."""
    wanted = [_plain(words) for words in place.duty.literal.split("|") if words.strip()]
    if not wanted:
        return None
    for one in place.around:
        for prose in one.prose:
            if any(words in _plain(prose.text) for words in wanted):
                return _at(prose.span, _first_line_with(prose.text, wanted))
    return False


def _name_prefix(place: Place) -> Seen:
    component = place.holding.component
    if not component.name:
        return None
    starts = _plain(component.name.rpartition("/")[2]).startswith(_plain(place.duty.literal))
    return (component.span or True) if starts else False


def _credit(place: Place) -> Seen:
    """The upstream's name in a text a person reads; a recipe in a fenced block is no credit."""
    name = hub_name(place.duty.upstream).rpartition("/")[2]
    for one in place.around:
        for prose in one.prose:
            text = _unfenced(prose.text)
            if name.lower() in text.lower():
                return _at(prose.span, _first_line_with(text, [_plain(name)]))
    return False


def _changes(place: Place) -> Seen:
    """A word on what was done, in the card before any other file."""
    for one in place.around:
        for prose in sorted(one.prose, key=lambda prose: "readme" not in prose.span.path.lower()):
            line = _line_of(prose.text, _CHANGES)
            if line is not None:
                return _at(prose.span, line)
    return False


def _policy(place: Place) -> Seen:
    """The license's own text hands its policy on; so does a policy that is shipped or quoted."""
    copy = _license_copy(place)
    if copy:
        return copy
    for one in place.around:
        for prose in one.prose:
            line = _line_of(prose.text, _POLICY)
            if line is not None:
                return _at(prose.span, line)
    return copy


def _source(place: Place) -> Seen:
    """An offer of the source in a text a person reads, or source that lies in the same tree."""
    for prose in place.prose:
        line = _line_of(prose.text, _SOURCE)
        if line is not None:
            return _at(prose.span, line)
    code = next((o.component for o in place.around if o.component.kind is Kind.CODE), None)
    return (code.span or True) if code else False


def _own_name(place: Place) -> Seen:
    """A name that is not the upstream's."""
    component = place.holding.component
    name = component.name.rpartition("/")[2]
    if not name:
        return None
    differs = _plain(name) != _plain(hub_name(place.duty.upstream).rpartition("/")[2])
    return (component.span or True) if differs else False


def _label(place: Place) -> Seen:
    """A license that is named for the work; whether it is the right one is another question."""
    named = [claim for claim in place.holding.licenses if claim.basis > Basis.REFERENCE]
    return named[0].span if named else False


def _notices(place: Place) -> Seen:
    """The upstream's notices, where it lies in the same tree; else files cannot tell."""
    wanted = [
        _plain(line)
        for prose in (place.upstream.prose if place.upstream else ())
        for line in prose.text.splitlines()
        if _COPYRIGHT.match(line)
    ]
    if not wanted:
        return None
    for prose in place.prose:
        if all(line in _plain(prose.text) for line in wanted):
            return _at(prose.span, _first_line_with(prose.text, wanted))
    return False


LOOKS: dict[str, Callable[[Place], Seen]] = {
    "include-license": _license_copy,
    "retain-notices": _notices,
    "notice-file": _literal,
    "display-badge": _literal,
    "name-prefix": _name_prefix,
    "attribution": _credit,
    "state-changes": _changes,
    "pass-on-policy": _policy,
    "disclose-source": _source,
    "rename": _own_name,
    "same-license-notice": _label,
}


@lru_cache(maxsize=16)
def _unfenced(text: str) -> str:
    """Return the text without fenced blocks, every line at its old place."""
    return _FENCED.sub(lambda block: "\n" * block.group().count("\n"), text)


@lru_cache(maxsize=64)
def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("©", "(c)")).strip().lower()


@lru_cache(maxsize=64)
def _line_of(text: str, pattern: re.Pattern[str]) -> int | None:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) if found else None


def _first_line_with(text: str, wanted: Sequence[str]) -> int:
    for number, line in enumerate(text.splitlines()):
        if any(words in _plain(line) for words in wanted):
            return number
    return 0


def _at(span: Span, lines_below: int) -> Span:
    return span._replace(line=span.line + lines_below)
