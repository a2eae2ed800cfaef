"""Which release profile holds for a component: the whole tree's, or one that is scoped to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from licscan.config.values import Policy, Scoped
from licscan.errors import UsageError
from licscan.model import ComponentId, Release


def release_of(component: ComponentId, policy: Policy, whole: Release) -> Release:
    """Return the release of one component: the whole tree's, what is scoped to it, then options.

    A component that is named comes before a glob, a longer glob before a shorter one.

    Raises:
        UsageError: two globs of the same length both match.
    """
    found = _scoped(component, policy.releases)
    release = found.over(whole) if found else whole
    return policy.stated.over(release) if policy.stated else release


def _scoped(component: ComponentId, releases: Iterable[Scoped]) -> Scoped | None:
    folder = component.partition("#")[0]
    named = [one for one in releases if one.component and one.component in (component, folder)]
    if named:
        return max(named, key=lambda one: len(one.component))
    matching = [one for one in releases if one.path and matches(one.path, folder)]
    matching.sort(key=lambda one: len(one.path))
    if len(matching) > 1 and len(matching[-1].path) == len(matching[-2].path):
        first, second = matching[-2:]
        raise UsageError(
            f"{first.span} and {second.span} both give the release of {component}",
            "name the component, or make one of the globs longer",
        )
    return matching[-1] if matching else None


def matches(glob: str, folder: str) -> bool:
    """Whether a glob is about a folder: `*` and `?` stay within a name, `**` crosses folders.

    `models/**` is `models` and all below it; `models/*` only what lies directly in it.
    """
    return _pattern(glob).fullmatch(f"{folder}/") is not None


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    """Every name is written with its slash behind it, so that `**/a` is also `a`."""
    return re.compile("".join(map(_piece, glob.split("/"))))


def _piece(part: str) -> str:
    if part == "**":
        return "(?:[^/]+/)*"
    names = {"*": "[^/]*", "?": "[^/]"}
    return "".join(names.get(character, re.escape(character)) for character in part) + "/"
