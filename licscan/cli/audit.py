"""`licscan audit`: the whole repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, configuration, gate_of, judging, options_from, scanning

if TYPE_CHECKING:
    from licscan.model import Report


@click.command("audit", short_help="Audit a directory.")
@click.argument("target", default=".")
@click.option("--ref", metavar="REV", help="Audit TARGET as a git revision has it.")
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
def command(target: str, hf_cache: bool, ref: str | None, **given: Any) -> int:
    """Audit a directory: its components, their lineage, and what may be done with them.

    TARGET is a directory (the current one if it is not given), hf:owner/name[@revision] for a
    repository of the Hub, or the URL of a git repository, with @REV for a branch, tag or commit. Of
    a repository far away only the files that are read are fetched, never weights.
    """
    from licscan.sources.addresses import is_git_url

    if hf_cache or target.startswith("hf:"):
        return _far(target, hf_cache, ref, given)
    if ref is not None or is_git_url(target):
        return _in_git(target, ref, given)
    from licscan.audit import audit
    from licscan.cli.rebase import with_baseline

    folder = Path(target)
    config = configuration(given, folder)
    options = with_baseline(options_from(given, config), given["baseline"])
    if given["write_baseline"]:
        from licscan.cli.rebase import audit_and_write

        report = audit_and_write(folder, options)
    else:
        report = audit(folder, options)
    return conclude(report, folder, "terminal", gate_of(given, config), given["reports"])


def _in_git(target: str, ref: str | None, given: dict[str, Any]) -> int:
    """Audit what git holds, under the configuration of the work tree or the nearest one."""
    from licscan.cli.rebase import with_baseline
    from licscan.revisions import audit_revision, audit_url
    from licscan.sources.addresses import is_git_url

    far = is_git_url(target)
    if far and ref is not None:
        raise click.UsageError(f"of a URL, the revision is written {target}@{ref}")
    if given["write_baseline"]:
        raise click.UsageError("a baseline is written from a directory; name one as TARGET")
    config = configuration(given, None if far else Path(target))
    options = with_baseline(options_from(given, config), given["baseline"])

    def show(report: Report, root: Path) -> int:
        return conclude(report, root, "terminal", gate_of(given, config), given["reports"])

    if far:
        return audit_url(target, options, show)
    return audit_revision(Path(target), "HEAD" if ref is None else ref, options, show)


def _far(target: str, hf_cache: bool, ref: str | None, given: dict[str, Any]) -> int:
    """Audit what lies in no directory of the user's, under the configuration that is nearest."""
    from licscan.cli.rebase import with_baseline
    from licscan.repositories import audit_cache, audit_hub

    if ref is not None:
        raise click.UsageError("--ref asks git; for the Hub write hf:owner/name@REV")
    if given["write_baseline"] or given["locked"]:
        raise click.UsageError("a baseline and a lock lie in a directory; name one as TARGET")
    config = configuration(given)
    options = with_baseline(options_from(given, config), given["baseline"])
    root: Path | None = None
    if not hf_cache:
        report, root = audit_hub(target, options)
    elif target != ".":
        raise click.UsageError("--hf-cache takes no TARGET")
    else:
        report = audit_cache(options)
    return conclude(report, root, "terminal", gate_of(given, config), given["reports"])
