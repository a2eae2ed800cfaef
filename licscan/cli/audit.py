"""`licscan audit`: the whole repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, configuration, gate_of, judging, options_from, scanning


@click.command("audit", short_help="Audit a directory.")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@judging
@scanning
@asking
@click.option("--locked", is_flag=True, help="Fail where licscan.lock does not fit.")
@click.option("--hf-cache", is_flag=True, help="Audit all that the Hugging Face cache holds.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings of the past, which are told and do not count.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found into the baseline.")
def command(target: Path, hf_cache: bool, **given: Any) -> int:
    """Audit a directory: its components, their lineage, and what may be done with them.

    TARGET is a directory, or hf:owner/name[@revision] for a repository of the Hub; the current
    directory if it is not given.
    """
    if hf_cache or str(target).startswith("hf:"):
        return _far(target, hf_cache, given)
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


def _far(target: Path, hf_cache: bool, given: dict[str, Any]) -> int:
    """Audit what lies in no directory of the user's, under the configuration that is nearest."""
    from licscan.cli.rebase import with_baseline
    from licscan.repositories import audit_cache, audit_hub

    if given["write_baseline"] or given["locked"]:
        raise click.UsageError("a baseline and a lock lie in a directory; name one as TARGET")
    config = configuration(given)
    options = with_baseline(options_from(given, config), given["baseline"])
    root: Path | None = None
    if not hf_cache:
        report, root = audit_hub(str(target), options)
    elif str(target) != ".":
        raise click.UsageError("--hf-cache takes no TARGET")
    else:
        report = audit_cache(options)
    return conclude(report, root, "terminal", gate_of(given, config), given["reports"])
