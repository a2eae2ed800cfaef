"""`licscan check`: the pre-commit hook, with options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli import hook
from licscan.cli.options import configuration, gate_of, judging, options_from, scanning


@click.command("check", short_help="Check changed files (the pre-commit hook).")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@judging
@scanning
def command(files: tuple[Path, ...], **given: Any) -> int:
    """Check the components that FILES belong to; silent where nothing concerns it.

    Each file is read together with those beside it, as they lie on disk.
    """
    config = configuration(given)
    options, fail_on = options_from(given, config), gate_of(given, config)
    return hook.judge(files, options, fail_on, given["reports"], hook.base_of(config))
