"""What a `CITATION.cff` says of the work it stands beside.

Source: Citation File Format 1.2.0, schema guide: `license` is an SPDX id or a list of them, and a
list means OR; `license-url` is for licenses without an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import text, texts
from licscan.model import Basis, ComponentClaim, Fact, Kind, LicenseClaim

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "citation"
READS = "The license of the work that a citation file is about."
IGNORES = "Licenses of works that it cites, its preferred citation."

_KINDS = {"software": Kind.CODE, "dataset": Kind.DATASET}


def extract(document: Document) -> Iterator[Fact]:
    """Yield the license; `type` says whether it is one of software or of data."""
    parsed = document.yaml()
    root = parsed.value
    if not isinstance(root, dict) or "cff-version" not in root:
        return
    kind = _KINDS.get(text(root, "type"))
    if kind:
        yield ComponentClaim(parsed.span(), kind, NAME, name=text(root, "title"), strong=False)
    words = [raw for _, raw in texts(root.get("license"), "license")]
    link = text(root, "license-url")
    if words or link:
        yield LicenseClaim(
            parsed.span("/license" if words else "/license-url"),
            " OR ".join(words) or link,
            Basis.DECLARED,
            NAME,
            applies_to=kind,
            link=link,
        )
