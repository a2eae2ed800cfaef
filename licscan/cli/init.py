"""`licscan init`: a configuration to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from licscan.model import Report


@click.command("init", short_help="Write a configuration to start from.")
@click.argument(
    "target", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path()
)
def command(target: Path) -> int:
    """Write licscan.toml into TARGET, with comments on what was found there.

    TARGET is a directory; the current one if it is not given. A configuration that is there already
    is left alone.
    """
    from licscan.config import locate
    from licscan.config.starting import starting_text
    from licscan.config.writing import write
    from licscan.errors import UsageError

    if there := locate.at(target):
        raise UsageError(f"{there[0].name} already holds a configuration", "edit it, or remove it")
    write(target / locate.OWN, starting_text(_found(target)))
    click.echo(f"wrote {locate.OWN}", err=True)
    return 0


def _found(target: Path) -> Report | None:
    """Return the report of a quick audit, None where there is nothing to scan."""
    from licscan.audit import audit
    from licscan.errors import ScanError
    from licscan.trial import Options

    try:
        return audit(target, Options(outbound="none", scancode=False))
    except ScanError:
        return None
