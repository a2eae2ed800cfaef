"""The key-value part of a GGUF header: kept where it can matter, skipped otherwise, always bounded.

Layout (ggml-org/ggml `docs/gguf.md`): magic, u32 version, u64 tensor count, u64 pair count; each
pair is a string key, u32 type and a value. Strings are u64 length and bytes; arrays are u32 element
type, u64 count and elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, Window

if TYPE_CHECKING:
    from licscan.sources.document import Document

_KEPT = ("general.", "adapter.", "imatrix.", "split.", "quantize.")
_MOST_PAIRS = 100_000
_LONGEST_KEY = 65_535
_LONGEST_TEXT = 1 << 20
_MOST_KEPT = 10_000
_MOST_SKIPPED_TEXTS = 5_000_000
_DEEPEST_ARRAY = 4
_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """The texts of a header, by key; numbers are not kept."""

    values: dict[str, Value]
    cut: str = ""
    """Why the rest of the header was not read, where one of our limits was hit."""

    def text(self, key: str) -> str:
        """Return the text of *key*, empty where it is missing or no text."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of *key*, whether it holds one or several."""
        value = self.values.get(key, ())
        return value if isinstance(value, tuple) else (value,)

    def indices(self, prefix: str) -> list[int]:
        """Return the numbers i for which a key `prefix.i.*` holds text, in order."""
        numbered = re.compile(rf"{re.escape(prefix)}\.(\d{{1,6}})\.")
        found = (numbered.match(key) for key in self.values)
        return sorted({int(match[1]) for match in found if match})


def read_header(document: Document) -> Header:
    """Read the pairs of *document*; `Malformed` where it is no GGUF file of version 2 or 3."""
    window = Window.of(document)
    if window.left < 24 or window.take(4) != b"GGUF":
        raise Malformed("This file is not a GGUF file.")
    version = window.number("<I")
    order = "<"
    if version & 0xFFFF == 0:
        order, version = ">", int.from_bytes(version.to_bytes(4, "little"), "big")
    if version not in (2, 3):
        raise Malformed(f"GGUF version {version} is not known.")
    window.skip(8)
    return _Reader(window, order).pairs()


class _Reader:
    """Walks the pairs in one byte order."""

    def __init__(self, window: Window, order: str) -> None:
        self._window = window
        self._u32 = f"{order}I"
        self._u64 = f"{order}Q"
        self._skipped = 0

    def pairs(self) -> Header:
        count = self._window.number(self._u64)
        if count * 13 > self._window.left:
            raise Malformed("The GGUF header claims more keys than the file can hold.")
        values: dict[str, Value] = {}
        for _ in range(min(count, _MOST_PAIRS)):
            try:
                self._pair(values)
            except Malformed as error:
                if error.limit:
                    return Header(values, error.problem)
                raise
        cut = "The GGUF header holds too many keys." if count > _MOST_PAIRS else ""
        return Header(values, cut)

    def _pair(self, values: dict[str, Value]) -> None:
        key = self._text(_LONGEST_KEY)
        kind = self._window.number(self._u32)
        if key is None:
            raise Malformed("A key of the GGUF header is longer than 65,535 bytes.")
        if not key.startswith(_KEPT):
            self._skip(kind, 0)
        elif kind == _STRING:
            text = self._text(_LONGEST_TEXT)
            if text is not None:
                values[key] = text
        elif kind == _ARRAY:
            texts = self._texts()
            if texts:
                values[key] = texts
        else:
            self._skip(kind, 0)

    def _text(self, longest: int) -> str | None:
        """Return the next string; None, and past it, where it is longer than we keep."""
        length = self._window.number(self._u64)
        if length > longest:
            self._window.skip(length)
            return None
        return self._window.take(length).decode("utf-8", "replace")

    def _texts(self) -> tuple[str, ...]:
        kind = self._window.number(self._u32)
        count = self._window.number(self._u64)
        if kind != _STRING:
            self._skip_elements(kind, count, 0)
            return ()
        kept = [self._text(_LONGEST_TEXT) for _ in range(min(count, _MOST_KEPT))]
        self._skip_elements(kind, count - len(kept), 0)
        return tuple(text for text in kept if text is not None)

    def _skip(self, kind: int, depth: int) -> None:
        if kind == _STRING:
            self._window.skip(self._window.number(self._u64))
        elif kind == _ARRAY:
            element = self._window.number(self._u32)
            self._skip_elements(element, self._window.number(self._u64), depth + 1)
        elif kind in _SIZES:
            self._window.skip(_SIZES[kind])
        else:
            raise Malformed(f"The GGUF header holds a value of the unknown type {kind}.")

    def _skip_elements(self, kind: int, count: int, depth: int) -> None:
        if kind in _SIZES:
            self._window.skip(_SIZES[kind] * count)
            return
        self._skipped += count
        if self._skipped > _MOST_SKIPPED_TEXTS or depth > _DEEPEST_ARRAY:
            raise Malformed("The GGUF header holds too many texts in one list.", limit=True)
        if kind == _STRING:
            self._window.skip_texts(count, self._u64)
            return
        for _ in range(count):
            self._skip(kind, depth)
