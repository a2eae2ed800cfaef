"""`licscan audit`: the whole repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import judging, options_from, scanning


@click.command("audit", short_help="Audit a directory.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@judging
@scanning
def command(target: Path, **given: Any) -> int:
    """Audit a directory: its components, their lineage, and what may be done with them.

    TARGET is a directory; the current one if it is not given.
    """
    from licscan.audit import audit

    report = audit(target, options_from(given))
    return conclude(report, target, "terminal", given["fail_on"], given["reports"])
