"""`licscan outbound`: under which licenses may it go out?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, judging, scanning
from licscan.cli.targets import judged_target


@click.command("outbound", short_help="List the licenses under which it may go out.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@judging
@scanning
@asking
def command(target: Path, **given: Any) -> int:
    """List the licenses under which each component of TARGET may go out, fewest duties first.

    TARGET is a directory or a plan file. Whatever license it carries now is left aside; the exit
    code is that of the gate, which judges the present one.
    """
    report, fail_on = judged_target(target, given, outbound="all")
    return conclude(report, target, "outbound", fail_on, given["reports"])
