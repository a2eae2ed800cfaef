"""Documents that have any name: bills of materials and manifests, known by their words.

The beginning and the end of a file are looked at, and only of endings that such documents have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

BY_CONTENT: dict[str, tuple[tuple[str, ...], tuple[bytes, ...]]] = {
    "croissant": ((".json",), (b'"http://mlcommons.org/', b'"https://mlcommons.org/')),
    "cyclonedx": ((".json", ".xml"), (b'"bomFormat"', b'"http://cyclonedx.org/schema/bom/')),
    "spdx_documents": (
        (".json", ".yaml", ".yml", ".xml", ".rdf", ".tag", ".txt"),
        (
            b'"spdxVersion"',
            b'"SPDXRef-DOCUMENT"',
            b"<spdxVersion>",
            b"http://spdx.org/rdf/terms#",
            b"\nspdxVersion:",
            b"\nSPDXVersion: SPDX-",
        ),
    ),
    "spdx_graphs": ((".json",), (b'"http://spdx.org/rdf/3.', b'"https://spdx.org/rdf/3.')),
}
"""Modules of the registry, the endings of their documents, and words that these have."""
_ENDINGS = tuple({ending for endings, _ in BY_CONTENT.values() for ending in endings})


def may_tell(path: str) -> bool:
    """Say whether the content of a file of this path may tell what it is."""
    return path.lower().endswith(_ENDINGS)


def modules_of(document: Document) -> Iterator[str]:
    """Yield the modules that know a document by its words; none where it cannot be opened."""
    if not may_tell(document.path):
        return
    try:
        words = b"\n" + document.ends
    except Unreadable:
        return
    lowered = document.path.lower()
    for module, (endings, marks) in BY_CONTENT.items():
        if lowered.endswith(endings) and any(mark in words for mark in marks):
            yield module
