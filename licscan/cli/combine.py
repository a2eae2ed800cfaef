"""`licscan combine`: models and datasets by name, repositories on disk, recipes and lists."""

from __future__ import annotations

from typing import Any

import click

from licscan.cli.conclusion import conclude
from licscan.cli.options import asking, configuration, gate_of, judging, options_from

_RELATIONS = (
    *("finetune", "adapter", "merge", "quantized", "distilled", "trained-on", "derived-from"),
    *("generated-by", "contains", "loads", "links"),
)


@click.command("combine", short_help="Judge a combination before anything is downloaded.")
@click.argument("ids", nargs=-1, required=True)
@click.option(
    "--as",
    "relation",
    type=click.Choice(_RELATIONS),
    help="What is done; without it, what their kinds suggest.",
)
@click.option(
    "--license", help="The license it is to carry; without it, those possible are listed."
)
@judging
@asking
def command(ids: tuple[str, ...], relation: str | None, license: str | None, **given: Any) -> int:
    """Judge what is made from IDS.

    Each is a Hub name (org/model, or org/model=apache-2.0 where the catalog lacks its license), a
    folder, a mergekit recipe, or a file with one of these a line. Several models are taken for a
    merge, one for a fine-tune, datasets for what it is trained on.
    """
    from licscan.audit import audit
    from licscan.combination import combination
    from licscan.model import Relation
    from licscan.plan import judge

    config = configuration(given)
    options = options_from(given, config)
    wanted = Relation(relation) if relation else None
    plan = combination(ids, wanted, license, lambda path: audit(path, options))
    report = judge(plan, options)
    return conclude(report, None, "terminal", gate_of(given, config), given["reports"])
