"""`licscan combine`: models or datasets by name."""

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
    "--as", "relation", type=click.Choice(_RELATIONS), required=True, help="What is done."
)
@click.option(
    "--license", help="The license it is to carry; without it, those possible are listed."
)
@judging
@asking
def command(ids: tuple[str, ...], relation: str, license: str | None, **given: Any) -> int:
    """Judge what is made from IDS, Hub names such as org/model.

    A license that the catalog lacks can be given: org/model=apache-2.0.
    """
    from licscan.model import Relation
    from licscan.plan import combine

    config = configuration(given)
    report = combine(ids, Relation(relation), license, options_from(given, config))
    return conclude(report, None, "terminal", gate_of(given, config), given["reports"])
