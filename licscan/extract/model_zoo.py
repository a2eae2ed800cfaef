"""What the model descriptions of three collections say of license and parents.

OpenVINO Open Model Zoo (`model.yml`), Qualcomm AI Hub (`info.yaml`), bioimage.io (`rdf.yaml`), and
the `metadata.yaml` that Ultralytics writes beside an exported model. Nearly every license there is
an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.header_claims import license_fact
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, text, texts
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "model-zoo"
READS = "License, kind and parent in OpenVINO, Qualcomm, bioimage.io and Ultralytics descriptions."
IGNORES = "Files, checksums, metrics and citations of the described model."

_HEAD = 65_536
_BIOIMAGE_KINDS = {"model": Kind.MODEL, "dataset": Kind.DATASET}


def extract(document: Document) -> Iterator[Fact]:
    """Yield what a model description states; nothing for other files of the same name."""
    if b"licen" not in document.head(_HEAD) and document.size <= _HEAD:
        return
    parsed = document.yaml()
    value = parsed.value
    name = document.path.rpartition("/")[2].lower()
    if name.endswith("model.yml") and entry(value, "task_type") is not None:
        yield from _one_license(parsed, "")
    elif name == "info.yaml" and entry(value, "license_type") is not None:
        yield from _qualcomm(parsed)
    elif ("rdf.y" in name or name.startswith("bioimageio.")) and entry(
        value, "format_version"
    ) is not None:
        yield from _bioimage(parsed)
    elif name == "metadata.yaml" and {"stride", "task"} <= _keys(value):
        yield from _one_license(parsed, "")


def _keys(value: object) -> set[object]:
    return set(value) if isinstance(value, dict) else set()


def _one_license(parsed: Positioned, title: str, kind: Kind = Kind.MODEL) -> Iterator[Fact]:
    yield ComponentClaim(parsed.span(), kind, NAME, name=title)
    fact = license_fact(parsed.span("/license"), text(parsed.value, "license"), NAME)
    if fact is not None:
        yield fact


def _qualcomm(parsed: Positioned) -> Iterator[Fact]:
    """Yield the type of the license with its address, for the model and for what is deployed."""
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=text(parsed.value, "name"))
    for prefix, note in (("", ""), ("deploy_", "for the deployable asset")):
        kind = text(parsed.value, f"{prefix}license_type")
        place = pointer(f"{prefix}license")
        links = text(parsed.value, f"{prefix}license").split()
        if kind:
            span = parsed.span(f"{place}_type")
            link = links.pop(0) if links and "://" in links[0] else ""
            yield LicenseClaim(span, kind, Basis.DECLARED, NAME, link=link, note=note)
        for raw in links if all("://" in link for link in links) else [" ".join(links)]:
            fact = license_fact(parsed.span(place), raw, NAME)
            if fact is not None:
                yield fact


def _bioimage(parsed: Positioned) -> Iterator[Fact]:
    kind = _BIOIMAGE_KINDS.get(text(parsed.value, "type"))
    if kind is None:
        return
    yield from _one_license(parsed, text(parsed.value, "name"), kind)
    parent = entry(parsed.value, "parent")
    for key in ("id", "uri", "rdf_source"):
        raw = text(parent, key)
        if raw:
            relation = None if kind is Kind.MODEL else Relation.DERIVED_FROM
            yield parent_claim(
                parsed.span(pointer("parent", key)),
                raw,
                Source.MANIFEST,
                NAME,
                kind=kind,
                relation=relation,
                note="a bioimage.io resource",
            )
            break
    data = entry(parsed.value, "training_data")
    for place, raw in texts(entry(data, "id") or entry(data, "rdf_source"), "training_data", "id"):
        yield parent_claim(
            parsed.span(place),
            raw,
            Source.MANIFEST,
            NAME,
            kind=Kind.DATASET,
            relation=Relation.TRAINED_ON,
            note="a bioimage.io resource",
        )
