"""Tables of a FlatBuffers file, followed by offset: fields, texts and vectors, always in bounds.

Format: flatbuffers.dev "FlatBuffer Internals". Nothing is known here of any schema.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from licscan.extract.binary_window import Malformed

_MOST_ITEMS = 1_000


class Table:
    """One table; a field that is absent reads as nothing."""

    def __init__(self, read: Callable[[int, int], bytes], at: int) -> None:
        """Stand at offset *at*; *read* takes an offset and a count."""
        self._read = read
        self._at = at
        self._fields = at - self._number("<i", at)
        self._length = self._number("<H", self._fields)

    @classmethod
    def root(cls, read: Callable[[int, int], bytes]) -> Table:
        """Return the root table of a file or of a nested buffer."""
        return cls(read, _unpack(read, "<I", 0))

    def number(self, field: int) -> int:
        """Return the unsigned number of 32 bits in a field, 0 where it is absent."""
        place = self._place(field)
        return self._number("<I", place) if place else 0

    def text(self, field: int, longest: int) -> str:
        """Return the text of a field; `Malformed` where it is longer than *longest* bytes."""
        return self.bytes(field, longest).decode("utf-8", "replace")

    def bytes(self, field: int, longest: int) -> bytes:
        """Return the bytes of a text or of a vector of bytes."""
        begin, count = self._vector(field)
        if count > longest:
            raise Malformed("A metadata field is too long.", limit=True)
        return _exactly(self._read, begin, count)

    def tables(self, field: int) -> Iterator[Table]:
        """Yield the tables of a vector."""
        begin, count = self._vector(field)
        if count > _MOST_ITEMS:
            raise Malformed("The file lists too many parts.", limit=True)
        for index in range(count):
            place = begin + 4 * index
            yield Table(self._read, place + self._number("<I", place))

    def item(self, field: int, index: int) -> Table | None:
        """Return one table of a vector, None where the vector is shorter."""
        begin, count = self._vector(field)
        place = begin + 4 * index
        return Table(self._read, place + self._number("<I", place)) if index < count else None

    def _vector(self, field: int) -> tuple[int, int]:
        place = self._place(field)
        if not place:
            return 0, 0
        begin = place + self._number("<I", place)
        return begin + 4, self._number("<I", begin)

    def _place(self, field: int) -> int:
        slot = 4 + 2 * field
        if slot + 2 > self._length:
            return 0
        offset = self._number("<H", self._fields + slot)
        return self._at + offset if offset else 0

    def _number(self, code: str, offset: int) -> int:
        return _unpack(self._read, code, offset)


def _unpack(read: Callable[[int, int], bytes], code: str, offset: int) -> int:
    value: int = struct.unpack(code, _exactly(read, offset, struct.calcsize(code)))[0]
    return value


def _exactly(read: Callable[[int, int], bytes], offset: int, count: int) -> bytes:
    data = read(offset, count) if offset >= 0 else b""
    if len(data) < count:
        raise Malformed("An offset leads out of the file.")
    return data
