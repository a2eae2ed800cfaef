"""SPDX 2 documents of lines `Tag: value`, in the form that the same documents have in JSON.

Source: https://spdx.github.io/spdx-spec/v2.3/ (clauses 6 to 11; a value of several lines stands
between `<text>` and `</text>`). Lines that say nothing of ours are passed over, known or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from licscan.sources.document import Positioned
from licscan.sources.unreadable import Unreadable

_OPEN, _CLOSE = "<text>", "</text>"
_PACKAGE, _FILES = "PackageName", "/files/"
_STARTS = {
    _PACKAGE: ("packages", "name"),
    "FileName": ("files", "fileName"),
    "SnippetSPDXID": ("snippets", "SPDXID"),
    "LicenseID": ("hasExtractedLicensingInfos", "licenseId"),
}
"""The tag that begins an element, the list it stands in and its key there."""
_KEYS = {
    "SPDXID": "SPDXID",
    "PackageLicenseDeclared": "licenseDeclared",
    "PackageLicenseConcluded": "licenseConcluded",
    "LicenseConcluded": "licenseConcluded",
    "ExtractedText": "extractedText",
    "LicenseName": "name",
}
_LISTED = {
    "PackageLicenseInfoFromFiles": "licenseInfoFromFiles",
    "LicenseInfoInFile": "licenseInfoInFiles",
}
_DOCUMENT = {"SPDXVersion": "spdxVersion", "SPDXID": "SPDXID", "DataLicense": "dataLicense"}


def tag_value_form(path: str, text: str) -> Positioned:
    """Return a document as its JSON would be.

    Raises:
        Unreadable: a text is opened and never closed.
    """
    reader = _Reader()
    for line, tag, value in _lines(text):
        reader.take(line, tag, value)
    return Positioned(path, reader.root, lambda: reader.places)


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, tag and value; comments and lines without a tag are left out."""
    rows = enumerate((row.removesuffix("\r") for row in text.split("\n")), 1)
    for number, row in rows:
        tag, colon, value = row.partition(":")
        if not colon or row.startswith("#") or not tag.strip().isalnum():
            continue
        value = value.strip()
        if value.startswith(_OPEN):
            value = _enclosed(value.removeprefix(_OPEN), number, rows)
        yield number, tag.strip(), value.strip()


def _enclosed(first: str, number: int, rows: Iterator[tuple[int, str]]) -> str:
    """Return a text of several lines, up to its closing mark."""
    found = [first]
    while _CLOSE not in found[-1]:
        _, more = next(rows, (0, None))
        if more is None:
            raise Unreadable(f"The text at line {number} is never closed.", line=number)
        found.append(more)
    found[-1] = found[-1].partition(_CLOSE)[0]
    return "\n".join(found)


class _Reader:
    """Sorts tags into the elements that they stand below; files are of the package above them."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int]] = {"": (1, 1)}
        self._element: dict[str, Any] = self.root
        self._package: dict[str, Any] | None = None
        self._pointer = ""

    def take(self, line: int, tag: str, value: str) -> None:
        if tag in _STARTS:
            listed, key = _STARTS[tag]
            self._begin(line, listed)
            self._put(line, key, value)
            self._package = self._element if tag == _PACKAGE else self._package
        elif tag == "Relationship":
            self._relate(line, value)
        elif tag == "ExternalRef":
            self._refer(line, value)
        elif self._element is self.root:
            if tag in _DOCUMENT:
                self._put(line, _DOCUMENT[tag], value)
        elif tag in _KEYS:
            self._put(line, _KEYS[tag], value)
            if tag == "SPDXID" and self._pointer.startswith(_FILES) and self._package is not None:
                self._package.setdefault("hasFiles", []).append(value)
        elif tag in _LISTED:
            rows = self._element.setdefault(_LISTED[tag], [])
            self.places[f"{self._pointer}/{_LISTED[tag]}/{len(rows)}"] = (line, 1)
            rows.append(value)

    def _begin(self, line: int, listed: str) -> None:
        rows = self.root.setdefault(listed, [])
        self._element, self._pointer = {}, f"/{listed}/{len(rows)}"
        rows.append(self._element)
        self.places[self._pointer] = (line, 1)

    def _put(self, line: int, key: str, value: str) -> None:
        if key not in self._element:
            self._element[key] = value
            self.places[f"{self._pointer}/{key}"] = (line, 1)

    def _relate(self, line: int, value: str) -> None:
        words = value.split()
        if len(words) == 3:
            rows = self.root.setdefault("relationships", [])
            self.places[f"/relationships/{len(rows)}"] = (line, 1)
            keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
            rows.append(dict(zip(keys, words, strict=True)))

    def _refer(self, line: int, value: str) -> None:
        """A reference is `category type locator` (clause 7.21)."""
        words = value.split()
        if len(words) == 3:
            rows = self._element.setdefault("externalRefs", [])
            self.places[f"{self._pointer}/externalRefs/{len(rows)}"] = (line, 1)
            keys = ("referenceCategory", "referenceType", "referenceLocator")
            rows.append(dict(zip(keys, words, strict=True)))
