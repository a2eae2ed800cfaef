"""`licscan why`: the evidence and the argument for one component."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from licscan.cli.options import asking, judging, scanning
from licscan.cli.targets import judged_target


@click.command("why", short_help="Tell why a component is judged as it is.")
@click.argument("target", type=click.Path(path_type=Path))
@click.argument("component", default=".")
@judging
@scanning
@asking
def command(target: Path, component: str, **given: Any) -> int:
    """Tell what is known of COMPONENT in TARGET, and argue its verdict step by step.

    TARGET is a directory or a plan file; COMPONENT a folder of it, or the name of anything in its
    lineage. With the name of a parent: what that one asks, and of whom.
    """
    from licscan.argument import why
    from licscan.sources.printable import printable

    text = why(judged_target(target, given, argue=True).report, component)
    sys.stdout.write("".join(f"{printable(line)}\n" for line in text.splitlines()))
    return 0
