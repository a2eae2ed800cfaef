"""The hook itself. Called with file names alone it runs without click, which costs 30 ms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from licscan.audit import check
from licscan.cli.conclusion import conclude
from licscan.cli.settings import configured, nearest
from licscan.trial import Options

if TYPE_CHECKING:
    from licscan.config.values import Config
    from licscan.model import Report


def run(files: Sequence[Path]) -> int:
    """Check files under the configuration at or above the current directory."""
    config = nearest(Path())
    if config is None:
        return judge(files, Options())
    return judge(files, configured(config), config.fail_on or "conflict", (), base_of(config))


def base_of(config: Config | None) -> Path:
    """Return the folder from which components are named: that of the configuration."""
    return config.path.parent if config else Path()


def judge(
    files: Sequence[Path],
    options: Options,
    fail_on: str = "conflict",
    reports: Sequence[str] = (),
    base: Path = Path(),
) -> int:
    """Check files and return the exit code; silent where nothing is open."""
    report = check(files, options._replace(outbound="none"), base)
    return 0 if report is None else show(report, base, fail_on, reports)


def show(report: Report, root: Path, fail_on: str, reports: Sequence[str]) -> int:
    """Conclude a check, silent where nothing is open; `root` holds the files the report names."""
    told = any(finding.status == "open" for finding in report.findings)
    if not (told or reports):
        return 0
    return conclude(report, root, "plain", fail_on, reports)
