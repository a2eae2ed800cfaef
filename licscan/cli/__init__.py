"""The command line. One file a command, loaded when it is called; click stays in this package.

Exit codes: 0 the gate passed, 1 it failed, 2 usage or configuration, 3 the scan could not be done
or found nothing, 130 interrupted. They never depend on the format.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from licscan.errors import LicscanError, ScanError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(50_000)  # short processes make many values and few circles
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except LicscanError as error:
        _tell(f"error: {error}", error.tip)
        code = 3 if isinstance(error, ScanError) else 2
    except Exception as error:
        if os.environ.get("LICSCAN_DEBUG"):
            raise
        problem = f"a bug of ours: {type(error).__name__}: {error}"
        _tell(problem, "set LICSCAN_DEBUG=1 for the traceback, and please report it")
        code = 3
    sys.exit(code)


def _run(words: list[str]) -> int:
    if words[:1] == ["check"] and not any(word.startswith("-") for word in words):
        from licscan.cli import hook

        return hook.run([Path(word) for word in words[1:]])
    return _run_click(words)


def _run_click(words: list[str]) -> int:
    import click

    from licscan.cli.group import cli

    try:
        code = cli.main(words, prog_name="licscan", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    return code if isinstance(code, int) else 0


def _tell(problem: str, tip: str) -> None:
    from licscan.sources.printable import printable

    print(f"licscan: {printable(problem)}", file=sys.stderr)
    if tip:
        print(f"tip: {printable(tip)}", file=sys.stderr)
