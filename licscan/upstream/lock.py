"""`licscan.lock`: what was known of each upstream when somebody looked, to be held against today.

TOML, one table an upstream, sorted; the same knowledge gives the same bytes. `date` is the day,
month or year of the knowledge, `locked` the day on which the file last changed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from licscan.errors import UsageError
from licscan.model import (
    NOASSERTION,
    Component,
    ComponentId,
    Expression,
    Resolution,
)
from licscan.upstream.known import Known

FILE = "licscan.lock"
SCHEMA = "licscan-lock/1"
_HEAD = """\
# What was known of everything that this repository is made from. Written by `licscan lock`.
"""
_TEXTS = ("id", "kind", "revision", "source", "date", "digest")


class Locked(NamedTuple):
    """One upstream as it was known."""

    id: ComponentId
    kind: str
    revision: str
    readings: tuple[Expression, ...]
    """Empty where nothing was known."""
    source: str
    date: str
    digest: str
    """Of all sightings, as written and as understood; not of where they were seen."""
    line: int = 1

    @property
    def license(self) -> str:
        """Return the license as a sentence names it."""
        return " or ".join(self.readings) or "not known"


class Lock(NamedTuple):
    """A lock file."""

    locked: str
    entries: Mapping[ComponentId, Locked]


class Drift(NamedTuple):
    """One difference between the lock and what is known now."""

    id: ComponentId
    message: str
    remedy: str
    line: int
    """Of the lock; 0 where it has no such entry."""
    relicensed: bool = False
    """Told always; other differences only where the lock has to fit."""


def entries_of(known: Known) -> dict[ComponentId, Locked]:
    """Return what is known now, as a lock would hold it."""
    return {
        name: _entry(component, known.resolutions[name], known.dates.get(name, ""))
        for name, component in sorted(known.components.items())
        if not component.local and name in known.resolutions
    }


def _entry(component: Component, resolution: Resolution, date: str) -> Locked:
    sightings = sorted("\0".join((e.raw, e.expression, str(e.basis))) for e in resolution.evidence)
    digest = sha256("\n".join(sightings).encode()).hexdigest()
    return Locked(
        component.id,
        component.kind.value,
        component.revision,
        resolution.readings,
        resolution.source,
        date,
        f"sha256:{digest}",
    )


def render(entries: Mapping[ComponentId, Locked], locked: str) -> str:
    """Return the text of a lock file."""
    tables = [_table(entries[name]) for name in sorted(entries)]
    head = f'{_HEAD}schema = "{SCHEMA}"\nlocked = {_quoted(locked)}\n'
    return "\n".join((head, *tables))


def _table(entry: Locked) -> str:
    lines = ["[[upstream]]", f"id = {_quoted(entry.id)}", f"kind = {_quoted(entry.kind)}"]
    if entry.revision:
        lines.append(f"revision = {_quoted(entry.revision)}")
    if len(entry.readings) > 1:
        lines.append(f"expressions = [{', '.join(map(_quoted, entry.readings))}]")
    else:
        lines.append(
            f"expression = {_quoted(entry.readings[0] if entry.readings else NOASSERTION)}"
        )
    lines.append(f"source = {_quoted(entry.source)}")
    if entry.date:
        lines.append(f"date = {_quoted(entry.date)}")
    lines.append(f"digest = {_quoted(entry.digest)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Write a TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(path: Path) -> Lock | None:
    """Return the lock of a file; None where there is none.

    Raises:
        UsageError: it cannot be read, or is no lock of this version.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} cannot be read: {error}", _AGAIN) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name} is no TOML: {error}", _AGAIN) from error
    if data.get("schema") != SCHEMA:
        raise UsageError(f"{path.name} has the schema {data.get('schema')!r}", f"known: {SCHEMA}")
    places = (n for n, line in enumerate(text.splitlines(), 1) if line.startswith("id = "))
    tables = data.get("upstream", [])
    if not isinstance(tables, list):
        raise UsageError(f"{path.name}: `upstream` is no list of tables", _AGAIN)
    found = [_read(path, table, next(places, 1)) for table in tables]
    return Lock(str(data.get("locked", "")), {entry.id: entry for entry in found})


_AGAIN = "write it anew with licscan lock"


def _read(path: Path, table: object, line: int) -> Locked:
    wrong = UsageError(f"{path.name}:{line}: this table is no upstream", _AGAIN)
    if not isinstance(table, dict):
        raise wrong
    texts = [table.get(key, "") for key in _TEXTS]
    readings = table.get("expressions", [table.get("expression", NOASSERTION)])
    if not isinstance(readings, list) or not all(isinstance(t, str) for t in (*texts, *readings)):
        raise wrong
    id_, kind, revision, source, date, digest = texts
    if not id_:
        raise wrong
    kept = tuple(Expression(reading) for reading in readings if reading != NOASSERTION)
    return Locked(ComponentId(id_), kind, revision, kept, source, date, digest, line)


def held(known: Known, lock: Lock) -> Known:
    """Return what is known with what the lock adds: knowledge that is newer, or pinned.

    A license that is known by a revision is that of what was received, whatever the name says today
    (stance retroactive-terms). Where the lock has no revision, both are readings.
    """
    now = entries_of(known)
    resolutions = dict(known.resolutions)
    dates = dict(known.dates)
    for name, entry in lock.entries.items():
        if name not in now or not entry.readings or entry.readings == now[name].readings:
            continue
        newer = _relicensed(now[name], entry)
        both = newer and not entry.revision
        readings = entry.readings
        if both:
            readings = tuple(dict.fromkeys((*readings, *now[name].readings)))
        resolutions[name] = _resolved(resolutions[name], readings, entry, lock)
        dates[name] = dates.get(name, "") if both else entry.date
    return known._replace(resolutions=resolutions, dates=dates)


def _resolved(
    resolution: Resolution, readings: tuple[Expression, ...], entry: Locked, lock: Lock
) -> Resolution:
    one = readings[0] if len(readings) == 1 else NOASSERTION
    words = f"{FILE} of {lock.locked}: {entry.source}"
    if resolution.readings:
        words += f"; now: {resolution.source}"
    return resolution._replace(readings=readings, declared=one, concluded=one, source=words)


def drifts(known: Known, lock: Lock) -> Iterator[Drift]:
    """Yield where the lock no longer fits; `known` is what is known without it."""
    now = entries_of(known)
    for name, entry in now.items():
        old = lock.entries.get(name)
        if old is None:
            message = f"{FILE} does not hold {name}, which the lineage names."
            yield Drift(name, message, "Run licscan lock once that is approved.", 0)
        else:
            yield from _compared(name, entry, old, lock)
    for name, old in lock.entries.items():
        if name not in now:
            message = f"{FILE} holds {name}, which nothing names any more."
            yield Drift(name, message, "Run licscan lock.", old.line)


def _compared(name: ComponentId, new: Locked, old: Locked, lock: Lock) -> Iterator[Drift]:
    if new.revision and old.revision and not _same_revision(new.revision, old.revision):
        message = f"{name} is at revision {new.revision}; {FILE} has {old.revision}."
        yield Drift(name, message, "Go back, or judge the new state and lock it.", old.line)
    if set(new.readings) == set(old.readings):
        if new.digest != old.digest:
            message = f"What is known of {name} changed ({new.source}), its license did not."
            yield Drift(name, message, "Look at it, and run licscan lock.", old.line)
    elif _relicensed(new, old):
        message = (
            f"{name} changed its license: {old.license} when it was locked on {lock.locked}"
            f" (as of {old.date or 'an unknown day'}), {new.license} as of {new.date}"
            f" ({new.source})."
        )
        remedy = "Stay at the revision that was received, or judge the new license and lock it."
        yield Drift(name, message, remedy, old.line, relicensed=True)
    elif not old.readings:
        message = f"{name} was not known when it was locked; it is {new.license} ({new.source})."
        yield Drift(name, message, "Run licscan lock.", old.line)


def _relicensed(new: Locked, old: Locked) -> bool:
    """Whether knowledge that is not older says something else."""
    differ = set(new.readings) != set(old.readings)
    return bool(differ and new.readings and old.readings and new.date >= old.date)


def _same_revision(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
