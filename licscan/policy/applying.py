"""The user's policy put over a finished report: lists, then waivers, then the baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from licscan.config.values import Policy
from licscan.model import ComponentId, Finding, Report, Span
from licscan.policy.baseline import Entry, baselined, gone_in_words, read_baseline
from licscan.policy.listing import listed
from licscan.policy.waiving import about, stale, waived
from licscan.rulebook import Rulebook


def applied(
    report: Report, policy: Policy, rulebook: Rulebook, today: str, whole: bool = True
) -> Report:
    """Return the report with what is set aside marked, and with what the policy itself has to say.

    `whole` is False where only a part of the tree was judged; nothing is called unused then.

    Raises:
        UsageError: the baseline cannot be read.
    """
    codes = rulebook.finding_codes
    findings: tuple[Finding, ...] = report.findings
    if policy.lists:
        findings = (*findings, *listed(report, policy.lists, rulebook))
    lapsed = tuple(stale(findings, policy.waivers, today, whole))
    notes = [about(waiver, problem, findings, codes) for waiver, problem in lapsed]
    findings = waived(findings, policy.waivers, today)
    if policy.baseline:
        findings, gone = baselined(findings, read_baseline(policy.baseline))
        notes += _shrunk(gone, policy, codes) if whole else ()
    return report._replace(findings=(*findings, *notes), stale_waivers=lapsed)


def _shrunk(gone: Sequence[Entry], policy: Policy, codes: Mapping[str, str]) -> Iterator[Finding]:
    if not gone:
        return
    slug = "baseline-stale"
    entries = "An entry" if len(gone) == 1 else f"{len(gone)} entries"
    yield Finding(
        code=codes[slug],
        slug=slug,
        component=ComponentId("."),
        message=f"{entries} of the baseline {'is' if len(gone) == 1 else 'are'} no longer found "
        f"({gone_in_words(gone)}).",
        spans=(Span(policy.baseline_name),),
        remedy="Write the baseline again: `licscan audit --write-baseline`.",
    )
