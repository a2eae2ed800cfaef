"""`licscan check`: the pre-commit hook, with options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licscan.cli import hook
from licscan.cli.options import configuration, gate_of, judging, options_from, scanning

if TYPE_CHECKING:
    from licscan.model import Report


@click.command("check", short_help="Check changed files (the pre-commit hook).")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--staged", is_flag=True, help="Read what git's index has, not what lies on disk.")
@judging
@scanning
def command(files: tuple[Path, ...], staged: bool, **given: Any) -> int:
    """Check the components that FILES belong to; silent where nothing concerns it.

    Each file is read together with those beside it, as they lie on disk (pre-commit puts aside what
    is not staged). With --staged and no FILES, all files that are staged are checked.
    """
    config = configuration(given)
    options, fail_on = options_from(given, config), gate_of(given, config)
    base = hook.base_of(config)
    if not staged:
        return hook.judge(files, options, fail_on, given["reports"], base)
    from licscan.revisions import check_staged

    def show(report: Report, root: Path) -> int:
        return hook.show(report, root, fail_on, given["reports"])

    return check_staged(files, options, show, base)
