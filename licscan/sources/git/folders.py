"""Folders of a commit or an index, built from the flat lists that git gives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from licscan.sources.git.blobs import Blobs
from licscan.sources.git.repository import LINK, Entry


class Held(NamedTuple):
    """A file, a link, or a submodule that is not here; `blobs` is None where the content is not."""

    entry: Entry
    blobs: Blobs | None


Folder = dict[str, "Held | Folder"]


class Name(NamedTuple):
    """A name in a folder, answering as an `os.DirEntry` does."""

    name: str
    path: str
    held: Held | Folder

    def is_symlink(self) -> bool:
        """Say whether it is a link."""
        return isinstance(self.held, Held) and self.held.entry.mode == LINK

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Say whether it is a folder; links to folders are not followed."""
        return isinstance(self.held, dict)

    def stat(self) -> os.stat_result:
        """Return what tells a regular file from others."""
        return os.stat_result((stat.S_IFREG, *[0] * 9))


def put(top: Folder, path: str, held: Held | Folder) -> None:
    """Put something in its folder; a path through a file is left out (an unmerged index)."""
    *folders, name = path.split("/")
    for one in folders:
        below = top.setdefault(one, {})
        if not isinstance(below, dict):
            return
        top = below
    top[name] = held


def find(top: Folder, path: str) -> Held | Folder | None:
    """Return what is at a path; None where there is nothing."""
    here: Held | Folder | None = top
    for name in path.split("/") if path else ():
        here = here.get(name) if isinstance(here, dict) else None
    return here


def walk(folder: Folder, prefix: str = "") -> Iterator[tuple[str, Held]]:
    """Yield every file with its path."""
    for name, held in folder.items():
        if isinstance(held, dict):
            yield from walk(held, f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", held
