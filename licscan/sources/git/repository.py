"""A repository: what a revision or the index holds, by path.

Worktrees, bare repositories and shallow clones answer alike; what they lack is an error with a tip.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from licscan.errors import ScanError, UsageError
from licscan.sources.git.command import Commands, Refused, commands_for, refusal

LINK = "120000"
SUBMODULE = "160000"


class Entry(NamedTuple):
    """A file, link or submodule by its path below the folder that was opened."""

    path: str
    mode: str
    id: str
    """Of the blob, or of the submodule's commit."""
    unmerged: bool = False


class NoFolder(UsageError):
    """A commit does not have the folder that was opened."""


class Repository:
    """A folder of a git repository."""

    def __init__(self, folder: Path, commands: Commands | None = None) -> None:
        """Open the repository that a folder lies in; the folder itself may be gone today.

        Raises:
            ScanError: there is none, or git does not trust it.
        """
        standing = folder.absolute()
        while not standing.is_dir():
            standing = standing.parent
        self.name = folder.resolve().name.removesuffix(".git") or "repository"
        self._shown = str(folder)
        try:
            self.commands = commands or commands_for(standing)
            self.bare = self.commands.line("rev-parse", "--is-inside-work-tree") == "false"
            self._prefix = self.commands.line("rev-parse", "--show-prefix")
        except Refused as error:
            raise refusal(error, self._shown) from error
        self._prefix += "/".join(folder.absolute().relative_to(standing).parts)

    def commit(self, revision: str) -> str:
        """Return the full id of the commit that a revision names.

        Raises:
            UsageError: there is no such revision.
        """
        if revision.startswith("-") or not revision:
            raise UsageError(f"{revision!r} is no revision")
        try:
            return self.commands.line("rev-parse", "--verify", "--quiet", revision + "^{commit}")
        except Refused as error:
            tip = "`git branch -a` and `git tag` list what there is"
            if self.commands.line("rev-parse", "--is-shallow-repository") == "true":
                tip = "the clone is shallow: `git fetch --unshallow --tags` brings the history"
            raise UsageError(f"{self._shown} has no revision {revision!r}", tip) from error

    def merge_base(self, one: str, other: str) -> str:
        """Return the best common ancestor of two commits.

        Raises:
            UsageError: there is none, or a shallow clone does not reach it.
        """
        try:
            return self.commands.line("merge-base", one, other)
        except Refused as error:
            tip = "in a shallow clone, `git fetch --unshallow` brings the history"
            raise UsageError("the two revisions have no common ancestor here", tip) from error

    def tags(self, since: str, until: str) -> list[str]:
        """Return the tags on the way from one commit to another, both included, oldest first."""
        form = "--format=%(refname:strip=2)"
        order = ("--sort=version:refname", "--sort=creatordate")  # the last one counts most
        way = (f"--contains={since}", f"--merged={until}")
        return os.fsdecode(
            self.commands.run("for-each-ref", *order, form, *way, "refs/tags")
        ).splitlines()

    def tree(self, commit: str) -> str:
        """Return the id of the opened folder's tree in a commit.

        Raises:
            NoFolder: the commit has no such folder.
        """
        folder = self._prefix.strip("/")
        try:
            return self.commands.line("rev-parse", "--verify", f"{commit}:{folder}")
        except Refused as error:
            raise NoFolder(f"{commit[:12]} has no folder {folder}") from error

    def listing(self, tree: str) -> list[Entry]:
        """Return everything in a tree, folders walked."""
        try:
            rows = self.commands.run("ls-tree", "-r", "-z", "--full-tree", tree)
        except Refused as error:
            raise refusal(error, self._shown) from error
        return [_tree_entry(row) for row in rows.split(b"\0") if row]

    def staged(self) -> list[Entry]:
        """Return everything in the index, the hook's own where git set one.

        Raises:
            ScanError: a bare repository has no index.
        """
        if self.bare:
            raise ScanError(f"{self._shown} has no index", "it is a bare repository; use --ref")
        rows = self.commands.run("ls-files", "--stage", "-z")
        return [_index_entry(row) for row in rows.split(b"\0") if row]

    def changed(self) -> list[str]:
        """Return the paths below the folder in which the index differs from the last commit."""
        rows = self.commands.run(
            "diff", "--cached", "--name-only", "--relative", "-z", "--no-renames", "--no-ext-diff"
        )
        return [os.fsdecode(row) for row in rows.split(b"\0") if row]

    def submodule(self, path: str) -> Repository | None:
        """Return the repository of a submodule by its path; None where it was not fetched."""
        within = self._prefix + path
        common = Path(self.commands.folder, self.commands.line("rev-parse", "--git-common-dir"))
        kept = common / "modules" / within
        try:
            if not self.bare:
                place = Path(self.commands.line("rev-parse", "--show-toplevel")) / within
                if (place / ".git").exists():
                    return Repository(place, Commands(place))
            if (kept / "HEAD").exists():
                return Repository(kept, Commands(kept, {"GIT_DIR": str(kept.resolve())}))
        except (Refused, ScanError):
            return None
        return None


def _tree_entry(row: bytes) -> Entry:
    head, _, path = row.partition(b"\t")
    mode, _, name = head.decode().split()
    return Entry(os.fsdecode(path), mode, name)


def _index_entry(row: bytes) -> Entry:
    head, _, path = row.partition(b"\t")
    mode, name, stage = head.decode().split()
    return Entry(os.fsdecode(path), mode, name, unmerged=stage != "0")
