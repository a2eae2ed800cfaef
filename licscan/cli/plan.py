"""`licscan plan`: a plan file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import judging, options_from


@click.command("plan", short_help="Judge a plan file.")
@click.argument("file", type=click.Path(path_type=Path))
@judging
def command(file: Path, **given: Any) -> int:
    """Judge FILE (licscan-plan/1), a combination that is only planned."""
    from licscan.plan import judge, read_plan

    report = judge(read_plan(file), options_from(given))
    return conclude(report, file.parent, "terminal", given["fail_on"], given["reports"])
