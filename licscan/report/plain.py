"""The page as plain text, for logs and for the hook; loads no library."""

from __future__ import annotations

from licscan.report import View
from licscan.report.page import lines

NAME = "plain"


def render(view: View) -> str:
    """Write the page without any colour."""
    return "\n".join(line.text for line in lines(view)) + "\n"
