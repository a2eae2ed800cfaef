"""A commit or the index as a tree of documents: the same that a checkout of it would give.

What a checkout holds and this clone does not (a submodule that was never fetched, a blob that a
partial clone left out) is a gap.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from licscan.errors import ScanError
from licscan.model import Gap, Span
from licscan.sources.document import Document
from licscan.sources.git.blobs import Blobs, missing
from licscan.sources.git.command import Refused
from licscan.sources.git.folders import Folder, Held, Name, find, put, walk
from licscan.sources.git.repository import LINK, SUBMODULE, Entry, Repository
from licscan.sources.tree import Tree, shown
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.tree import Entry as Named

_MOST_LINKS = 40


def _absent(offset: int, count: int) -> bytes:
    """Read a blob that is not here: the file still shows by its name what it is."""
    raise Unreadable("Its content is not in this clone, so it was not read.")


class GitTree(Tree):
    """Documents from git; a context manager, since processes stand behind it."""

    def __init__(
        self,
        repository: Repository,
        exclude: Sequence[str],
        wanted: Callable[[str], bool],
        laid_out: Sequence[str] = (),
    ) -> None:
        """Take the repository, globs to leave out, which paths will be read at all, and those
        files that others open below `root`, a temporary folder.
        """
        self._place = tempfile.TemporaryDirectory(prefix="licscan-")
        super().__init__(Path(self._place.name), exclude)
        self._real_root = ""
        self._repository = repository
        self._wanted = wanted
        self._laid_out = laid_out
        self._stores: list[Blobs] = []
        self._top: Folder = {}

    def __enter__(self) -> GitTree:
        return self

    def __exit__(self, *_: object) -> None:
        for store in self._stores:
            store.close()
        self._place.cleanup()

    def at(self, commit: str) -> GitTree:
        """Hold the tree of a commit, by its full id."""
        tree = self._repository.tree(commit)
        absent = missing(self._repository.commands, tree)
        self._top = self._held(self._repository, self._repository.listing(tree), absent)
        return self._ready()

    def staged(self) -> GitTree:
        """Hold what the index has."""
        self._top = self._held(self._repository, self._repository.staged())
        return self._ready()

    def _held(
        self, repository: Repository, entries: Iterable[Entry], absent: frozenset[str] = frozenset()
    ) -> Folder:
        blobs = Blobs(repository.commands)
        self._stores.append(blobs)
        top: Folder = {}
        for entry in entries:
            inside = self._submodule(repository, entry) if entry.mode == SUBMODULE else None
            put(top, entry.path, inside or Held(entry, None if entry.id in absent else blobs))
        return top

    def _submodule(self, repository: Repository, entry: Entry) -> Folder | None:
        """Return what a submodule holds at the commit that is recorded; None where it is absent."""
        found = repository.submodule(entry.path)
        if found is None:
            return None
        try:
            absent = missing(found.commands, entry.id)
            return self._held(found, found.listing(entry.id), absent)
        except (Refused, ScanError):
            return None

    def _ready(self) -> GitTree:
        """Learn all sizes that will be asked for, in one go."""
        wanted: dict[Blobs, list[str]] = {store: [] for store in self._stores}
        for path, held in walk(self._top):
            if held.blobs and (held.entry.mode == LINK or self._wanted(path)):
                wanted[held.blobs].append(held.entry.id)
        for store, ids in wanted.items():
            store.measure(ids)
        self.lay_out(self._laid_out)
        return self

    def _entries(self, folder: str) -> Sequence[Named]:
        found = find(self._top, folder)
        if not isinstance(found, dict):
            return ()
        return [
            Name(name, f"{folder}/{name}" if folder else name, found[name])
            for name in sorted(found)
        ]

    def _entry(
        self, entry: Named, path: str, depth: int, below: frozenset[str] | None
    ) -> Iterator[Document | Gap]:
        held = find(self._top, entry.path)
        if isinstance(held, Held) and held.entry.mode == SUBMODULE:
            problem = "The submodule was not fetched, so nothing is known of what it holds."
            yield Gap(Span(shown(path)), problem)
        elif isinstance(held, Held) and not entry.is_symlink():
            self._seen.add(entry.path)
            yield self._document(path, held)
        else:
            yield from super()._entry(entry, path, depth, below)

    def _document(self, path: str, held: Held) -> Document | Gap:
        if held.entry.unmerged:
            return Gap(Span(shown(path)), "The file is in conflict and has several contents.")
        if not self._wanted(path):
            return Document(shown(path), 0, lambda offset, count: b"")
        size = held.blobs.size(held.entry.id) if held.blobs else None
        if size is None or held.blobs is None:
            self.skipped = (*self.skipped, f"{shown(path)} (not in this clone)")
            return Document(shown(path), 0, _absent)
        return Document(shown(path), size, partial(held.blobs.read, held.entry.id))

    def _link(self, entry: Named, path: str) -> Iterator[Document | Gap]:
        target = self._followed(entry.path)
        held = None if target is None else find(self._top, target)
        if target is None:
            yield Gap(Span(shown(path)), "The link leads out of the tree and was not followed.")
        elif isinstance(held, Held) and held.entry.mode != LINK and target not in self._seen:
            self._seen.add(target)
            yield self._document(path, held)

    def _followed(self, path: str) -> str | None:
        """Return where a link leads inside the tree; None where it leaves it."""
        todo, done, links = path.split("/")[::-1], list[str](), 0
        while todo:
            name = todo.pop()
            if name == ".." and not done:
                return None
            if name == "..":
                done.pop()
            elif name not in ("", "."):
                done.append(name)
                held = find(self._top, "/".join(done))
                if isinstance(held, Held) and held.entry.mode == LINK and links < _MOST_LINKS:
                    links += 1
                    target = self._text(held)
                    if target.startswith("/"):
                        return None
                    done.pop()
                    todo += target.split("/")[::-1]
        return "/".join(done)

    def _text(self, held: Held) -> str:
        try:
            return os.fsdecode(held.blobs.read(held.entry.id, 0, 4096)) if held.blobs else ""
        except Unreadable:
            return ""

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a file by its path in the tree; None where it cannot be read."""
        target = self._followed(path)
        held = None if target is None else find(self._top, target)
        if not isinstance(held, Held) or held.blobs is None:
            return None
        document = self._document(path, held)
        if isinstance(document, Gap):
            return None
        try:
            size = held.blobs.size(held.entry.id) or 0
            return Document(path, size, partial(held.blobs.read, held.entry.id)).data()
        except Unreadable:
            return None

    def lay_out(self, paths: Iterable[str]) -> None:
        """Write some files below `root`, for those who open them there."""
        for path in sorted(set(paths)):
            data = self.content(path)
            place = (self.root / path).resolve()
            if data is not None and place.is_relative_to(self.root.resolve()):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
