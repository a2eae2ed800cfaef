"""`licscan explain`: a finding, a license or a contested question, on one screen."""

from __future__ import annotations

import sys

import click


@click.command("explain", short_help="Explain a finding, a license or a stance.")
@click.argument("name")
def command(name: str) -> int:
    """Explain NAME: a finding (LIC201, over-grant), a license (llama3.1, MIT) or a stance."""
    from licscan.explanation import explain
    from licscan.rulebook import Rulebook

    sys.stdout.write(explain(Rulebook(), name))
    return 0
