"""`licscan lock`: what is known of the upstreams, written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.options import asking, configuration, recording, scanning


@click.command("lock", short_help="Record what is known of the upstreams.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@recording
@scanning
@asking
def command(target: Path, **given: Any) -> int:
    """Write licscan.lock into TARGET, a directory; the current one if it is not given.

    It records the license, revision and source of everything that the directory is made from and
    does not hold. `licscan audit` holds it against what is known then.
    """
    from licscan.cli.settings import configured
    from licscan.locking import lock

    options = configured(configuration(given, target), day=given["today"] or "")
    options = options._replace(
        exclude=(*options.exclude, *given["exclude"]),
        deep=given["deep"],
        cache=not given["no_cache"],
        scancode=not given["no_scancode"],
        online=given["online"],
    )
    click.echo(lock(target, options))
    return 0
