"""`licscan audit`: the whole repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import configuration, gate_of, judging, options_from, scanning


@click.command("audit", short_help="Audit a directory.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@judging
@scanning
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings of the past, which are told and do not count.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found into the baseline.")
def command(target: Path, **given: Any) -> int:
    """Audit a directory: its components, their lineage, and what may be done with them.

    TARGET is a directory; the current one if it is not given.
    """
    from licscan.audit import audit
    from licscan.cli.rebase import with_baseline

    config = configuration(given, target)
    options = with_baseline(options_from(given, config), given["baseline"])
    if given["write_baseline"]:
        from licscan.cli.rebase import audit_and_write

        report = audit_and_write(target, options)
    else:
        report = audit(target, options)
    return conclude(report, target, "terminal", gate_of(given, config), given["reports"])
