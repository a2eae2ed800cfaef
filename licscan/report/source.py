"""The scanned files once more, for showing a line; never outside the tree, never a large one."""

from __future__ import annotations

from pathlib import Path

_LARGEST = 1_000_000


class Source:
    """Lines of text files under a root, each file read once."""

    def __init__(self, root: Path | None) -> None:
        """Take the root; None where the files are not at hand."""
        self._root = root
        self._read: dict[str, bytes] = {}
        self._lines: dict[str, list[str]] = {}

    def data(self, path: str) -> bytes:
        """Return a text file; nothing where it is binary, large, gone or elsewhere."""
        if path not in self._read:
            self._read[path] = self._data(path)
        return self._read[path]

    def lines(self, path: str) -> list[str]:
        """Return the lines of a text file; none where there is no text."""
        if path not in self._lines:
            from licscan.sources.document import decode

            data = self.data(path)
            self._lines[path] = decode(data).splitlines() if data else []
        return self._lines[path]

    def line(self, path: str, number: int) -> str:
        """Return one line, counted from 1; empty where there is none."""
        lines = self.lines(path)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _data(self, path: str) -> bytes:
        if self._root is None:
            return b""
        try:
            full = (self._root / path).resolve()
            if not full.is_relative_to(self._root.resolve()) or full.stat().st_size > _LARGEST:
                return b""
            data = full.read_bytes()
        except (OSError, ValueError):
            return b""
        return b"" if b"\0" in data[:4096] else data
