"""Remembers what ScanCode concluded of a text, in the user's cache folder; never verdicts.

Keyed by content and by every version that could change the answer, so nothing ever goes stale. A
cache that cannot be opened, read or written is done without; it never costs a scan. A process that
is killed leaves whole rows only (SQLite's journal); a file that is damaged all the same is deleted,
and the next run begins a new one.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licscan.identify.scancode import Detection, Part
from licscan.user_cache import folder

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Cache", "folder", "tell"]

_FORM = 1
_ROWS = 20_000
_PATIENCE = 1.0
_BUSY, _FULL, _DAMAGED = 5, 13, (11, 26)
"""Result codes of SQLite (https://sqlite.org/rescode.html)."""
_PAGES = 16_384
"""Of 4 kB: the most that the file may take."""
_LONGEST = 200_000
"""Characters of a value; a longer one is not worth its place."""
_SCHEMA = "CREATE TABLE IF NOT EXISTS detections (key BLOB PRIMARY KEY, value TEXT NOT NULL)"
_HALVE = (
    "DELETE FROM detections WHERE rowid <= (SELECT (min(rowid) + max(rowid)) / 2 FROM detections)"
)
_TRIM = "DELETE FROM detections WHERE rowid <= (SELECT max(rowid) FROM detections) - ?"


class Cache:
    """Detections on disk, by key; opened by the first question."""

    def __init__(self, folder: Path | None, versions: tuple[str, ...]) -> None:
        """Take the folder (None: keep nothing) and the versions of all that makes the answer."""
        self._path = folder and folder / f"identify-{_FORM}.sqlite"
        self._versions = "\0".join(versions)
        self._connection: sqlite3.Connection | None = None
        self._process = os.getpid()
        self.problem = ""
        """Why the cache is done without; empty while it works."""

    def get(self, text: str, options: str = "") -> Detection | None:
        """Return what is remembered of a text under these options, or None."""
        connection = self._open()
        if connection is None:
            return None
        try:
            query = "SELECT value FROM detections WHERE key = ?"
            row = connection.execute(query, (self._key(text, options),)).fetchone()
        except _errors() as error:
            self._failed(error)
            return None
        return _read(row[0]) if row else None

    def put(self, text: str, detection: Detection, options: str = "") -> None:
        """Remember what was concluded of a text; the oldest rows make room."""
        connection = self._open()
        if connection is None:
            return
        import json

        value = json.dumps(asdict(detection), separators=(",", ":"))
        if len(value) > _LONGEST:
            return
        try:
            with connection:
                row = (self._key(text, options), value)
                connection.execute("INSERT OR REPLACE INTO detections VALUES (?, ?)", row)
                connection.execute(_TRIM, (_ROWS,))
        except _errors() as error:
            self._failed(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _key(self, text: str, options: str) -> bytes:
        parts = (self._versions, options, text)
        raw = "\0".join(parts).encode("utf-8", "surrogatepass")
        return blake2b(raw, digest_size=16).digest()

    def _open(self) -> sqlite3.Connection | None:
        if self._process != os.getpid():
            # a connection does not survive a fork
            self._connection, self._process = None, os.getpid()
        if self._connection is not None or self.problem or self._path is None:
            return self._connection
        import sqlite3

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self._path, timeout=_PATIENCE, check_same_thread=sqlite3.threadsafety < 3
            )
            # a lost row is found again by asking ScanCode, so no write waits for the disk
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA max_page_count = {_PAGES}")
            connection.execute(_SCHEMA)
        except _errors() as error:
            self._failed(error)
            return None
        self._connection = connection
        return connection

    def _failed(self, error: Exception) -> None:
        """Lose one row where another process holds the file or it is full; else give up."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _BUSY:
            return
        if code == _FULL and self._halved():
            return
        self.problem = f"the cache of license texts cannot be used ({type(error).__name__})"
        tell(self.problem)
        self._connection = None
        if code in _DAMAGED and self._path is not None:
            # first the journal: beside a new file it would be played back into that one
            for file in (f"{self._path}-journal", self._path):
                _delete(Path(file))

    def _halved(self) -> bool:
        """Make room by forgetting the older half."""
        if self._connection is None:
            return False
        try:
            with self._connection:
                self._connection.execute(_HALVE)
        except _errors():
            return False
        return True


@lru_cache
def tell(problem: str) -> None:
    """Say why every run will ask anew: in the log, once a process; where none is kept, on stderr.

    It is neither a gap nor a part of the report: the answers are the same, and come later.
    """
    import logging

    logging.getLogger("licscan").warning("licscan: %s; texts are not remembered", problem)


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        # it stays as it is, and each run does without
        return


def _errors() -> tuple[type[Exception], ...]:
    import sqlite3

    return (sqlite3.Error, OSError)


def _read(value: str) -> Detection | None:
    """Return a remembered detection; None where the row is not one."""
    import json

    try:
        fields: dict[str, Any] = json.loads(value)
        parts = tuple(
            Part(**{name: _tuples(value) for name, value in part.items()})
            for part in fields["parts"]
        )
        return Detection(fields["expression"], parts, tuple(fields["left"]))
    except (ValueError, TypeError, KeyError):
        return None


def _tuples(value: Any) -> Any:
    """Return a value with its lists as tuples, at any depth."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
