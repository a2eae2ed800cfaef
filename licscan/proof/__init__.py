"""Question 6, second half: is each duty that fires fulfilled in the repository?

Texts are recognized by what they say, never by their file name. What no file can show stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from licscan.components import Holding
from licscan.errors import LicscanError
from licscan.model import ComponentId, Duty, Finding, Judged, Report, Span
from licscan.proof.looks import LOOKS, Place
from licscan.rulebook import Rulebook


def prove(report: Report, holdings: Mapping[ComponentId, Holding], rulebook: Rulebook) -> Report:
    """Return the report with every duty marked, and a finding for each that is not fulfilled."""
    proofs = [_proof(one, holdings, rulebook) for one in report.judged]
    missing = [found for _, findings in proofs for found in findings]
    judged = tuple(one for one, _ in proofs)
    verdict = max([report.verdict, *(one.verdict for one in judged)])
    return report._replace(verdict=verdict, judged=judged, findings=(*report.findings, *missing))


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
        return judged._replace(verdict=max(judged.verdict, found.verdict)), [found]


def _proved(judged: Judged, holdings: Mapping[ComponentId, Holding]) -> Judged:
    around = [holdings[name] for name in _around(judged.component) if name in holdings]
    return judged._replace(
        duties=tuple(
            _mark(Place(duty, holdings[judged.component], around, holdings.get(duty.upstream)))
            for duty in judged.duties
        ),
    )


def _around(component: ComponentId) -> list[ComponentId]:
    """Return the component and the folders above it: a LICENSE at the root serves them all."""
    folder = component.partition("#")[0]
    parts = folder.split("/") if folder != "." else []
    above = ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return [component, *(ComponentId(name) for name in (*above, ".") if name != component)]


def _mark(place: Place) -> Duty:
    duty = place.duty
    look = LOOKS.get(duty.kind)
    seen = look(place) if look else None
    if seen is None or (duty.stance and not seen):
        return duty
    return duty._replace(fulfilled=bool(seen), evidence=seen if isinstance(seen, Span) else None)


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
