"""Waivers are held against the findings after judgement; all that cover one are kept with it.

Their order decides nothing, and no verdict changes: only the gate looks past what is waived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from licscan.model import ComponentId, Finding, Severity, Waiver
from licscan.upstream.names import hub_name

EXPIRED, UNUSED = "expired", "unused"
_SLUGS = {EXPIRED: "waiver-expired", UNUSED: "waiver-unused"}


def waived(
    findings: Iterable[Finding], waivers: Sequence[Waiver], today: str
) -> tuple[Finding, ...]:
    """Return the findings, those that a waiver in force covers marked `waived`."""
    standing = [waiver for waiver in waivers if not expired(waiver, today)]
    return tuple(_marked(finding, standing) for finding in findings)


def _marked(finding: Finding, waivers: Iterable[Waiver]) -> Finding:
    covering = tuple(waiver for waiver in waivers if covers(waiver, finding))
    return finding._replace(status="waived", waivers=covering) if covering else finding


def covers(waiver: Waiver, finding: Finding) -> bool:
    """Whether a waiver is about this finding: code, component and, where named, upstream."""
    return (
        waiver.code == finding.code
        and same(waiver.component, finding.component)
        and (not waiver.upstream or same(waiver.upstream, finding.upstream or ""))
    )


def same(written: str, component: str) -> bool:
    """Whether a name in the configuration is this component; `org/name` stands for the Hub's."""
    if written == component:
        return True
    elsewhere = component.startswith("pkg:") and not written.startswith("pkg:")
    return elsewhere and hub_name(component).lower() == written.lower()


def expired(waiver: Waiver, today: str) -> bool:
    """Whether its last day has passed; that day itself still counts."""
    return bool(waiver.expires and today and waiver.expires < today)


def stale(
    findings: Sequence[Finding], waivers: Iterable[Waiver], today: str, whole: bool
) -> Iterator[tuple[Waiver, str]]:
    """Yield the waivers that do nothing, with `expired` or `unused`.

    Where only a part of the tree was judged (not `whole`), one that covers nothing may cover
    something in the rest, and is not told.
    """
    for waiver in waivers:
        used = any(covers(waiver, finding) for finding in findings)
        if expired(waiver, today) and (used or whole):
            yield waiver, EXPIRED
        elif not used and whole:
            yield waiver, UNUSED


def about(
    waiver: Waiver, problem: str, findings: Sequence[Finding], codes: Mapping[str, str]
) -> Finding:
    """Return the finding about a waiver that does nothing; its place is the configuration."""
    slug = _SLUGS[problem]
    used = any(covers(waiver, finding) for finding in findings)
    upstream = f" from {waiver.upstream}" if waiver.upstream else ""
    subject = f"The waiver of {waiver.code} for {waiver.component}{upstream} ({waiver.reason})"
    if problem == UNUSED:
        message = f"{subject} covers no finding."
        remedy = "Remove it, or correct its code and component."
    else:
        again = "what it covered counts again" if used else "it covers no finding any more"
        message = f"{subject} held until {waiver.expires}; {again}."
        remedy = "Fix the finding, or renew the waiver with a reason." if used else "Remove it."
    return Finding(
        code=codes[slug],
        slug=slug,
        component=ComponentId(waiver.component),
        message=message,
        spans=(waiver.span,),
        severity=Severity.WARNING if problem == EXPIRED and used else Severity.NOTE,
        upstream=ComponentId(waiver.upstream) if waiver.upstream else None,
        remedy=remedy,
    )
