"""What lifts a license from the start: works of one's own, and licenses that were obtained.

Neither is guessed: owners and holds are named by the user (DESIGN section 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from licscan.judge.wording import short
from licscan.model import Component, ComponentId, Hold


def owned(
    components: Mapping[ComponentId, Component], owners: Iterable[str]
) -> frozenset[ComponentId]:
    """Return the components from elsewhere whose owner (`acme` of `acme/model`) is one's own."""
    names = {owner.lower() for owner in owners}
    return frozenset(
        name
        for name, component in components.items()
        if not component.local and short(name).partition("/")[0].lower() in names
    )


def in_force(
    components: Iterable[ComponentId], holds: Iterable[Hold], today: str
) -> dict[ComponentId, tuple[Hold, ...]]:
    """Return the holds of each component on a day (`YYYY-MM-DD`; empty: nothing has expired)."""
    standing = [hold for hold in holds if not expired(hold, today)]
    found = {name: tuple(hold for hold in standing if concerns(hold, name)) for name in components}
    return {name: holds_ for name, holds_ in found.items() if holds_}


def expired(hold: Hold, today: str) -> bool:
    """Whether a hold no longer stands; its last day still counts."""
    return bool(hold.expires and today and hold.expires < today)


def concerns(hold: Hold, component: ComponentId) -> bool:
    """Whether a hold is for this component; names on the Hub know no case."""
    pattern = short(hold.component).lower()
    return fnmatchcase(short(component).lower(), pattern)
