"""What is to be known of a lineage beside copyright, one sentence a point."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Report, Right

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


def _source(right: Right) -> str:
    clause = f", clause {right.clause}" if right.clause else ""
    mark = f" [{right.verified}]" if right.verified not in ("", "text") else ""
    return f"{right.license or right.upstream}{clause}{mark}"
