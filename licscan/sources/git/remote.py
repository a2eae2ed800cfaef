"""A repository far away: commits and folders first, then only the files that will be read.

The clone is shallow and without blobs (`--filter=blob:none`), in a temporary folder, and nothing is
checked out. A server tells sizes to nobody who has not asked for the content, so each download is
stopped at its bound: what does not fit is not there, and that is a gap.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from licscan.errors import ScanError, UsageError
from licscan.sources.addresses import public_name, without_secrets
from licscan.sources.git.blobs import missing
from licscan.sources.git.command import Commands, Refused, stop
from licscan.sources.git.repository import LINK, Repository

_FOLDERS_LIMIT = 50_000_000
"""Bytes of commits and folders; beyond it the server does not filter."""
_FILE_LIMIT = 5_000_000
_BATCH_LIMIT = 20_000_000
_POINTERS_LIMIT = 1_000_000
_TOTAL_LIMIT = 200_000_000
_POLL = 0.02
_TOO_LARGE = "too large"


@contextmanager
def fetched(
    url: str,
    revision: str,
    wanted: Callable[[str], bool],
    large: Callable[[str], bool] = lambda path: False,
) -> Iterator[tuple[Path, str, str]]:
    """Give a bare repository with the wanted files of a revision, its name, and the commit.

    Of files that may be `large`, only pointers and toys are wanted.

    Raises:
        ScanError: the address or the revision cannot be had.
    """
    name = public_name(url)
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision")
    with tempfile.TemporaryDirectory(prefix="licscan-") as place:
        folder = Path(place)
        commands = Commands(folder)
        commands.run("init", "--quiet", "--bare", "--template=", ".")
        commands.run("config", "remote.origin.url", url)
        download = _Download(commands, folder)
        try:
            download.get(
                "--depth=1", "--filter=blob:none", "origin", revision, limit=_FOLDERS_LIMIT
            )
            commit = commands.line("rev-parse", "--verify", "FETCH_HEAD^{commit}")
            small = _lacking(commands, commit, lambda path: wanted(path) and not large(path))
            download.files(small, _FILE_LIMIT, _BATCH_LIMIT)
            weights = _lacking(commands, commit, lambda path: wanted(path) and large(path))
            download.files(weights, _POINTERS_LIMIT, _POINTERS_LIMIT)
        except Refused as error:
            raise _refusal(error, name, revision) from error
        yield folder, name, commit


def _lacking(commands: Commands, commit: str, wanted: Callable[[str], bool]) -> list[str]:
    """Return the wanted blobs that are not here."""
    absent = missing(commands, commit)
    entries = Repository(commands.folder, commands).listing(commit)
    return sorted(
        {
            entry.id
            for entry in entries
            if entry.id in absent and (entry.mode == LINK or wanted(entry.path))
        }
    )


class _Download:
    """Fetches that are stopped when they grow too large."""

    def __init__(self, commands: Commands, folder: Path) -> None:
        self._commands = commands
        self._packs = folder / "objects" / "pack"
        self.total = 0

    def files(self, ids: Sequence[str], one: int, batch: int) -> None:
        """Fetch blobs; where a batch is too large, its halves, down to the one that is left out."""
        if not ids or self.total >= _TOTAL_LIMIT:
            return
        try:
            limit = one if len(ids) == 1 else batch
            self.get("--filter=blob:none", "--stdin", "origin", stdin=ids, limit=limit)
        except Refused as error:
            if str(error) != _TOO_LARGE:
                raise
            for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
                if len(half) < len(ids):
                    self.files(half, one, batch)

    def get(self, *what: str, limit: int, stdin: Sequence[str] = ()) -> None:
        """Fetch, or raise `Refused` with git's word or with the news that it is too large."""
        # What is here helps the server in nothing, so it is not told, as in git's own lazy fetch.
        words = ("-c", "fetch.negotiationAlgorithm=noop", "-c", "fetch.unpackLimit=1")
        options = ("--no-tags", "--no-auto-gc", "--no-recurse-submodules", "--quiet")
        process = self._commands.start(*words, "fetch", *options, *what)
        before = self._size()
        try:
            started = process.proc
            assert started is not None
            assert started.stdin is not None
            started.stdin.write("".join(f"{one}\n" for one in stdin).encode())
            started.stdin.close()
            while started.poll() is None:
                if self._size() - before > limit:
                    raise Refused(_TOO_LARGE)
                time.sleep(_POLL)
            if started.returncode:
                assert started.stderr is not None
                raise Refused(started.stderr.read().decode("utf-8", "replace").strip())
        finally:
            stop(process)
            self.total += max(0, self._size() - before)
            for rest in self._packs.glob("tmp_*"):
                rest.unlink(missing_ok=True)

    def _size(self) -> int:
        return sum(_size(file) for file in self._packs.glob("*"))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # renamed meanwhile
        return 0


def _refusal(error: Refused, name: str, revision: str) -> ScanError:
    told = str(error)
    if told == _TOO_LARGE:
        tip = "clone it yourself, and audit the folder"
        return ScanError(f"{name} cannot be fetched without its weights", tip)
    lines = [line for line in told.splitlines() if line.startswith(("fatal:", "error:", "remote:"))]
    first = (lines or told.splitlines() or ["no reason given"])[0].partition(": ")[2] or told
    tip = "check the address, and that git can reach it (`git ls-remote`)"
    if "couldn't find remote ref" in told or "not our ref" in told:
        first = f"it has no revision {revision}"
        tip = "a branch, a tag, or the full id of a commit"
    return ScanError(f"cannot fetch {name}: {without_secrets(first)}", tip)
