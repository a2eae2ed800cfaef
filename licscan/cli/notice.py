"""`licscan notice`: the text of a NOTICE file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from licscan.cli.options import asking, configuration, recording, scanning


@click.command("notice", short_help="Write the text of a NOTICE file.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@recording
@scanning
@asking
def command(target: Path, **given: Any) -> int:
    """Write the text of a NOTICE file for TARGET, a directory; the current one if not given.

    It names the works that the directory is made from with their licenses, says the words that
    those prescribe, and lists the copyright statements of its files. What has to be done besides
    is told on stderr.
    """
    from licscan.cli.settings import configured
    from licscan.notice import notice

    options = configured(configuration(given, target), day=given["today"] or "")
    options = options._replace(
        exclude=(*options.exclude, *given["exclude"]),
        deep=given["deep"],
        cache=not given["no_cache"],
        scancode=not given["no_scancode"],
        online=given["online"],
    )
    found = notice(target, options)
    encoding = sys.stdout.encoding or "ascii"
    sys.stdout.write(found.text.encode(encoding, "replace").decode(encoding))
    for gap in found.gaps:
        click.echo(f"not read: {gap.span}: {gap.problem}", err=True)
    for sentence in found.left:
        click.echo(f"besides: {sentence}", err=True)
    return 0
