"""The commands, each imported when it is called."""

from __future__ import annotations

import importlib

import click

from licscan import __version__

COMMANDS = {
    "audit": "Audit a directory.",
    "check": "Check changed files (the pre-commit hook).",
    "clarify": "Write a clarified license into the configuration.",
    "combine": "Judge a combination before anything is downloaded.",
    "diff": "Tell what is new between two git revisions.",
    "explain": "Explain a finding, a license or a stance.",
    "init": "Write a configuration to start from.",
    "lock": "Record what is known of the upstreams.",
    "notice": "Write the text of a NOTICE file.",
    "outbound": "List the licenses under which it may go out.",
    "plan": "Judge a plan file.",
    "rules": "List, show or check the rules.",
    "waive": "Write a waiver into the configuration.",
    "why": "Tell why a component is judged as it is.",
}


def _version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from licscan.rulebook import Rulebook

        click.echo(f"licscan {__version__}, rules {Rulebook().version}")
        context.exit()


class _Commands(click.Group):
    """A group whose commands are imported on demand, to keep the start short."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"licscan.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    callback=_version,
    expose_value=False,
    is_eager=True,
    help="Show the version and exit.",
)
def cli() -> None:
    """Find license conflicts in machine-learning repositories, along their lineage."""
