"""What is to be known of a lineage beside copyright, one sentence a point."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Finding, Report, Right

_TOPICS = {
    "patents": "Patents",
    "trademarks": "Names and trademarks",
    "outputs": "Outputs",
    "choice": "Choice of license",
    "held": "Licenses that were obtained",
    "owned": "Own works",
}


def beside_copyright(report: Report) -> Iterator[str]:
    """Yield a line for each point; licenses that say the same share one."""
    told: dict[tuple[str, str], dict[str, None]] = {}
    for one in report.judged:
        for right in one.rights:
            told.setdefault((right.topic, right.text), {})[_source(right)] = None
    for (topic, text), sources in sorted(told.items()):
        yield f"{_TOPICS[topic]}: {text} ({', '.join(sources)})"


def conditions(report: Report) -> list[str]:
    """Return the limits on use that go with the work, each once."""
    return sorted({condition for one in report.judged for condition in one.conditions})


def _source(right: Right) -> str:
    clause = f", clause {right.clause}" if right.clause else ""
    return f"{right.license or right.upstream}{clause}{mark(right.verified)}"


def mark(verified: str) -> str:
    """Return how a fact was verified, in brackets; nothing where it is held against its text."""
    return f" [{verified}]" if verified not in ("", "text") else ""


def unread(finding: Finding) -> str:
    """Say on which facts a finding rests that are not held against their text."""
    told = {
        f"{reason.license}{mark(reason.verified)}"
        for reason in finding.reasons
        if reason.license and mark(reason.verified)
    }
    return f" Rests on facts of {', '.join(sorted(told))}." if told else ""
