"""Some rows of some columns of a Parquet file, read by pyarrow in a process of its own.

pyarrow ends the whole process on some broken files (`terminate called after throwing an instance of
'parquet::ParquetException'`), so it must not be ours. The process asks for parts of the file, one
line `offset count` each, and last writes its rows as JSON.
"""

from __future__ import annotations

import importlib.util
import io
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from licscan.sources.document import Document

_GROUPS = 4
_RECORDS = 5_000
_LARGEST = 32_000_000
"""Bytes of the columns in one row group; licenses repeat and pack well."""
_MOST_ASKED = 300_000_000
_SECONDS = 60


class Rows(NamedTuple):
    """What was read: rows, or why there are none."""

    records: tuple[dict[str, object], ...] = ()
    problem: str = ""
    is_large: bool = False
    """Whether a limit of ours was hit."""


def is_possible() -> bool:
    """Tell whether pyarrow is installed."""
    try:
        return importlib.util.find_spec("pyarrow") is not None
    except ValueError:
        return False


def rows(document: Document, columns: Sequence[str]) -> Rows:
    """Return up to 5,000 rows of each of four row groups."""
    # -P: what lies in the working directory, maybe the tree that is scanned, is not imported.
    serving = f"from {__name__} import serve; serve()"
    command = [sys.executable, "-P", "-c", serving, *columns]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as reader:
        assert reader.stdin
        assert reader.stdout
        watch = threading.Timer(_SECONDS, reader.kill)
        watch.start()
        try:
            answer = _answered(document, reader.stdin, reader.stdout)
        except (OSError, ValueError):
            answer = b""
        finally:
            watch.cancel()
            reader.kill()
    try:
        told = json.loads(answer)
        return Rows(tuple(told["records"]), told["problem"], told["is_large"])
    except (ValueError, KeyError, TypeError):
        return Rows(problem="pyarrow failed on it.")


def _answered(document: Document, asks: IO[bytes], told: IO[bytes]) -> bytes:
    """Hand over the parts that are asked for; return the last line, which is the answer."""
    asks.write(b"%d\n" % document.size)
    asks.flush()
    asked = 0
    for line in told:
        if line.startswith(b"{"):
            return line
        offset, count = map(int, line.split())
        asked += count
        if asked > _MOST_ASKED:
            return json.dumps(
                {"records": [], "problem": "It is too large.", "is_large": True}
            ).encode()
        part = document.read_at(offset, count)
        asks.write(b"%d\n" % len(part) + part)
        asks.flush()
    return b""


def serve() -> None:
    """Be the other process: ask for parts on stdout, get them on stdin, write the answer."""
    asks, told = sys.stdin.buffer, sys.stdout.buffer
    size = int(asks.readline())
    try:
        answer = _read(_Asked(size, asks, told), sys.argv[1:])
    except Exception as error:
        answer = Rows(problem=" ".join(str(error).split())[:200] or "pyarrow failed on it.")
    told.write(json.dumps(answer._asdict(), default=str).encode() + b"\n")
    told.flush()


def _read(file: io.RawIOBase, columns: Sequence[str]) -> Rows:
    import pyarrow.parquet

    records: list[dict[str, object]] = []
    too_large = False
    with pyarrow.parquet.ParquetFile(io.BufferedReader(file, 1 << 16)) as parquet:
        groups = parquet.metadata.num_row_groups
        for number in sorted({index * groups // _GROUPS for index in range(_GROUPS)}):
            if _size(parquet.metadata.row_group(number), columns) > _LARGEST:
                too_large = True
                continue
            batches = parquet.iter_batches(_RECORDS, row_groups=[number], columns=list(columns))
            batch = next(batches, None)
            records += batch.to_pylist() if batch else []
    problem = f"It takes more than {_LARGEST:,} bytes in a row group." if too_large else ""
    return Rows(tuple(records), problem, too_large)


def _size(group: Any, columns: Sequence[str]) -> int:
    chunks = (group.column(number) for number in range(group.num_columns))
    return sum(
        chunk.total_uncompressed_size
        for chunk in chunks
        if chunk.path_in_schema.partition(".")[0] in columns
    )


class _Asked(io.RawIOBase):
    """The document, as a file whose parts are asked for."""

    def __init__(self, size: int, asks: IO[bytes], told: IO[bytes]) -> None:
        self._size, self._asks, self._told = size, asks, told
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._told.write(b"%d %d\n" % (self._at, len(buffer)))
        self._told.flush()
        data = self._asks.read(int(self._asks.readline()))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
