"""`licscan check`: the pre-commit hook, with options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli import hook
from licscan.cli.options import judging, options_from, scanning


@click.command("check", short_help="Check changed files (the pre-commit hook).")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@judging
@scanning
def command(files: tuple[Path, ...], **given: Any) -> int:
    """Check the components that FILES belong to; silent where nothing concerns it.

    Each file is read together with those beside it, as they lie on disk.
    """
    return hook.run(files, options_from(given), given["fail_on"], given["reports"])
