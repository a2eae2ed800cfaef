"""`licscan waive`: live with a finding for a time."""

from __future__ import annotations

from pathlib import Path

import click

from licscan.cli.options import day


@click.command("waive", short_help="Write a waiver into the configuration.")
@click.argument("code")
@click.argument("component")
@click.option("--upstream", default="", help="Only what comes from this upstream.")
@click.option("--reason", required=True, help="Who decided what, and why.")
@click.option(
    "--expires", callback=day, metavar="YYYY-MM-DD", help="The last day on which it holds."
)
@click.option(
    "--today", callback=day, metavar="YYYY-MM-DD", help="The date.  [default: the current one]"
)
def command(
    code: str, component: str, upstream: str, reason: str, expires: str | None, today: str | None
) -> int:
    """Waive the finding CODE (LIC201 or over-grant) for COMPONENT, as reports name it.

    The finding and its verdict stay in every report; only the gate passes. The entry is added to
    the end of the configuration at or above the current directory.
    """
    from licscan.cli.settings import today as current
    from licscan.config.writing import add_entry, file_for
    from licscan.errors import UsageError

    if expires and expires < (today or current()):
        raise UsageError(f"--expires {expires} has passed", "give a day to come")
    path = file_for(Path())
    values = {"code": code, "component": component, "upstream": upstream, "reason": reason}
    span = add_entry(path, "waive", {**values, "expires": expires or ""})
    click.echo(f"wrote {span}", err=True)
    return 0
