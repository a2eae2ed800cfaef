"""The names of the columns in the footer of a Parquet file, and how many records it has.

Source: apache/parquet-format, README and `src/main/thrift/parquet.thrift` (FileMetaData,
SchemaElement); apache/thrift, `doc/specs/thrift-compact-protocol.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

_MAGIC = b"PAR1"
_BEGINNING = 1_000_000
"""Bytes; the schema and the count of records stand before the row groups."""
_DEEPEST = 30
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY = 0, 1, 2, 3, 7, 8
_LIST, _SET, _MAP, _STRUCT = 9, 10, 11, 12
_NAME, _CHILDREN = 4, 5
_SCHEMA, _RECORDS = 2, 3


class Footer(NamedTuple):
    """What is read of a footer."""

    columns: tuple[str, ...]
    """The names at the top of the schema."""
    records: int


def footer(document: Document) -> Footer | None:
    """Return the footer; None where the file does not begin as a Parquet file.

    Raises:
        Unreadable: the file is cut off, or its footer is broken.
    """
    if document.head(4) != _MAGIC:
        return None
    tail = document.read_at(max(0, document.size - 8), 8)
    size = int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or not 0 < size <= document.size - 12:
        raise Unreadable("The Parquet file has no footer; it may be cut off.")
    try:
        beginning = document.read_at(document.size - 8 - size, min(size, _BEGINNING))
        return _parsed(_Compact(beginning))
    except (IndexError, ValueError, RecursionError) as error:
        raise Unreadable("The footer of the Parquet file cannot be read.") from error


def _parsed(compact: _Compact) -> Footer:
    elements: list[dict[int, object]] = []
    records = 0
    for field, kind in compact.fields():
        if field == _SCHEMA:
            elements = [_element(compact) for _ in range(compact.list_length())]
        elif field == _RECORDS:
            records = compact.integer()
            break
        else:
            compact.skip(kind)
    return Footer(tuple(_top(elements)), records)


def _element(compact: _Compact) -> dict[int, object]:
    found: dict[int, object] = {}
    for field, kind in compact.fields():
        if field == _NAME:
            found[field] = compact.binary().decode("utf-8", "replace")
        elif field == _CHILDREN:
            found[field] = compact.integer()
        else:
            compact.skip(kind)
    return found


def _top(elements: list[dict[int, object]]) -> list[str]:
    """Return the names below the root; the schema is a tree, written depth first."""
    names, waiting = [], 0
    for element in elements[1:]:
        if not waiting:
            names.append(str(element.get(_NAME, "")))
        children = element.get(_CHILDREN)
        waiting += (children if isinstance(children, int) else 0) - (1 if waiting else 0)
    return names


class _Compact:
    """Reads the compact protocol of Thrift, as far as a footer uses it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
            if shift > 70:
                raise ValueError("a number without an end")

    def integer(self) -> int:
        """Return a zigzag number."""
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def binary(self) -> bytes:
        """Return a run of bytes."""
        size = self._varint()
        if size > len(self._data) - self._at:
            raise ValueError("bytes beyond the end")
        self._at += size
        return self._data[self._at - size : self._at]

    def list_length(self) -> int:
        """Return how many items the list has that begins here."""
        return self._list()[0]

    def _list(self) -> tuple[int, int]:
        head = self._byte()
        size = head >> 4
        size = self._varint() if size == 15 else size
        if size > len(self._data):
            raise ValueError("more items than bytes")
        return size, head & 0x0F

    def fields(self) -> Iterator[tuple[int, int]]:
        """Yield number and kind of each field of a structure; its value is next."""
        field = 0
        while True:
            head = self._byte()
            kind = head & 0x0F
            if kind == _STOP:
                return
            field = field + (head >> 4) if head >> 4 else self.integer()
            yield field, kind

    def skip(self, kind: int, depth: int = 0) -> None:
        """Pass over a value."""
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
        if kind == _BYTE:
            self._byte()
        elif kind == _DOUBLE:
            self._at += 8
        elif kind == _BINARY:
            self.binary()
        elif kind in (_LIST, _SET):
            size, inner = self._list()
            for _ in range(size):
                # a boolean in a list is a byte; as a field it is its own kind
                self.skip(_BYTE if inner in (_TRUE, _FALSE) else inner, depth + 1)
        elif kind == _MAP:
            raise ValueError("a footer has no maps")
        elif kind == _STRUCT:
            for _, inner in self.fields():
                self.skip(inner, depth + 1)
        elif kind not in (_TRUE, _FALSE):
            self._varint()
