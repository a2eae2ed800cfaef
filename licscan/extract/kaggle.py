"""What the metadata files of the Kaggle command line say of license and lineage.

Source: Kaggle/kaggle-api documentation: `dataset-metadata.json`, `model-metadata.json`,
`model-instance-metadata.json`, `kernel-metadata.json`. Handles become addresses, since they look
like ids of the Hugging Face Hub and are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import entry, rows, text, texts
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Prose,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "kaggle"
READS = "Licenses, base models, training data and inputs in Kaggle metadata files."
IGNORES = "Descriptions of files and columns, keywords, run settings."

_SITE = "https://www.kaggle.com"
_INPUTS = (
    ("dataset_sources", "datasets", Kind.DATASET),
    ("model_sources", "models", Kind.MODEL),
    ("kernel_sources", "code", Kind.CODE),
    ("competition_sources", "competitions", Kind.DATASET),
)


def extract(document: Document) -> Iterator[Fact]:
    """Yield what one Kaggle metadata file states."""
    parsed = document.json()
    if not isinstance(parsed.value, dict):
        return
    name = document.path.rpartition("/")[2].lower()
    match name.removesuffix("-metadata.json"):
        case "dataset":
            yield from _dataset(parsed)
        case "model":
            yield from _model(parsed)
        case "model-instance":
            yield from _instance(parsed)
        case "kernel":
            yield from _kernel(parsed)


def address(shelf: str, handle: str) -> str:
    """Return the address of a Kaggle handle; an address stays what it is."""
    return handle if "://" in handle else f"{_SITE}/{shelf}/{handle.strip('/')}"


def _dataset(parsed: Positioned) -> Iterator[Fact]:
    yield ComponentClaim(parsed.span(), Kind.DATASET, NAME, name=text(parsed.value, "title"))
    found = [
        (f"/licenses/{number}/name", text(row, "name"))
        for number, row in rows(entry(parsed.value, "licenses"))
        if text(row, "name")
    ]
    group = f"{parsed.span().path}#/licenses" if len(found) > 1 else ""
    for place, raw in found:
        yield LicenseClaim(
            parsed.span(place), raw, Basis.DECLARED, NAME, applies_to=Kind.DATASET, group=group
        )
    for number, row in rows(entry(parsed.value, "sources")):
        raw = text(row, "path") or text(row, "title")
        if raw:
            place = f"/sources/{number}"
            yield _parent(parsed, place, raw, Kind.DATASET, Relation.DERIVED_FROM)


def _model(parsed: Positioned) -> Iterator[Fact]:
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=text(parsed.value, "title"))
    yield from _license_name(parsed)
    sources = text(parsed.value, "provenanceSources")
    if sources:
        yield Prose(parsed.span("/provenanceSources"), sources)


def _instance(parsed: Positioned) -> Iterator[Fact]:
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME)
    yield from _license_name(parsed)
    base = text(parsed.value, "baseModelInstance")
    if base:
        yield _parent(parsed, "/baseModelInstance", base, Kind.MODEL, None, "models")
    external = text(parsed.value, "externalBaseModelUrl")
    if external:
        yield _parent(parsed, "/externalBaseModelUrl", external, Kind.MODEL, None)
    for place, raw in texts(entry(parsed.value, "trainingData"), "trainingData"):
        shelf = "datasets" if raw.count("/") == 1 else ""
        yield _parent(parsed, place, raw, Kind.DATASET, Relation.TRAINED_ON, shelf)


def _kernel(parsed: Positioned) -> Iterator[Fact]:
    yield ComponentClaim(
        parsed.span(), Kind.CODE, NAME, name=text(parsed.value, "title"), strong=False
    )
    for key, shelf, kind in _INPUTS:
        for place, raw in texts(entry(parsed.value, key), key):
            yield _parent(parsed, place, raw, kind, Relation.LOADS, shelf)


def _license_name(parsed: Positioned) -> Iterator[LicenseClaim]:
    raw = text(parsed.value, "licenseName")
    if raw:
        yield LicenseClaim(parsed.span("/licenseName"), raw, Basis.DECLARED, NAME)


def _parent(
    parsed: Positioned,
    place: str,
    raw: str,
    kind: Kind,
    relation: Relation | None,
    shelf: str = "",
) -> ParentClaim:
    name = address(shelf, raw) if shelf else raw
    note = f"written as {raw}" if name != raw else ""
    return ParentClaim(parsed.span(place), name, Source.MANIFEST, NAME, kind, relation, note=note)
