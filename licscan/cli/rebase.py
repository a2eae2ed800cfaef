"""`--baseline` and `--write-baseline` of an audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licscan.errors import UsageError

if TYPE_CHECKING:
    from licscan.model import Report
    from licscan.trial import Options


def with_baseline(options: Options, baseline: Path | None) -> Options:
    """Return the options with a baseline that the command line names."""
    if baseline is None:
        return options
    from licscan.config.values import Policy

    policy = options.policy or Policy()
    named = policy._replace(baseline=baseline, baseline_name=baseline.name)
    return options._replace(policy=named)


def audit_and_write(target: Path, options: Options) -> Report:
    """Audit without the old baseline, write the new one, and return the report under it.

    Raises:
        UsageError: no baseline is named, or it cannot be written.
    """
    from licscan.audit import audit
    from licscan.policy.baseline import baseline_text, baselined, read_baseline

    policy = options.policy
    if policy is None or policy.baseline is None:
        tip = 'say where: --baseline FILE, or baseline = "licscan-baseline.json" in licscan.toml'
        raise UsageError("no baseline is named", tip)
    report = audit(target, options._replace(policy=policy._replace(baseline=None)))
    try:
        policy.baseline.write_text(baseline_text(report.findings), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {policy.baseline_name}: {error.strerror}") from error
    findings, _ = baselined(report.findings, read_baseline(policy.baseline))
    return report._replace(findings=findings)
