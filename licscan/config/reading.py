"""A configuration file becomes values, or one error that names all that is wrong with it."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from licscan.config import locate
from licscan.config.lines import Lines, Route
from licscan.config.lists import lists
from licscan.config.sections import (
    clarifications,
    folders,
    holds,
    profile,
    releases,
    requirement,
    severities,
    stances,
    waivers,
)
from licscan.config.table import Problems, Table
from licscan.config.values import Config, Policy
from licscan.errors import UsageError
from licscan.rules_root import layered

FAIL_ON = ("conflict", "unknown", "review", "duty")
TIP = "docs/configuration.md lists every key; `licscan init` writes a file to start from"


class ConfigError(UsageError):
    """A configuration with mistakes; its message has a line for each."""


def read(files: Sequence[Path]) -> Config | None:
    """Read the configuration in one of these files; None where there is none.

    Raises:
        ConfigError: it is wrong, or there are two.
    """
    if len(files) > 1:
        names = " and ".join(file.name for file in files)
        raise ConfigError(f"{names} both hold a configuration", "keep one of them")
    return parse(_text(files[0]), files[0]) if files else None


def named(path: Path) -> Config:
    """Read the configuration in a file that the user names.

    Raises:
        ConfigError: it is wrong, or holds no configuration.
    """
    found = parse(_text(path), path)
    if found is None:
        raise ConfigError(f"{path.name} has no [tool.licscan]", TIP)
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: cannot be read: {error}") from error


def parse(text: str, path: Path) -> Config | None:
    """Read the text of a configuration that lies, or will lie, at `path`.

    Raises:
        ConfigError: all that is wrong with it, one line each.
    """
    name = path.name
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax(name, str(error)), _syntax_tip(text)) from error
    route: Route = ()
    if name == locate.SHARED:
        route = ("tool", "licscan")
        section = data.get("tool", {}).get("licscan")
        if section is None:
            return None
        data = section if isinstance(section, dict) else {"tool.licscan": section}
    problems = Problems(name, Lines(text))
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    config = _config(Table(problems, route, data), path, digest)
    if told := problems.told():
        raise ConfigError("\n".join(told), TIP)
    return config


def _syntax(name: str, error: str) -> str:
    place = re.search(r" \(at line (\d+), column \d+\)$", error)
    return f"{name}:{place[1]}: {error[: place.start()]}" if place else f"{name}: {error}"


def _syntax_tip(text: str) -> str:
    kinds = set(_releases(text))
    if len(kinds) > 1:
        return "write the release of the whole tree as [[release]] too, without path and component"
    return "the file must be TOML"


def _releases(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if found := re.match(r"\s*(\[{1,2})\s*(?:tool\.licscan\.)?release\s*\]", line):
            yield found[1]


def _config(table: Table, path: Path, digest: str) -> Config:
    rules = folders(table, "rules", path.parent)
    with layered(rules):
        requirement(table)
        whole, scoped = releases(table)
        baseline = table.text("baseline")
        config = Config(
            path=path,
            release=whole,
            policy=Policy(
                source=(path.name, digest),
                waivers=waivers(table),
                clarifications=clarifications(table),
                lists=lists(table),
                severities=severities(table),
                releases=scoped,
                baseline=path.parent / baseline if baseline else None,
                baseline_name=baseline,
            ),
            profile=profile(table),
            stances=stances(table),
            fail_on=table.text("fail-on", FAIL_ON),
            exclude=table.texts("exclude") or (),
            rules=rules,
            trees=folders(table, "trees", path.parent),
            first_party=table.texts("first-party") or (),
            holds=holds(table),
        )
    table.close()
    return config
