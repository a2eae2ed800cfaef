"""`licscan check`: the pre-commit hook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from licscan.cli.options import conclude, judging, options_from, scanning


@click.command("check", short_help="Check changed files (the pre-commit hook).")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@judging
@scanning
def command(files: tuple[Path, ...], **given: Any) -> int:
    """Check the components that FILES belong to; silent where nothing concerns it.

    Each file is read together with those beside it, as they lie on disk.
    """
    from licscan.audit import check

    report = check(files, replace(options_from(given), outbound="none"))
    if report is None:
        return 0
    quiet = not report.findings and not given["reports"]
    return conclude(report, given, Path(), "plain") if not quiet else 0
