"""Bytes of a large file, read in blocks and by offset, so that skipping costs nothing."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from licscan.sources.document import Document

_BLOCK = 1 << 20
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"


class Malformed(Exception):
    """The file is not what its format asks for; the message is a plain sentence."""

    def __init__(self, problem: str, limit: bool = False) -> None:
        """Carry the sentence, and whether one of our own limits was hit."""
        super().__init__(problem)
        self.problem = problem
        self.limit = limit


class Window:
    """A moving view of a document: `take` reads on, `skip` only moves."""

    def __init__(self, size: int, read_at: Callable[[int, int], bytes]) -> None:
        """Start at the first of *size* bytes; *read_at* takes an offset and a count."""
        self._size = size
        self._read_at = read_at
        self._block = b""
        self._start = 0
        self.offset = 0

    @classmethod
    def of(cls, document: Document) -> Window:
        """Return a window on a whole document."""
        return cls(document.size, document.read_at)

    @classmethod
    def of_bytes(cls, data: bytes) -> Window:
        """Return a window on bytes that were taken from another one."""
        return cls(len(data), lambda offset, count: data[offset : offset + count])

    @property
    def left(self) -> int:
        """How many bytes there are from here to the end."""
        return self._size - self.offset

    def take(self, count: int) -> bytes:
        """Return the next *count* bytes; `Malformed` where the file ends before."""
        if count > self.left:
            raise Malformed("The file ends in the middle of its header.")
        begin = self.offset - self._start
        if begin < 0 or begin + count > len(self._block):
            self._start, begin = self.offset, 0
            self._block = self._read_at(self.offset, max(count, _BLOCK))
            if len(self._block) < count:
                raise Malformed("The file ends in the middle of its header.")
        self.offset += count
        return self._block[begin : begin + count]

    def skip(self, count: int) -> None:
        """Move on by *count* bytes without reading them."""
        if count > self.left:
            raise Malformed("The file ends in the middle of its header.")
        self.offset += count

    def skip_texts(self, count: int, code: str) -> None:
        """Move on past *count* texts, each with its length before it in the format *code*.

        Walks inside the block where it can: a vocabulary holds hundreds of thousands of texts.
        """
        head = struct.Struct(code)
        while count:
            self.skip(head.unpack(self.take(head.size))[0])
            count -= 1
            position, last = self.offset - self._start, len(self._block) - head.size
            while count and position <= last:
                position += head.size + head.unpack_from(self._block, position)[0]
                count -= 1
            self.offset = self._start + position
            if self.left < 0:
                raise Malformed("The file ends in the middle of its header.")

    def number(self, code: str) -> int:
        """Return the next number of the `struct` format *code* (byte order included)."""
        value: int = struct.unpack(code, self.take(struct.calcsize(code)))[0]
        return value


def is_absent(document: Document) -> bool:
    """Say whether the content is not there: a Git LFS pointer, or no bytes at all."""
    return document.size == 0 or document.head(len(_LFS_POINTER)) == _LFS_POINTER
