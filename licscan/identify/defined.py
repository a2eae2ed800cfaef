"""Licenses that a document defines itself: its own names mean what their texts are identified as.

Source: SPDX 2.3 clause 10 (`LicenseRef-1` and its extracted text), CycloneDX `license.text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from licscan.expressions import (
    ExpressionError,
    Leaf,
    Node,
    is_listed,
    mapped,
    own_name,
    parse,
    read,
    render,
)
from licscan.identify.words import resolve_word
from licscan.model import (
    NOASSERTION,
    Basis,
    Defined,
    Expression,
    Fact,
    Gap,
    LicenseClaim,
    LicenseText,
    Match,
)

_MOST = 200
"""Different texts of a run that are identified; a document may have thousands."""
_LONGEST = 300_000


class Definitions:
    """Remembers what the texts of a run were identified as."""

    def __init__(self, identify: Callable[[LicenseText], Sequence[Fact]]) -> None:
        self._identify = identify
        self._known: dict[str, tuple[LicenseClaim | None, str]] = {}

    def settled(self, claim: LicenseClaim) -> Iterator[LicenseClaim]:
        """Yield a claim with its own names understood; beside a known name, its text too."""
        bare = claim._replace(defined=())
        if len(claim.defined) == 1 and claim.defined[0].id == claim.raw:
            (one,) = claim.defined
            if _is_known(claim.raw):
                yield bare
                yield from self._different(claim, one)
                return
        meant, notes = {}, [claim.note]
        for one in claim.defined:
            expression, note = self._meaning(claim, one)
            notes.append(note)
            if expression:
                meant[one.id] = expression
        yield from _rewritten(bare._replace(note="; ".join(filter(None, notes))), meant)

    def _meaning(self, claim: LicenseClaim, one: Defined) -> tuple[Expression | None, str]:
        """Return what a name of the document stands for, and a note on how that is known."""
        if _is_known(one.id):
            return None, ""
        found, problem = self._text(claim, one.text) if one.text else (None, "")
        if found is not None and found.match is not Match.NEAR:
            return Expression(found.expression), f"{one.id} is {found.raw} by its text"
        named = resolve_word(one.name) if one.name else None
        if found is not None:
            problem = f"the text of {one.id} is close to {found.raw} and not the same"
        elif named and named.expression and named.expression != NOASSERTION:
            return named.expression, f"{one.id} is called {one.name}"
        return None, problem or (f"{one.id} is called {one.name}" if one.name else "")

    def _different(self, claim: LicenseClaim, one: Defined) -> Iterator[LicenseClaim]:
        """Yield the license of a text that is another one than its name says."""
        found, _ = self._text(claim, one.text)
        said = resolve_word(claim.raw).readings
        if found and found.match is not Match.NEAR and found.expression not in said:
            yield found._replace(
                span=claim.span,
                extractor=claim.extractor,
                applies_to=claim.applies_to,
                scope=claim.scope,
                note=f"the text that stands beside {claim.raw}",
            )

    def _text(self, claim: LicenseClaim, text: str) -> tuple[LicenseClaim | None, str]:
        """Return the one license that a text is, or why that cannot be told."""
        text = text[:_LONGEST]
        if text not in self._known:
            if len(self._known) >= _MOST:
                return None, f"its text was not looked at, as one of more than {_MOST}"
            self._known[text] = _one(self._identify(LicenseText(claim.span, claim.extractor, text)))
        return self._known[text]


def _is_known(word: str) -> bool:
    """Whether a name has a meaning beyond its document; `LicenseRef-1` alone has none."""
    if own_name(word):
        return is_listed(word)
    return bool(resolve_word(word).readings)


def _one(facts: Sequence[Fact]) -> tuple[LicenseClaim | None, str]:
    claims = [
        fact
        for fact in facts
        if isinstance(fact, LicenseClaim)
        and fact.basis is Basis.TEXT
        and fact.expression not in ("", NOASSERTION)
    ]
    if len(claims) == 1:
        return claims[0], ""
    problem = next((fact.problem for fact in facts if isinstance(fact, Gap)), "")
    return None, problem or "its text is none that is known"


def _rewritten(claim: LicenseClaim, meant: dict[str, Expression]) -> Iterator[LicenseClaim]:
    """Yield a claim in which names are replaced by what they mean, a reading each where open."""
    if not meant:
        yield claim
        return
    if claim.raw in meant:
        yield claim._replace(expression=meant[claim.raw], match=Match.EXACT)
        return

    def change(leaf: Leaf) -> Node:
        return parse(meant[leaf.id]) if leaf.id in meant and not leaf.exception else leaf

    try:
        written = read(claim.raw)
        word = resolve_word(render(mapped(written, change)))
        same = mapped(written, change) == mapped(written, lambda leaf: leaf)
    except ExpressionError:
        same = True
    if same:
        yield claim
        return
    group = claim.group or (str(claim.span) if len(word.readings) > 1 else "")
    for expression in word.readings:
        yield claim._replace(expression=expression, group=group)
    if not word.readings:
        yield claim
