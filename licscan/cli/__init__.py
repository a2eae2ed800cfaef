"""The command line. One file a command, loaded when it is called; click stays in this package.

Exit codes: 0 the gate passed, 1 it failed, 2 usage or configuration, 3 the scan could not be done
or found nothing, 130 interrupted. They never depend on the format.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from licscan import __version__
from licscan.errors import LicscanError, ScanError

COMMANDS = {
    "audit": "Audit a directory.",
    "check": "Check changed files (the pre-commit hook).",
    "combine": "Judge a combination before anything is downloaded.",
    "explain": "Explain a finding, a license or a stance.",
    "plan": "Judge a plan file.",
}


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
@click.version_option(__version__, prog_name="licscan")
def cli() -> None:
    """Find license conflicts in machine-learning repositories, along their lineage."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    try:
        code = cli.main(arguments, prog_name="licscan", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except LicscanError as error:
        _tell(error)
        sys.exit(3 if isinstance(error, ScanError) else 2)
    except Exception as error:
        if os.environ.get("LICSCAN_DEBUG"):
            raise
        click.echo(f"licscan: a bug of ours: {type(error).__name__}: {error}", err=True)
        click.echo("tip: set LICSCAN_DEBUG=1 for the traceback, and please report it", err=True)
        sys.exit(3)


def _tell(error: LicscanError) -> None:
    from licscan.sources.printable import printable

    click.echo(f"licscan: error: {printable(str(error))}", err=True)
    if error.tip:
        click.echo(f"tip: {printable(error.tip)}", err=True)
