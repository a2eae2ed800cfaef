"""One file of the scanned tree: bounded, lazy reads, decoded without surprises.

It knows bytes and text; what they mean is for the extractors.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Callable
from functools import cached_property

from licscan.sources.positions import Positioned, positioned_json, positioned_yaml
from licscan.sources.unreadable import Unreadable

__all__ = ["Document", "Positioned", "Unreadable", "from_bytes", "positioned_yaml"]

MANIFEST_LIMIT = 5_000_000
"""Bytes; larger manifests (indexes, tokenizers) hold nothing of ours."""

_SMALL = 1 << 17
_BEGINNING, _END = 16_384, 4_096
_LFS_MARK = b"version https://git-lfs.github.com/spec/v1"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Document:
    """A file that is opened only when it is read."""

    def __init__(self, path: str, size: int, read: Callable[[int, int], bytes]) -> None:
        """Take the path relative to the root, the size in bytes and a reader of (offset, count)."""
        self.path = path
        self.size = size
        self._read = read

    def head(self, count: int) -> bytes:
        """Return at most `count` first bytes."""
        return self._read(0, min(count, self.size))

    def read_at(self, offset: int, count: int) -> bytes:
        """Return at most `count` bytes from `offset`."""
        return self._read(offset, max(0, min(count, self.size - offset)))

    def data(self, limit: int = MANIFEST_LIMIT) -> bytes:
        """Return the whole file.

        Raises:
            Unreadable: it is larger than `limit` bytes, or cannot be read.
        """
        if self.size > limit:
            problem = f"The file is {self.size:,} bytes; no more than {limit:,} are read."
            raise Unreadable(problem, limit=True)
        return self._read(0, self.size)

    def text(self, limit: int = MANIFEST_LIMIT) -> str:
        """Return the whole file decoded, line ends as they are."""
        return decode(self.data(limit))

    def json(self, limit: int = MANIFEST_LIMIT) -> Positioned:
        """Parse the file as JSON."""
        return positioned_json(self.path, self.text(limit))

    def yaml(self, limit: int = MANIFEST_LIMIT) -> Positioned:
        """Parse the file's first YAML document."""
        return positioned_yaml(self.path, self.text(limit))

    @cached_property
    def ends(self) -> bytes:
        """The beginning and the end, by which a file of any name is known for what it is."""
        head = self.head(_BEGINNING)
        return head + self.read_at(max(self.size - _END, len(head)), _END)

    @cached_property
    def is_lfs_pointer(self) -> bool:
        """Whether a git-lfs pointer stands in for the content."""
        return self.size < 1024 and self.head(len(_LFS_MARK)) == _LFS_MARK


def from_bytes(path: str, data: bytes) -> Document:
    """Build a document from bytes in memory."""
    return Document(path, len(data), lambda offset, count: data[offset : offset + count])


def from_file(path: str, file: str | os.PathLike[str]) -> Document:
    """Build a document from a regular file; `path` is how the report names it."""

    size = os.stat(file).st_size
    whole: list[bytes] = []

    def read(offset: int, count: int) -> bytes:
        """Read a small file once, since several readers look at it; of a large one only parts."""
        if size > _SMALL:
            return read_part(offset, count)
        if not whole:
            whole.append(read_part(0, size))
        return whole[0][offset : offset + count]

    def read_part(offset: int, count: int) -> bytes:
        try:
            # O_NONBLOCK: a FIFO put in the place of a file must not hang the scan.
            handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            raise Unreadable(f"The file cannot be opened: {error.strerror}.") from error
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable("It is no longer a regular file.")
            try:
                stream.seek(offset)
                return stream.read(count)
            except OSError as error:
                raise Unreadable(f"The file cannot be read: {error.strerror}.") from error

    return Document(path, size, read)


def decode(data: bytes) -> str:
    """Decode by byte order mark, then UTF-8, UTF-16 by its zero bytes, else Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").replace("\0", "\ufffd")
    sample = data[:400]
    if len(sample) > 3 and sample.count(0) >= len(sample) // 3:
        encoding = "utf-16-be" if sample[0] == 0 else "utf-16-le"
        return data.decode(encoding, "replace").replace("\0", "\ufffd")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "\ufffd")
