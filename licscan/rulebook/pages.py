"""The page of a finding code: one file for `explain`, SARIF help and docs alike."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from licscan.errors import UsageError

_SECTIONS = {
    "Why it matters": "why",
    "How to fix it": "fix",
    "Before": "before",
    "After": "after",
    "Configuration": "configuration",
}


class FindingPage(NamedTuple):
    """What is to be said of a finding code, as Markdown but for the first five."""

    code: str
    slug: str
    title: str
    summary: str
    """One sentence."""
    severity: str
    """`error`, `warning` or `note`: how loud it is where nothing else decides."""
    why: str
    fix: str
    before: str
    after: str
    configuration: str

    @property
    def markdown(self) -> str:
        """The whole page, without the title."""
        parts = (f"## {title}\n\n{getattr(self, name)}" for title, name in _SECTIONS.items())
        return "\n\n".join(parts) + "\n"


def page_from(path: Path) -> FindingPage:
    """Read a page: TOML between `+++` lines, then one section for each thing to say.

    Raises:
        UsageError: it cannot be read, or lacks a part.
    """
    try:
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        told = tomllib.loads(head)
        return FindingPage(**told, **_sections(body))
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"{path.name}: {error}", "lay it out like the pages of rules/findings"
        ) from error


def _sections(body: str) -> dict[str, str]:
    """Return the text of each section; a `#` inside a fenced example begins none."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    fenced = False
    for line in body.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            lines = found.setdefault(_named(line.removeprefix("## ").strip()), [])
        else:
            lines.append(line)
    return {name: "\n".join(part).strip() for name, part in found.items()}


def _named(title: str) -> str:
    if title not in _SECTIONS:
        raise ValueError(f"a section {title!r}, which no page has")
    return _SECTIONS[title]
