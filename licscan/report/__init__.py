"""All report formats. A format is a module with `NAME` and `render(view) -> str`.

A reporter sees the finished report and nothing else.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from licscan.errors import UsageError
from licscan.model import Report

FORMATS = (
    "github",
    "gitlab",
    "html",
    "json",
    "jsonl",
    "junit",
    "markdown",
    "plain",
    "sarif",
    "terminal",
)


ANSWERS = ("outbound",)
"""What single commands print; each answers one question and is no whole report."""


class View(NamedTuple):
    """A report and how it is to be shown."""

    report: Report
    gate: str = ""
    """The closing line of the gate."""
    root: Path | None = None
    """Where the scanned files are, for code frames; None where they are not at hand."""
    width: int = 80
    unicode: bool = True
    prefix: str = ""
    """From the top of the git checkout to the scanned folder, for hosts that show places in it."""
    fail_on: str = "conflict"
    """What closes the gate."""


class Reporter(Protocol):
    """What every module of the registry has."""

    NAME: str

    def render(self, view: View) -> str:
        """Write the report as text of this format."""


def reporter(name: str) -> Reporter:
    """Return the reporter of a format.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in (*FORMATS, *ANSWERS):
        raise UsageError(f"unknown report format {name!r}", f"one of {', '.join(FORMATS)}")
    return cast(Reporter, importlib.import_module(f"licscan.report.{name}"))
