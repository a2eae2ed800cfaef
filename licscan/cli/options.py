"""The options that every judging command shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from licscan.config.values import Config
    from licscan.trial import Options

F = TypeVar("F", bound=Callable[..., Any])


def judging(function: F) -> F:
    """Add the options of a judgement: release profile, stances, gate and reports."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Check that an option is a date."""
    from datetime import date

    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD") from None


def _checked(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a wrong report before the scan, not after it."""
    if words:
        from licscan.cli.conclusion import wanted

        wanted(words)
    return words


_CONFIG_OPTIONS = (
    click.option(
        "--config",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="The configuration, in place of the one that is found.",
    ),
    click.option("--no-config", is_flag=True, help="Read no configuration."),
)
_DAY_OPTION = click.option(
    "--today",
    callback=day,
    metavar="YYYY-MM-DD",
    help="The date, which waivers are held against.  [default: the current one]",
)
_OPTIONS = (
    *_CONFIG_OPTIONS,
    click.option(
        "--rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A folder of rules over the shipped ones; the last wins.",
    ),
    click.option(
        "--profile",
        type=click.Choice(["strict", "balanced", "lenient"]),
        help="How contested law is read.  [default: balanced]",
    ),
    click.option(
        "--stance", "stances", multiple=True, metavar="NAME=READING", help="Settle one question."
    ),
    click.option(
        "--act",
        "acts",
        multiple=True,
        type=click.Choice(["use", "distribute", "host"]),
        help="What is done with the work.  [default: distribute]",
    ),
    click.option(
        "--commercial/--no-commercial", default=None, help="Whether the use is commercial."
    ),
    click.option("--users", type=click.IntRange(0), help="Monthly active users."),
    click.option("--revenue-usd", type=click.IntRange(0), help="US dollars a year."),
    click.option(
        "--territory", "territories", multiple=True, help="Where it is released (EU, US)."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["conflict", "unknown", "review", "duty"]),
        help="What closes the gate; each includes those before it.  [default: conflict]",
    ),
    _DAY_OPTION,
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=PATH",
        callback=_checked,
        help="Write a report; - is stdout.",
    ),
)


def scanning(function: F) -> F:
    """Add the options of a scan."""
    for option in reversed(_SCAN_OPTIONS):
        function = option(function)
    return function


_SCAN_OPTIONS = (
    click.option("--exclude", multiple=True, metavar="GLOB", help="Leave files or folders out."),
    click.option("--deep", is_flag=True, help="Run ScanCode on every license text."),
    click.option("--no-cache", is_flag=True, help="Do not remember identified texts."),
    click.option(
        "--no-scancode", is_flag=True, help="Never load ScanCode; uncertain texts are gaps."
    ),
)


def recording(function: F) -> F:
    """Add the options of a command that judges nothing: which configuration, and which day."""
    for option in (_DAY_OPTION, *reversed(_CONFIG_OPTIONS)):
        function = option(function)
    return function


def asking(function: F) -> F:
    """Add the option that lets the network be asked."""
    help_ = "Ask the Hugging Face Hub for cards and revisions of parents; never weights."
    return click.option("--online", is_flag=True, help=help_)(function)


def configuration(given: dict[str, Any], folder: Path | None = None) -> Config | None:
    """Return the configuration that holds: the one that is named, else that of the folder.

    Without a folder, the one at or above the current directory, up to the work tree's root.

    Raises:
        UsageError: there is none of that name, or it is wrong.
    """
    from licscan.cli.settings import lying_in, nearest

    if given["no_config"]:
        return None
    if given["config"]:
        from licscan.config.reading import named

        return named(given["config"])
    return lying_in(folder) if folder else nearest(Path())


def options_from(given: dict[str, Any], config: Config | None = None) -> Options:
    """Turn command-line values into the options of a judgement, put over a configuration.

    Raises:
        UsageError: a stance that is not NAME=READING.
    """

    from licscan.cli.settings import configured
    from licscan.config.values import Scoped
    from licscan.model import Span

    stated = Scoped(
        span=Span("command line"),
        acts=tuple(given["acts"]) or None,
        commercial=given["commercial"],
        users=given["users"],
        revenue_usd=given["revenue_usd"],
        territories=tuple(given["territories"]) or None,
    )
    found = configured(config, stated, given["today"] or "")
    return found._replace(
        profile=given["profile"] or found.profile,
        stances=(*found.stances, *_stances(given["stances"])),
        exclude=(*found.exclude, *given.get("exclude", ())),
        deep=given.get("deep", False),
        cache=not given.get("no_cache", False),
        scancode=not given.get("no_scancode", False),
        rules=(*found.rules, *given.get("rules", ())),
        online=given.get("online", False),
        locked=given.get("locked", False),
    )


def gate_of(given: dict[str, Any], config: Config | None) -> str:
    """Return what closes the gate: the option, else the configuration, else conflicts."""
    return given["fail_on"] or (config.fail_on if config else "") or "conflict"


def _stances(words: tuple[str, ...]) -> list[tuple[str, str]]:
    from licscan.errors import UsageError

    stances = []
    for word in words:
        name, equals, reading = word.partition("=")
        if not equals:
            raise UsageError(f"--stance {word}", "write it as NAME=strict or NAME=lenient")
        stances.append((name, reading))
    return stances
