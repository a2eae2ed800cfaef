"""The contents of a repository, read within bounds: sizes first, small blobs whole, large ones
from their beginning, as far as they are asked for.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, cast

from licscan.sources.git.command import Commands, Refused, stop
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from git import Git

_WHOLE = 8_000_000
"""Bytes up to which a blob is read at once; no manifest is larger."""
_DEEPEST = 256_000_000
"""Bytes: git has to unpack all that lies before an offset."""
_STEP = 1 << 20


class Blobs:
    """The blobs of one repository; `close` ends the processes behind it."""

    def __init__(self, commands: Commands) -> None:
        """Take git for the repository."""
        self._commands = commands
        self._batch: Git.AutoInterrupt | None = None
        self._sizes: dict[str, int] = {}
        self._last: tuple[str, bytes] = ("", b"")
        self._stream: _Stream | None = None

    def measure(self, ids: Iterable[str]) -> None:
        """Learn the sizes of blobs, all in one go; those that are not here stay unknown."""
        unknown = sorted({one for one in ids if one not in self._sizes})
        if not unknown:
            return
        with tempfile.TemporaryFile() as wanted:
            wanted.write("".join(f"{one}\n" for one in unknown).encode())
            wanted.seek(0)
            rows = self._commands.run("cat-file", "--batch-check", stdin=cast(BinaryIO, wanted))
        for row in rows.decode().splitlines():
            name, kind, *size = row.split()
            if kind == "blob":
                self._sizes[name] = int(size[0])

    def size(self, blob: str) -> int | None:
        """Return the size in bytes; None where the blob is not in this clone."""
        self.measure([blob])
        return self._sizes.get(blob)

    def read(self, blob: str, offset: int, count: int) -> bytes:
        """Return at most `count` bytes from `offset`.

        Raises:
            Unreadable: the place is too deep in a large blob, or git fails.
        """
        size = self.size(blob) or 0
        if size <= _WHOLE:
            return self._whole(blob, size)[offset : offset + count]
        if self._stream is None or self._stream.blob != blob:
            self._end_stream()
            self._stream = _Stream(self._commands, blob)
        return self._stream.read(offset, count)

    def _whole(self, blob: str, size: int) -> bytes:
        if self._last[0] != blob:
            if self._batch is None:
                self._batch = self._commands.start("cat-file", "--batch")
            process = self._batch.proc
            assert process is not None
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(f"{blob}\n".encode())
                process.stdin.flush()
                told = process.stdout.readline().split()
                data = process.stdout.read(size + 1)
            except OSError as error:
                raise Unreadable(f"Git cannot read the file: {error.strerror}.") from error
            if len(told) != 3 or len(data) != size + 1:
                raise Unreadable("Git cannot read the file: the repository is damaged.")
            self._last = (blob, data[:size])
        return self._last[1]

    def _end_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def close(self) -> None:
        """End the processes."""
        self._end_stream()
        if self._batch is not None:
            stop(self._batch)
            self._batch = None


class _Stream:
    """One large blob, read forwards; going back starts again."""

    def __init__(self, commands: Commands, blob: str) -> None:
        self.blob = blob
        self._commands = commands
        self._process: Git.AutoInterrupt | None = None
        self._at = 0

    def read(self, offset: int, count: int) -> bytes:
        if offset + count > _DEEPEST:
            problem = f"No more than {_DEEPEST:,} bytes of a file in git are read."
            raise Unreadable(problem, limit=True)
        if self._process is None or offset < self._at:
            self.close()
            self._process = self._commands.start("cat-file", "blob", self.blob)
        while self._at < offset:
            if not self._take(min(_STEP, offset - self._at)):
                return b""
        return self._take(count)

    def _take(self, count: int) -> bytes:
        assert self._process is not None
        assert self._process.proc is not None
        assert self._process.proc.stdout is not None
        data: bytes = self._process.proc.stdout.read(count)
        self._at += len(data)
        return data

    def close(self) -> None:
        if self._process is not None:
            stop(self._process)
        self._process = None
        self._at = 0


def missing(commands: Commands, tree: str) -> frozenset[str]:
    """Return the blobs of a tree that a partial clone lacks, without fetching one.

    Asking for their size would download them, one by one, where git is older than 2.45.
    """
    try:
        commands.run("config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$")
    except Refused:
        return frozenset()
    rows = commands.run("rev-list", "--objects", "--missing=print", tree)
    return frozenset(row[1:].decode() for row in rows.splitlines() if row.startswith(b"?"))
