"""Evidence becomes one resolution per component; dissent is kept, never outvoted in silence.

Basis ranks evidence for what is *concluded*; what is *possible* stays as readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from licscan.identify.words import Word, resolve_word
from licscan.model import (
    NOASSERTION,
    Basis,
    Component,
    Evidence,
    Expression,
    Finding,
    Kind,
    LicenseClaim,
    Match,
    Resolution,
    Span,
    Verdict,
)

OPEN_LABEL = (
    *("sources-disagree", "ambiguous-family-tag", "other-without-name", "near-match"),
    "unknown-license",
)
"""Findings that leave open what a component is offered under: at least unknown."""


_MOST_TOLD = 8
"""Claims of a disagreement that its message names; its places name them all."""


class Sighting(NamedTuple):
    """A claim beside what its word may mean."""

    claim: LicenseClaim
    word: Word

    @property
    def meanings(self) -> tuple[Expression, ...]:
        """All expressions it may stand for; empty where it names none."""
        return (self.word.expression,) if self.word.expression else self.word.members


class Doubt(NamedTuple):
    """Something that is not right about the evidence, before it is worded."""

    slug: str
    claims: tuple[LicenseClaim, ...]
    message: str
    remedy: str


def resolve(
    component: Component, claims: Iterable[LicenseClaim]
) -> tuple[Resolution, tuple[Doubt, ...]]:
    """Return what a component of the tree is offered under, and the doubts about it."""
    sightings = [Sighting(claim, _word(claim)) for claim in sorted(claims, key=_place)]
    evidence = tuple(_evidence(sighting) for sighting in sightings)
    speaking = [s for s in sightings if _speaks(s.claim, component.kind)]
    clarified = [s for s in speaking if s.claim.basis is Basis.CLARIFIED]
    if clarified:
        return _settled(component, evidence, clarified[-1].meanings), ()
    declared = [s for s in speaking if s.claim.basis in (Basis.DECLARED, Basis.TAGGED)]
    texts = [s for s in speaking if s.claim.basis is Basis.TEXT]
    # LICENSE-MODEL speaks of the model before LICENSE does, which then is for the rest.
    texts = [s for s in texts if s.claim.applies_to] or texts
    resolution = Resolution(
        component.id,
        readings=_readings(declared, texts),
        declared=_one(declared),
        detected=_one(texts),
        concluded=_one(texts) if _certain(texts) else _one(declared),
        evidence=evidence,
    )
    return resolution, tuple(_doubts(component, declared, texts))


def _place(claim: LicenseClaim) -> tuple[Span, str, str]:
    return (claim.span, claim.raw, claim.extractor)


def _word(claim: LicenseClaim) -> Word:
    if claim.expression:
        known = claim.expression != NOASSERTION
        return Word(claim.raw, Expression(claim.expression) if known else None)
    return resolve_word(claim.raw, claim.name, claim.link, claim.extractor)


def _evidence(sighting: Sighting) -> Evidence:
    claim, word = sighting.claim, sighting.word
    return Evidence(
        raw=claim.raw,
        expression=word.expression or NOASSERTION,
        basis=claim.basis,
        span=claim.span,
        extractor=claim.extractor,
        match=claim.match,
        score=claim.score,
        applies_to=claim.applies_to,
        note="; ".join(note for note in (claim.note, word.note) if note),
    )


def _speaks(claim: LicenseClaim, kind: Kind) -> bool:
    """Whether a sighting says what the whole component is offered under."""
    return not claim.scope and claim.applies_to in (None, kind) and claim.basis > Basis.REFERENCE


def _settled(
    component: Component, evidence: tuple[Evidence, ...], meanings: tuple[Expression, ...]
) -> Resolution:
    one = meanings[0] if len(meanings) == 1 else NOASSERTION
    return Resolution(component.id, meanings, one, one, one, evidence, "clarified")


def _certain(texts: Sequence[Sighting]) -> bool:
    return any(s.claim.match is not Match.NEAR and s.meanings for s in texts)


def _one(sightings: Sequence[Sighting]) -> Expression:
    """Return the expression all of these mean, NOASSERTION where that is not one."""
    meant = {s.meanings for s in sightings if s.meanings}
    if len(meant) == 1:
        (only,) = meant
        return only[0] if len(only) == 1 else NOASSERTION
    return NOASSERTION


def _readings(declared: Sequence[Sighting], texts: Sequence[Sighting]) -> tuple[Expression, ...]:
    said = _all(declared)
    found = _all(texts)
    if not said or not found:
        # A license that is there and cannot be told is not the absence of one.
        there = (NOASSERTION,) if declared or texts else ()
        return said or found or there
    if not set(found) & set(said) and (covered := _covered(declared, found)):
        return covered
    if set(found) & set(said):
        # A text among the members of a family tag says which of them, but for the GNU texts,
        # which do not say "or later" themselves: there the tag's own readings stand.
        return said if len(said) <= 2 else tuple(e for e in said if e in found)
    return (*said, *found)


def _covered(declared: Sequence[Sighting], found: Sequence[Expression]) -> tuple[Expression, ...]:
    """Return the texts that a tag also stands for, though another one is in force (gemma)."""
    stands_for = {member for s in declared for member in s.word.members}
    return tuple(expression for expression in found if expression in stands_for)


def _all(sightings: Sequence[Sighting]) -> tuple[Expression, ...]:
    return tuple(dict.fromkeys(meaning for s in sightings for meaning in s.meanings))


def _doubts(
    component: Component, declared: Sequence[Sighting], texts: Sequence[Sighting]
) -> Iterator[Doubt]:
    if not declared and not texts:
        return
    known = [s for s in texts if s.claim.match is not Match.NEAR and s.meanings]
    yield from _disagreements(declared, known)
    yield from _word_doubts(declared, bool(known))
    if not known:
        yield from (_near(s.claim) if s.meanings else _strange(s.claim) for s in texts)


def _disagreements(declared: Sequence[Sighting], texts: Sequence[Sighting]) -> Iterator[Doubt]:
    said, found = _all(declared), _all(texts)
    if said and found and not set(said) & set(found) and not _covered(declared, found):
        claims = (*(s.claim for s in declared if s.meanings), *(s.claim for s in texts))
        words = _listed(claims)
        yield Doubt(
            "sources-disagree",
            claims,
            f"The sources disagree about the license: {words}.",
            "Correct the wrong one.",
        )
        return
    groups = {(s.claim.span.path, s.claim.group): s for s in declared if s.meanings}
    meant = {s.meanings for s in declared if s.meanings and not s.claim.group}
    if len(meant) > 1 and len(groups) > 1 and not _nested(meant):
        claims = tuple(s.claim for s in declared if s.meanings)
        words = _listed(claims)
        message = f"The manifests disagree about the license: {words}."
        yield Doubt("sources-disagree", claims, message, "Make them say the same.")


def _listed(claims: Sequence[LicenseClaim]) -> str:
    """Name what each claim says and where; of many that say the same, the first stands for all."""
    firsts = {claim.raw: claim for claim in reversed(claims)}
    said = [f"{c.raw} ({c.span})" for c in claims if firsts[c.raw] is c]
    more = len(said) - _MOST_TOLD
    return " and ".join(said[:_MOST_TOLD]) + (f" and {more} more" if more > 0 else "")


def _nested(meant: set[tuple[Expression, ...]]) -> bool:
    """Whether one meaning is held in all others (a family tag beside one of its members)."""
    return any(all(set(one) <= set(other) for other in meant) for one in meant)


_WORD_DOUBTS = {
    "unparsable": ("{raw!r} cannot be read as a license expression.", "Write an SPDX expression."),
    "deprecated-id": (
        "{raw!r} is a deprecated id: it does not say whether later versions are allowed.",
        "Say -only or -or-later.",
    ),
    "ambiguous-family-tag": (
        "{raw!r} names a family of licenses and may mean {members}.",
        "Name the very license.",
    ),
    "other-without-name": (
        "{raw!r} says that there is a license and not which.",
        "Add license_name and license_link, or the license text.",
    ),
    "unknown-license": (
        "{raw!r} is a license that the rulebook does not know.",
        "Add the license text, or use the name of a known license.",
    ),
}


def _word_doubts(declared: Sequence[Sighting], text_known: bool) -> Iterator[Doubt]:
    for sighting in declared:
        problem = sighting.word.problem
        if not problem or (text_known and problem not in ("deprecated-id", "unparsable")):
            continue
        message, remedy = _WORD_DOUBTS[problem]
        words = {"raw": sighting.claim.raw, "members": " or ".join(sighting.word.members)}
        yield Doubt(problem, (sighting.claim,), message.format(**words), remedy)


def _strange(claim: LicenseClaim) -> Doubt:
    return Doubt(
        "unknown-license",
        (claim,),
        f"The license text {claim.raw!r} is none that is known.",
        "A person has to read the text.",
    )


def _near(claim: LicenseClaim) -> Doubt:
    return Doubt(
        "near-match",
        (claim,),
        f"The text is close to {claim.raw} ({claim.score:.0f} %) and not the same"
        + (f": {claim.note}." if claim.note else "."),
        "Compare the text with the license it is meant to be, and ship that one verbatim.",
    )


def finding(component: Component, doubt: Doubt, code: str) -> Finding:
    """Word one doubt as a finding at the place of its claims."""
    verdict = Verdict.UNKNOWN if doubt.slug in OPEN_LABEL else Verdict.OK
    return Finding(
        code=code,
        slug=doubt.slug,
        component=component.id,
        message=doubt.message,
        spans=tuple(dict.fromkeys(claim.span for claim in doubt.claims)),
        verdict=verdict,
        remedy=doubt.remedy,
    )
