"""`licscan diff`: what is new between two git revisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from licscan.cli.conclusion import put, view_of, wanted
from licscan.cli.options import asking, configuration, gate_of, judging, options_from, scanning
from licscan.errors import UsageError

if TYPE_CHECKING:
    from licscan.difference import Difference
    from licscan.model import Report

_STDOUT = "-"


@click.command("diff", short_help="Tell what is new between two git revisions.")
@click.argument("revisions", metavar="BASE..HEAD")
@click.argument("target", type=click.Path(path_type=Path), default=Path())
@click.option("--history", is_flag=True, help="List each component's license at every tag between.")
@judging
@scanning
@asking
def command(revisions: str, target: Path, history: bool, **given: Any) -> int:
    """Tell what is new in TARGET between two revisions: licenses, parents, lost duties, findings.

    BASE alone is compared with HEAD. Nothing is checked out. The gate looks at the findings that
    are new; --report writes json, or the page as plain or terminal.
    """
    from licscan.revisions import compare

    _only_known_formats(given["reports"])
    ends = _ends(revisions)
    config = configuration(given, target)
    fail_on = gate_of(given, config)

    def show(difference: Difference, report: Report, root: Path) -> int:
        return _conclude(difference, report, root, fail_on, given["reports"])

    return compare(target, ends, options_from(given, config), show, history)


def _ends(words: str) -> tuple[str, str]:
    """Return both revisions; as in git, one that is left out is HEAD."""
    if "..." in words:
        raise UsageError(f"{words} names no two revisions", "write BASE..HEAD, with two dots")
    base, _, head = words.partition("..")
    return base or "HEAD", head or "HEAD"


def _only_known_formats(reports: tuple[str, ...]) -> None:
    for name, _ in wanted(reports):
        if name not in ("json", "plain", "terminal"):
            tip = "of a revision, `licscan audit --ref` writes every format"
            raise UsageError(f"a comparison is written as json, plain or terminal, not {name}", tip)


def _conclude(
    difference: Difference, report: Report, root: Path, fail_on: str, reports: tuple[str, ...]
) -> int:
    """Write the comparison and return the exit code."""
    from licscan.policy.gate import gate_of_new

    passed, line = gate_of_new(difference.findings, fail_on)
    asked = wanted(reports)
    if not any(path == _STDOUT for _, path in asked):
        asked.append(("terminal", _STDOUT))
    problems = []
    for name, path in sorted(asked, key=lambda one: one[1] == _STDOUT):
        try:
            put(_text(name, path, difference, report, root, line), path)
        except BrokenPipeError:
            raise
        except OSError as error:
            problems.append(f"cannot write {path}: {error.strerror or error}")
    if problems:
        raise UsageError("; ".join(problems), f"all else was written; {line}")
    return 0 if passed else 1


def _text(
    name: str, path: str, difference: Difference, report: Report, root: Path, line: str
) -> str:
    from licscan.report.changed import as_json, page
    from licscan.report.terminal import painted

    view = view_of(report, path, line, root, "conflict")
    if name == "json":
        return as_json(view, difference)
    if name == "plain":
        return "".join(f"{one.text}\n" for one in page(view, difference))
    return painted(page(view, difference), view.width)
