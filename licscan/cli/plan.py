"""`licscan plan`: a plan file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, configuration, gate_of, judging, options_from


@click.command("plan", short_help="Judge a plan file.")
@click.argument("file", type=click.Path(path_type=Path))
@judging
@asking
def command(file: Path, **given: Any) -> int:
    """Judge FILE (licscan-plan/1), a combination that is only planned."""
    from licscan.plan import judge, read_plan

    config = configuration(given)
    plan, under = read_plan(file), config
    if config is not None:
        # What the plan itself says of its release and of the law comes before the configuration.
        stances = (*config.stances, *plan.stances)
        plan = replace(plan, profile=plan.profile or config.profile, stances=stances)
        under = replace(config, release=None, profile="", stances=())
    report = judge(plan, options_from(given, under))
    return conclude(report, file.parent, "terminal", gate_of(given, config), given["reports"])
