"""The fields of a Protocol Buffers message, one level deep, skipping what is not asked for.

Encoding: protobuf.dev "Encoding". Nothing is known here of any message type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, Window

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST_VARINT = 10
_LONGEST_KEPT = 1 << 20
_MOST_FIELDS = 1_000_000
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def fields(window: Window, wanted: Container[int]) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of the *wanted* length-delimited fields.

    `Malformed` where the bytes are no message, or where a wanted field is longer than 1 MiB.
    """
    for _ in range(_MOST_FIELDS):
        if window.left <= 0:
            return
        tag = _varint(window)
        number, wire = tag >> 3, tag & 7
        if number == 0:
            raise Malformed("This file is not a Protocol Buffers message.")
        if wire == _BYTES:
            length = _varint(window)
            if number not in wanted:
                window.skip(length)
            elif length > _LONGEST_KEPT:
                raise Malformed("A metadata field is longer than 1 MiB.", limit=True)
            else:
                yield number, window.take(length)
        elif wire == _VARINT:
            _varint(window)
        elif wire in (_FIXED64, _FIXED32):
            window.skip(8 if wire == _FIXED64 else 4)
        else:
            raise Malformed("This file is not a Protocol Buffers message.")
    raise Malformed("This message holds too many fields.", limit=True)


def _varint(window: Window) -> int:
    value = 0
    for index in range(_LONGEST_VARINT):
        byte = window.take(1)[0]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value
    raise Malformed("This file is not a Protocol Buffers message.")
