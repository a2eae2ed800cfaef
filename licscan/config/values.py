"""What a configuration says, as values; nothing here reads or applies it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from licscan.model import Expression, Hold, Release, Severity, Span, Waiver


class Clarification(NamedTuple):
    """The user's own word on the license of a component, bound to the bytes of a file."""

    component: str
    expression: Expression
    reason: str
    span: Span
    file: str = ""
    """Relative to the root of the tree; empty only for a component from elsewhere."""
    sha256: str = ""


class Scoped(NamedTuple):
    """A release profile for some components; what it does not state is None."""

    span: Span
    component: str = ""
    path: str = ""
    """A glob over the folders of components: `*` within a folder name, `**` across folders."""
    acts: tuple[str, ...] | None = None
    commercial: bool | None = None
    users: int | None = None
    revenue_usd: int | None = None
    territories: tuple[str, ...] | None = None

    def over(self, release: Release) -> Release:
        """Return the release with what is stated here put over it."""
        return Release(
            acts=release.acts if self.acts is None else self.acts,
            commercial=release.commercial if self.commercial is None else self.commercial,
            users=release.users if self.users is None else self.users,
            revenue_usd=release.revenue_usd if self.revenue_usd is None else self.revenue_usd,
            territories=release.territories if self.territories is None else self.territories,
        )


class Listed(NamedTuple):
    """One entry of a list of licenses: a category, or a word that names licenses."""

    word: str
    span: Span
    category: str = ""
    expressions: tuple[Expression, ...] = ()
    """What the word stands for: several for a family tag."""


class Lists(NamedTuple):
    """Which licenses the user's own rules let in."""

    allow: tuple[Listed, ...] | None = None
    """None where there is no such list; an empty one allows nothing."""
    deny: tuple[Listed, ...] = ()
    needs_approval: tuple[Listed, ...] = ()


class Policy(NamedTuple):
    """The user's own rules for a tree: what is released how, clarified, let in, set aside."""

    source: tuple[str, str] | None = None
    """Name and sha256 of the file that says so."""
    waivers: tuple[Waiver, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    lists: Lists | None = None
    severities: tuple[tuple[str, Severity], ...] = ()
    """By code."""
    releases: tuple[Scoped, ...] = ()
    stated: Scoped | None = None
    """What the command line states of the release; it wins over every scope."""
    baseline: Path | None = None
    baseline_name: str = ""
    """As it is written, from the folder of the configuration."""


class Config(NamedTuple):
    """A whole configuration."""

    path: Path
    release: Scoped | None = None
    policy: Policy = Policy()
    profile: str = ""
    stances: tuple[tuple[str, str], ...] = ()
    fail_on: str = ""
    exclude: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    trees: tuple[Path, ...] = ()
    first_party: tuple[str, ...] = ()
    holds: tuple[Hold, ...] = ()
