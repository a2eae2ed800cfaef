"""The baseline: findings that were there when the gate was adopted, told and not counted.

An entry is a finding's fingerprint, without line numbers or wording, and how bad it was: two
findings need two entries, and one that became worse counts again. Entries that are no longer found
are told, and gone when the file is next written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from licscan.errors import UsageError
from licscan.model import Finding, Verdict

SCHEMA = "licscan-baseline/1"
_VERDICTS = {str(verdict): verdict for verdict in Verdict}
_NEVER = ("waiver-expired", "waiver-unused", "baseline-stale", "clarification-void")
"""Findings about the user's own rules; a baseline of them would hide what they are to tell."""


class Entry(NamedTuple):
    """One finding of the past; what is beside the fingerprint is for readers, but the verdict."""

    fingerprint: str
    code: str
    component: str
    upstream: str
    verdict: Verdict


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a baseline; none where the file is not there yet.

    Raises:
        UsageError: the file is there and is no baseline.
    """
    if not path.exists():
        return ()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}")
        return tuple(_entry(one) for one in data["findings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path.name} is no baseline: {error}", "`licscan audit --write-baseline` writes one"
        ) from error


def _entry(data: dict[str, Any]) -> Entry:
    verdict = _VERDICTS[data["verdict"]]
    upstream = data.get("upstream") or ""
    return Entry(data["fingerprint"], data["code"], data["component"], upstream, verdict)


def baselined(
    findings: Iterable[Finding], entries: Sequence[Entry]
) -> tuple[tuple[Finding, ...], tuple[Entry, ...]]:
    """Return the findings, those of the baseline marked, and the entries that are not found."""
    waiting: dict[str, list[Entry]] = {}
    for entry in entries:
        waiting.setdefault(entry.fingerprint, []).append(entry)
    told = []
    for finding in findings:
        left = waiting.get(finding.fingerprint) if _may_be_entered(finding) else None
        fits = next((e for e in left or () if finding.verdict <= e.verdict), None)
        if left and fits:
            left.remove(fits)
            # A finding that is waived as well is waived: that has a reason and a date.
            status = finding.status if finding.status != "open" else "baselined"
            finding = finding._replace(status=status)
        told.append(finding)
    return tuple(told), tuple(entry for left in waiting.values() for entry in left)


def _may_be_entered(finding: Finding) -> bool:
    return finding.slug not in _NEVER


def baseline_text(findings: Iterable[Finding]) -> str:
    """Write the findings that are not waived as a baseline: sorted JSON, a line each."""
    rows = sorted(
        (_row(f) for f in findings if f.status != "waived" and _may_be_entered(f)),
        key=lambda row: (row["component"], row["code"], row["upstream"], row["fingerprint"]),
    )
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    head = json.dumps(SCHEMA)
    return f'{{\n "schema": {head},\n "findings": [\n{lines}\n ]\n}}\n'


def _row(finding: Finding) -> dict[str, str]:
    return {
        "fingerprint": finding.fingerprint,
        "code": finding.code,
        "component": finding.component,
        "upstream": finding.upstream or "",
        "verdict": str(finding.verdict),
    }


def gone_in_words(entries: Iterable[Entry]) -> str:
    """Say which findings of the baseline are gone, by code."""
    counts = Counter(entry.code for entry in entries)
    return ", ".join(f"{count} x {code}" for code, count in sorted(counts.items()))
