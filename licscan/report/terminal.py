"""The page in colour, where the terminal has any."""

from __future__ import annotations

import io
from collections.abc import Iterable

from licscan.report import View
from licscan.report.page import Line, lines

NAME = "terminal"

_STYLES = {
    "title": "bold",
    "dim": "dim",
    "ok": "green",
    "obliged": "green",
    "review": "yellow",
    "unknown": "magenta",
    "conflict": "bold red",
}


def render(view: View) -> str:
    """Write the page with the terminal's colours."""
    return painted(lines(view), view.width)


def painted(page: Iterable[Line], width: int) -> str:
    """Write lines with the terminal's colours; rich honours NO_COLOR and dumb terminals."""
    from rich.console import Console
    from rich.text import Text

    shown = Console()
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=shown.is_terminal,
        no_color=shown.no_color,
        color_system="auto" if shown.is_terminal else None,
        soft_wrap=True,
    )
    for line in page:
        console.print(Text(line.text, style=_STYLES.get(line.style, "")), soft_wrap=True)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
