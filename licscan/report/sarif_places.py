"""Places as SARIF writes them: relative addresses, with a region that ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from licscan.model import Span
from licscan.report import View
from licscan.report.identity import in_repository
from licscan.report.line_hash import line_hashes
from licscan.report.source import Source


class Places:
    """Locations of one report; the files are looked at once, for where a line ends."""

    def __init__(self, view: View) -> None:
        """Take the view that knows where the files are."""
        self._view = view
        self._source = Source(view.root)
        self._hashes: dict[str, list[str]] = {}

    def primary_first(self, spans: Sequence[Span]) -> list[Span]:
        """Return the spans, the first that is text in front: a host cannot show a binary file."""
        text = next((span for span in spans if self._source.lines(span.path)), spans[0])
        return [text, *(span for span in dict.fromkeys(spans) if span != text)]

    def line_hash(self, span: Span) -> str:
        """Return GitHub's own fingerprint of a line; empty where the line cannot be read."""
        if span.path not in self._hashes:
            data = self._source.data(span.path)
            self._hashes[span.path] = line_hashes(data) if data else []
        hashes = self._hashes[span.path]
        return hashes[span.line - 1] if 0 < span.line <= len(hashes) else ""

    def location(self, span: Span, number: int = 0) -> dict[str, Any]:
        """Return a location, numbered where it is one of several."""
        place = {
            "physicalLocation": {
                "artifactLocation": {
                    "uri": self._uri(in_repository(self._view, span)),
                    "uriBaseId": "%SRCROOT%",
                },
                "region": self._region(span),
            }
        }
        return {"id": number, **place} if number else place

    def _region(self, span: Span) -> dict[str, int]:
        """A whole line where it can be read; else its first character."""
        line = self._source.line(span.path, span.line)
        number = max(span.line, 1)
        column = min(max(span.column, 1), len(line) + 1) if line else 1
        return {
            "startLine": number,
            "startColumn": column,
            "endLine": number,
            "endColumn": max(len(line.rstrip()) + 1, column),
        }

    @staticmethod
    def _uri(path: str) -> str:
        # names that are no UTF-8 come as surrogates; their bytes are what the host has, too
        return quote(path, safe="/", errors="surrogateescape")
