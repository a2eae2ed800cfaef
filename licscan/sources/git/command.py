"""Runs git, in an environment that fits the repository it is asked about.

Git tells its hooks about the repository at work in GIT_DIR, GIT_INDEX_FILE and others; for every
other repository those are wrong (https://github.com/pre-commit/pre-commit/issues/1849).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from licscan.errors import ScanError

if TYPE_CHECKING:
    from git import Git

LOCAL = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"),
    *(
        "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_CEILING_DIRECTORIES",
    ),
    *("GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_INTERNAL_SUPER_PREFIX"),
    *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
)
"""Variables of one repository (`git rev-parse --local-env-vars`), and those that bend answers."""

_ALWAYS = {
    "GIT_OPTIONAL_LOCKS": "0",  # never refresh the index on the way
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone lacks is told, not downloaded
    "GIT_TERMINAL_PROMPT": "0",
}
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_DUBIOUS = re.compile(r"dubious ownership in repository at '(.+?)'")


class Refused(Exception):
    """Git ended with an error; the text is what it said."""


class Commands:
    """Git in a folder."""

    def __init__(self, folder: Path, kept: Mapping[str, str] | None = None) -> None:
        """Take the folder and the variables of `LOCAL` that are right for its repository."""
        self.folder = folder
        self._kept = dict(kept or {})

    def run(self, *arguments: str, stdin: BinaryIO | None = None) -> bytes:
        """Return what a command prints.

        Raises:
            Refused: it ended with an error.
        """
        git = self._git()
        with _scrubbed():
            answer = git.execute(
                [*self._words(git), *arguments],
                istream=stdin,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        status, output, told = answer
        if status:
            raise Refused(told.strip())
        return output

    def line(self, *arguments: str) -> str:
        """Return the one line that a command prints."""
        return os.fsdecode(self.run(*arguments)).rstrip("\r\n")

    def start(self, *arguments: str) -> Git.AutoInterrupt:
        """Start a command; the caller talks to it and ends it with `stop`."""
        from subprocess import PIPE

        git = self._git()
        with _scrubbed():
            return git.execute(
                [*self._words(git), *arguments],
                istream=PIPE,
                as_process=True,
            )

    def _git(self) -> Git:
        try:
            from git import Git
        except ImportError as error:  # GitPython looks for git when it is imported
            raise ScanError("git is not installed", "install it, or audit a directory") from error
        git = Git(str(self.folder))
        git.update_environment(**_ALWAYS, **self._kept)
        return git

    def _words(self, git: Git) -> tuple[str, ...]:
        return (str(git.GIT_PYTHON_GIT_EXECUTABLE), *_QUIET)


def stop(process: Git.AutoInterrupt) -> None:
    """End a process that was started, finished or not."""
    started = process.proc
    if started is None:
        return
    for pipe in (started.stdin, started.stdout, started.stderr):
        if pipe is not None:
            pipe.close()
    if started.poll() is None:
        started.terminate()
    started.wait()


def refusal(error: Refused, shown: str) -> ScanError:
    """Turn git's word into one line with what to do."""
    told = str(error)
    if dubious := _DUBIOUS.search(told):
        folder = dubious.group(1)
        return ScanError(
            f"git does not trust {shown}: its files belong to another user",
            f"if you do (in a container you mostly may): "
            f"git config --global --add safe.directory {folder}",
        )
    if "not a git repository" in told:
        return ScanError(f"{shown} is in no git repository", "`licscan audit DIRECTORY` needs none")
    first = next((line for line in told.splitlines() if line.strip()), "no reason given")
    return ScanError(f"git cannot read {shown}: {first.removeprefix('fatal: ')}")


@contextmanager
def _scrubbed() -> Iterator[None]:
    """Hide the variables of `LOCAL` while a process is started: GitPython copies them otherwise."""
    hidden = {name: os.environ.pop(name) for name in LOCAL if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def commands_for(folder: Path) -> Commands:
    """Return git for a folder: with the hook's variables where they speak of its repository.

    Raises:
        Refused: the folder is in no repository, or git does not trust it.
    """
    plain = Commands(folder)
    given = {name: os.environ[name] for name in LOCAL if os.environ.get(name)}
    if not given:
        plain.line("rev-parse", "--git-dir")
        return plain
    here = Commands(Path.cwd(), _absolute(given))
    try:
        own = plain.line("rev-parse", "--absolute-git-dir")
    except Refused as error:
        return _by_environment(folder, given, here, error)
    if not _same(here, own):
        return plain
    kept = _absolute({name: given[name] for name in _CONTENT if name in given})
    return Commands(folder, kept)


_CONTENT = (
    *("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
    *("GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE"),
)
_PATHS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")


def _absolute(given: Mapping[str, str]) -> dict[str, str]:
    """Make paths absolute: hooks get them relative to where they start."""
    return {name: os.path.abspath(v) if name in _PATHS else v for name, v in given.items()}


def _same(here: Commands, git_dir: str) -> bool:
    try:
        found = here.line("rev-parse", "--absolute-git-dir")
    except Refused:
        return False
    return os.path.realpath(found) == os.path.realpath(git_dir)


def _by_environment(
    folder: Path, given: Mapping[str, str], here: Commands, error: Refused
) -> Commands:
    """A work tree without `.git`, whose repository only the environment knows."""
    if "GIT_DIR" not in given or "not a git repository" not in str(error):
        raise error
    kept = _absolute(given)
    if here.line("rev-parse", "--is-bare-repository") == "false":
        kept.setdefault("GIT_WORK_TREE", os.getcwd())
        if not folder.resolve().is_relative_to(Path(kept["GIT_WORK_TREE"]).resolve()):
            raise error
    return Commands(folder, kept)
