"""What metadata of the Data Provenance Standards say: license, source, consent, protection.

Sources: Data & Trust Alliance, Data Provenance Standards 1.0.0 (data-standard-1.0.0.schema.json of
Data-and-Trust-Alliance/json-metadata), and its successor, OASIS Data Provenance Metadata 1.0
(https://docs.oasis-open.org/dps/prov-meta/v1.0/). Where several licenses are listed, they apply
together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import declared
from licscan.extract.parsed import entry, pointer, text, texts
from licscan.model import (
    Basis,
    ComponentClaim,
    Declaration,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "data-provenance"
READS = (
    "License, source datasets, consents, protection, intended use and territories of a dataset in "
    "metadata of the Data Provenance Standards (1.0.0, and OASIS 1.0) in JSON or YAML."
)
IGNORES = "Issuers, dates, hashes, copyright and patent notes; the XML and spreadsheet forms."

_TABLE = "provenance"
_SIGNS = frozenset({"origin-geography", "generation-method", "generation-period", "sub-provenance"})
_DEEPEST = 20


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the metadata state; other files about provenance are passed over."""
    is_json = document.path.lower().endswith(".json")
    parsed = document.json() if is_json else document.yaml()
    root = parsed.value
    source, provenance, use = (entry(root, name) for name in ("source", "provenance", "use"))
    if not isinstance(source, dict) or not isinstance(use, dict):
        return
    if not isinstance(provenance, dict) or not _SIGNS & set(provenance):
        return
    title = text(root, "source", "title") or text(root, "source", "name")
    yield ComponentClaim(parsed.span(), Kind.DATASET, NAME, name=title)
    yield from _licenses(parsed)
    yield from _sources(parsed)
    for group in ("provenance", "use"):
        yield from _declarations(parsed, group)


def _licenses(parsed: Positioned) -> Iterator[LicenseClaim]:
    """Yield the license; several are one claim, unless addresses keep them from being one word."""
    found = list(texts(entry(parsed.value, "use", "license"), "use", "license"))
    group = ""
    if len(found) > 1:
        place = pointer("use", "license")
        if any("://" in raw or " " in raw for _, raw in found):
            group = place
        else:
            found = [(place, " AND ".join(raw for _, raw in found))]
    for place, raw in found:
        yield LicenseClaim(
            parsed.span(place),
            raw,
            Basis.DECLARED,
            NAME,
            applies_to=Kind.DATASET,
            group=group,
            note="listed licenses apply together" if group else "",
        )


def _sources(parsed: Positioned) -> Iterator[ParentClaim]:
    """Yield the metadata of source datasets, also of parts, but not the file's own address."""
    own = text(parsed.value, "source", "location")
    keys: tuple[str, ...] = ("provenance",)
    for _ in range(_DEEPEST):
        for place, raw in texts(entry(parsed.value, *keys, "source"), *keys, "source"):
            if raw != own:
                yield ParentClaim(
                    parsed.span(place),
                    raw,
                    Source.MANIFEST,
                    NAME,
                    Kind.DATASET,
                    Relation.DERIVED_FROM,
                    note="metadata of a source dataset",
                )
        keys = (*keys, "sub-provenance")


def _declarations(parsed: Positioned, group: str) -> Iterator[Declaration]:
    members = entry(parsed.value, group)
    for key, value in members.items() if isinstance(members, dict) else ():
        topic = declared.topic(_TABLE, str(key))
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            if topic:
                place = pointer(group, str(key), *([number] if isinstance(value, list) else []))
                raw = f"{key}: {declared.told(item)}" if declared.told(item) else ""
                yield from declared.declarations(parsed.span(place), topic, raw, NAME)
