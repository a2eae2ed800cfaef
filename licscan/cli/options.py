"""The options that every judging command shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from licscan.trial import Options

F = TypeVar("F", bound=Callable[..., Any])


def judging(function: F) -> F:
    """Add the options of a judgement: release profile, stances, gate and reports."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


_OPTIONS = (
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
        default="balanced",
        show_default=True,
        help="How contested law is read.",
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
        default="conflict",
        show_default=True,
        help="What closes the gate; each includes those before it.",
    ),
    click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=PATH",
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


def options_from(given: dict[str, Any]) -> Options:
    """Turn command-line values into the options of a judgement.

    Raises:
        UsageError: a stance that is not NAME=READING.
    """
    from licscan.errors import UsageError
    from licscan.model import Release
    from licscan.trial import Options

    stances = []
    for word in given["stances"]:
        name, equals, reading = word.partition("=")
        if not equals:
            raise UsageError(f"--stance {word}", "write it as NAME=strict or NAME=lenient")
        stances.append((name, reading))
    return Options(
        release=Release(
            acts=tuple(given["acts"]) or ("distribute",),
            commercial=given["commercial"],
            users=given["users"],
            revenue_usd=given["revenue_usd"],
            territories=tuple(given["territories"]),
        ),
        profile=given["profile"],
        stances=tuple(stances),
        exclude=tuple(given.get("exclude", ())),
        rules=tuple(given.get("rules", ())),
        deep=given.get("deep", False),
        cache=not given.get("no_cache", False),
        scancode=not given.get("no_scancode", False),
    )
