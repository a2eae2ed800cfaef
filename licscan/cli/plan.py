"""`licscan plan`: a plan file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, judging
from licscan.cli.targets import judged_plan


@click.command("plan", short_help="Judge a plan file.")
@click.argument("file", type=click.Path(path_type=Path))
@judging
@asking
def command(file: Path, **given: Any) -> int:
    """Judge FILE (licscan-plan/1), a combination that is only planned."""
    report, fail_on = judged_plan(file, given)
    return conclude(report, file.parent, "terminal", fail_on, given["reports"])
