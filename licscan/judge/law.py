"""Which reading of each contested question is in force.

A profile chooses; single stances may be set alone (JUDGEMENT section 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from licscan.errors import UsageError
from licscan.rulebook import Rulebook

STRICT, LENIENT, BOTH = "strict", "lenient", "both"
PROFILES = (STRICT, "balanced", LENIENT)


class Law(NamedTuple):
    """One reading of all contested questions."""

    name: str
    settled: Mapping[str, str]
    """Stances that have one answer whatever the reading."""

    def reads(self, stance: str) -> str:
        """Return `strict` or `lenient` for this question."""
        return self.settled.get(stance, self.name)

    def open(self, stance: str) -> bool:
        """Whether the question is read both ways."""
        return stance not in self.settled


def laws(
    rulebook: Rulebook, profile: str = "balanced", overrides: Iterable[tuple[str, str]] = ()
) -> tuple[Law, ...]:
    """Return the readings to judge by: two where a question is open, else one.

    Raises:
        UsageError: an unknown profile, stance or value.
    """
    if profile not in PROFILES:
        raise UsageError(f"unknown profile {profile!r}", f"one of {', '.join(PROFILES)}")
    chosen = {name: stance.profiles[profile] for name, stance in rulebook.stances.items()}
    for name, value in overrides:
        if name not in chosen:
            raise UsageError(f"unknown stance {name!r}", f"one of {', '.join(sorted(chosen))}")
        if value not in (STRICT, LENIENT, BOTH):
            raise UsageError(f"stance {name} = {value!r}", "strict, lenient or both")
        chosen[name] = value
    settled = {name: value for name, value in chosen.items() if value != BOTH}
    if len(settled) == len(chosen):
        return (Law(profile, settled),)
    return (Law(STRICT, settled), Law(LENIENT, settled))
