"""`licscan explain`: a finding, a license or a contested question, on one screen."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("explain", short_help="Explain a finding, a license or a stance.")
@click.argument("name")
@click.option(
    "--rules",
    "layers",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of rules over the shipped ones; the last wins.",
)
def command(name: str, layers: tuple[Path, ...]) -> int:
    """Explain NAME: a finding (LIC201, over-grant), a license (llama3.1, MIT) or a stance."""
    from licscan.explanation import explain
    from licscan.rulebook import Rulebook
    from licscan.rules_root import layered

    with layered(layers):
        click.echo(explain(Rulebook(), name), nl=False)
    return 0
