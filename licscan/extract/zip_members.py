"""The members of a zip archive inside a document, without unpacking it: listed and read in bounds.

Format: PKWARE APPNOTE.TXT. An archive may follow other bytes, as it does behind a TFLite model.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

    from licscan.sources.document import Document

_LONGEST_LIST = 4 << 20
"""Bytes of the central directory; models have hundreds of members, not a hundred thousand."""
_LONGEST_MEMBER = 1 << 20
_MOST_READ = 64
_END = b"PK\x05\x06"
_TAIL = 65_557
"""The end record is 22 bytes and a comment of at most 65,535."""


def has_end(document: Document) -> bool:
    """Say whether the document ends as a zip archive does."""
    return _END in document.read_at(max(0, document.size - _TAIL), _TAIL)


def members(
    document: Document, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, bytes | Malformed]]:
    """Yield name and bytes of each member whose name is *wanted*, or why it cannot be read.

    Raises:
        Malformed: the archive itself cannot be listed.
    """
    import zipfile

    try:
        archive = zipfile.ZipFile(_File(document))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Malformed(f"The zip archive cannot be read: {_plain(error)}.") from error
    chosen = [info for info in archive.infolist() if wanted(info.filename) and not info.is_dir()]
    for info in chosen[:_MOST_READ]:
        yield info.filename, _read(archive, info)
    if len(chosen) > _MOST_READ:
        raise Malformed(f"No more than {_MOST_READ} files of an archive are read.", limit=True)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Malformed:
    """Read one member; what it claims of its size is not believed."""
    import zipfile
    import zlib

    problem = f"More than 1 MiB of {info.filename} are not read."
    if info.file_size > _LONGEST_MEMBER:
        return Malformed(problem, limit=True)
    try:
        with archive.open(info) as stream:
            data = stream.read(_LONGEST_MEMBER + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError) as error:
        return Malformed(f"{info.filename} in the archive cannot be read: {_plain(error)}.")
    return Malformed(problem, limit=True) if len(data) > _LONGEST_MEMBER else data


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__


class _File(io.RawIOBase):
    """A document as the file that `zipfile` asks for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._document.size}[whence]
        if base + offset < 0:
            raise OSError("a place before the beginning of the file")
        self._at = base + offset
        return self._at

    def read(self, count: int = -1) -> bytes:
        left = max(0, self._document.size - self._at)
        count = left if count is None or count < 0 else min(count, left)
        if count > _LONGEST_LIST:
            raise OSError("the list of its files is too long")
        data = self._document.read_at(self._at, count)
        self._at += len(data)
        return data
