"""A directory as documents: sorted, bounded, never out of the tree, nothing but regular files.

What is left out is told: excluded, skipped, or a gap.
"""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from licscan.model import Gap, Span
from licscan.sources.document import Document, from_file
from licscan.sources.printable import printable
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:

    class Entry(Protocol):
        """A name in a folder, as `os.scandir` has it."""

        @property
        def name(self) -> str:
            """The name alone."""

        @property
        def path(self) -> str:
            """The name with the folder before it."""

        def is_symlink(self) -> bool:
            """Say whether it is a link."""

        def is_dir(self, *, follow_symlinks: bool = True) -> bool:
            """Say whether it is a folder."""

        def stat(self) -> os.stat_result:
            """Return what kind of file it is."""


SKIPPED = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", "venv", ".tox", ".nox"}
    | {".mypy_cache", ".ruff_cache", ".pytest_cache", "site-packages"}
)
"""Folders of version control and environments."""


class Limits(NamedTuple):
    """How much of a tree is looked at."""

    files: int = 2_000_000
    depth: int = 60


class Tree:
    """A directory tree; iterate `documents`, then read `excluded` and `skipped`."""

    def __init__(
        self,
        root: Path,
        exclude: Sequence[str] = (),
        limits: Limits | None = None,
        follow_into: Sequence[Path] = (),
    ) -> None:
        """Take the root, globs to leave out, bounds, and folders that links may lead into."""
        self.root = root
        self._exclude = tuple(exclude)
        self._limits = limits or Limits()
        self._real_root = os.path.realpath(root)
        self._allowed = tuple(os.path.realpath(path) + os.sep for path in (root, *follow_into))
        self._seen: set[str] = set()
        self.excluded: tuple[str, ...] = ()
        self.skipped: tuple[str, ...] = ()

    def documents(self) -> Iterator[Document | Gap]:
        """Yield every regular file, sorted by path, and a gap for what cannot be read."""
        count = 0
        for found in self._folder(self._real_root, "", 0):
            if isinstance(found, Document):
                count += 1
                if count > self._limits.files:
                    problem = f"More than {self._limits.files:,} files; the rest was not looked at."
                    yield Gap(Span(found.path), problem, limit=True)
                    return
            yield found

    def siblings(self, path: str, below: frozenset[str] = frozenset()) -> Iterator[Document | Gap]:
        """Yield the files beside `path` (relative to the root), not those in folders below.

        `below` names, in lower case, folders whose files count as lying beside it too.
        """
        folder = os.path.dirname(path)
        yield from self._folder(os.path.join(self._real_root, folder), folder, 0, below)

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a file by its path in the tree; None where it cannot be read."""
        file = os.path.realpath(os.path.join(self._real_root, path))
        if not (file + os.sep).startswith(self._allowed) or not os.path.isfile(file):
            return None
        try:
            return from_file(path, file).data()
        except (OSError, Unreadable):
            return None

    def _folder(
        self, folder: str, prefix: str, depth: int, below: frozenset[str] | None = None
    ) -> Iterator[Document | Gap]:
        if depth > self._limits.depth:
            problem = f"Folders deeper than {self._limits.depth} are not looked at."
            yield Gap(Span(shown(prefix)), problem, limit=True)
            return
        try:
            entries = self._entries(folder)
        except OSError as error:
            yield Gap(Span(shown(prefix) or "."), f"The folder cannot be read: {error.strerror}.")
            return
        for entry in entries:
            path = f"{prefix}/{entry.name}" if prefix else entry.name
            if self._left_out(path, entry):
                continue
            yield from self._entry(entry, path, depth, below)

    def _entries(self, folder: str) -> Sequence[Entry]:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda entry: entry.name)

    def _entry(
        self, entry: Entry, path: str, depth: int, below: frozenset[str] | None
    ) -> Iterator[Document | Gap]:
        try:
            if entry.is_symlink():
                yield from self._link(entry, path)
            elif entry.is_dir():
                if below is None or entry.name.lower() in below:
                    yield from self._folder(entry.path, path, depth + 1)
            elif stat.S_ISREG(entry.stat().st_mode):
                self._seen.add(entry.path)
                yield from_file(shown(path), entry.path)
        except OSError as error:
            yield Gap(Span(shown(path)), f"The file cannot be looked at: {error.strerror}.")

    def _link(self, entry: Entry, path: str) -> Iterator[Document | Gap]:
        """Follow a link to a file inside; a folder is reached by its own name."""
        target = os.path.realpath(entry.path)
        if not (target + os.sep).startswith(self._allowed):
            yield Gap(Span(shown(path)), "The link leads out of the tree and was not followed.")
        elif os.path.isfile(target) and target not in self._seen:
            self._seen.add(target)
            yield from_file(shown(path), target)

    def _left_out(self, path: str, entry: Entry) -> bool:
        if entry.name in SKIPPED and entry.is_dir(follow_symlinks=False):
            self.skipped = (*self.skipped, shown(path))
            return True
        if any(_matches(path, entry.name, pattern) for pattern in self._exclude):
            self.excluded = (*self.excluded, shown(path))
            return True
        return False


def _matches(path: str, name: str, pattern: str) -> bool:
    pattern = pattern.strip("/")
    return fnmatch.fnmatchcase(path, pattern) or fnmatch.fnmatchcase(name, pattern)


def shown(path: str) -> str:
    """A path as a report may hold it: printable, with `/` between folders."""
    return printable(path.encode("utf-8", "backslashreplace").decode()).replace(os.sep, "/")
