"""A configuration turned into the options of a judgement. No click here: the hook needs it too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licscan.trial import Options

if TYPE_CHECKING:
    from licscan.config.values import Config, Scoped


def nearest(folder: Path) -> Config | None:
    """Return the configuration at or above a folder, up to the root of the work tree.

    Raises:
        UsageError: it is wrong; all of its mistakes are named.
    """
    from licscan.config.locate import above

    return _read(above(folder))


def lying_in(folder: Path) -> Config | None:
    """Return the configuration of a folder that is audited.

    Raises:
        UsageError: it is wrong; all of its mistakes are named.
    """
    from licscan.config.locate import at

    return _read(at(folder))


def _read(files: tuple[Path, ...]) -> Config | None:
    if not files:
        return None
    from licscan.config.reading import read

    return read(files)


def configured(config: Config | None, stated: Scoped | None = None, day: str = "") -> Options:
    """Return the options that a configuration sets; what the command line states goes over it."""
    found = Options(today=day or today())
    if config is not None:
        found = found._replace(
            release=config.release.over(found.release) if config.release else found.release,
            profile=config.profile or found.profile,
            stances=config.stances,
            exclude=config.exclude,
            first_party=config.first_party,
            holds=config.holds,
            rules=config.rules,
            trees=config.trees,
            policy=config.policy._replace(stated=stated),
        )
    return found._replace(release=stated.over(found.release)) if stated else found


def today() -> str:
    """Return the current date, `YYYY-MM-DD`; below the command line the date is an input."""
    from datetime import date

    return date.today().isoformat()
