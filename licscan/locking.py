"""Writes `licscan.lock` for a directory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from licscan.ancestry import upstreams
from licscan.components import assemble
from licscan.errors import ScanError, UsageError
from licscan.model import ComponentId
from licscan.parentage import parentage
from licscan.reading import Reading
from licscan.rulebook import Rulebook
from licscan.rules_root import layered
from licscan.sources.tree import Tree
from licscan.trial import Options
from licscan.upstream.lock import FILE, Lock, Locked, entries_of, read, render


def lock(root: Path, options: Options) -> str:
    """Write the lock of a directory, and return a sentence on what changed.

    A lock that says the same already stays as it is, date and all. `options.today` is the date.

    Raises:
        ScanError: it is no directory.
        UsageError: the lock that is there is broken, or cannot be written.
    """
    if not root.is_dir():
        raise ScanError(f"{root} is not a directory", "name the folder of a repository")
    with layered(options.rules):
        return _lock(root, options, Rulebook())


def _lock(root: Path, options: Options, rulebook: Rulebook) -> str:
    reading = Reading(options.cache, options.deep, options.scancode)
    holdings, _ = assemble(reading.facts(Tree(root, options.exclude).documents()))
    family = parentage(holdings, rulebook.finding_codes)
    entries = entries_of(upstreams(holdings, family, options, rulebook))
    path = root / FILE
    before = read(path)
    if before is None or _differ(before, entries):
        try:
            path.write_text(render(entries, options.today), encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"cannot write {FILE}: {error.strerror}") from error
    return _told(before, entries)


def _differ(before: Lock, entries: Mapping[ComponentId, Locked]) -> bool:
    return {name: entry._replace(line=1) for name, entry in before.entries.items()} != entries


def _told(before: Lock | None, entries: Mapping[ComponentId, Locked]) -> str:
    old = before.entries if before else {}
    counts = {
        "added": len(entries.keys() - old.keys()),
        "dropped": len(old.keys() - entries.keys()),
        "changed": sum(
            old[name]._replace(line=1) != entry for name, entry in entries.items() if name in old
        ),
        "of unknown license": sum(not entry.readings for entry in entries.values()),
    }
    told = [f"{count} {word}" for word, count in counts.items() if count]
    plural = "" if len(entries) == 1 else "s"
    return f"{FILE}: {len(entries)} upstream{plural}" + (f"; {', '.join(told)}" if told else "")
