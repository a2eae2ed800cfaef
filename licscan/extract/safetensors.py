"""What the header of a safetensors file says of license and lineage; tensors are never read.

Formats: safetensors (u64 length, then JSON with a flat `__metadata__`), ModelSpec 1.0.1
(`modelspec.*`), and what kohya-ss/sd-scripts (`ss_*`), diffusers (`lora_adapter_metadata`) and the
AUTOMATIC1111 web UI (`sd_merge_models`) write.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.architectures import base_of, base_of_version, is_adapter
from licscan.extract.binary_window import is_absent
from licscan.extract.header_claims import license_fact
from licscan.extract.hub_names import is_owned
from licscan.extract.named_parent import parent_claim
from licscan.model import (
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    ParentClaim,
    Relation,
    Source,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "safetensors"
READS = (
    "The metadata in the header of safetensors files: license, merge sources, architecture, base."
)
IGNORES = (
    "Tensors, thumbnails, tags and training folders; index files only show that weights exist."
)

_LONGEST_HEADER = 100_000_000
_LONGEST_PARSED = 10_000_000
_METADATA = re.compile(rb'"__metadata__"\s*:\s*(?=\{)')
_LICENSE_KEYS = ("modelspec.license", "license")
_ADAPTER_CONFIG = "lora_adapter_metadata"
_WRITTEN_BY_DEFAULT = re.compile(r"(?:LoRA|TextualInversion|Checkpoint)@[\d.]+")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is part of, and what its header says of it."""
    told: dict[str, str] = {}
    if document.path.lower().endswith(".safetensors") and not is_absent(document):
        found = metadata(document)
        if isinstance(found, Gap):
            yield found
        else:
            told = found
    facts = [*_facts(document.path, told)]
    title = told.get("modelspec.title", "")
    yield ComponentClaim(
        Span(document.path),
        Kind.MODEL,
        NAME,
        name="" if _WRITTEN_BY_DEFAULT.fullmatch(title) else title,
        strong=bool(facts),
    )
    yield from facts


def metadata(document: Document) -> dict[str, str] | Gap:
    """Return the texts of `__metadata__`, or why the header cannot be read."""
    start = document.read_at(0, 8)
    if len(start) < 8:
        return _gap(document, "This file is too short for a safetensors header.")
    length: int = struct.unpack("<Q", start)[0]
    if length > document.size - 8:
        return _gap(document, "The safetensors header claims to be longer than the file.")
    if length > _LONGEST_HEADER:
        return _gap(document, "The safetensors header is longer than 100 MB.", limit=True)
    try:
        found = _parse_metadata(document.read_at(8, length))
    except (ValueError, RecursionError):
        return _gap(document, "The safetensors header is not valid JSON.")
    if not isinstance(found, dict):
        return _gap(document, "The metadata of the safetensors header is not an object.")
    return {key: value for key, value in found.items() if isinstance(value, str)}


def _parse_metadata(header: bytes) -> object:
    """Return `__metadata__`; very long headers are not parsed as a whole."""
    if len(header) <= _LONGEST_PARSED:
        whole = json.loads(header)
        if not isinstance(whole, dict):
            raise ValueError("the header is no object")
        return whole.get("__metadata__", {})
    found = _METADATA.search(header)
    if found is None:
        return {}
    following = header[found.end() : found.end() + _LONGEST_PARSED].decode("utf-8", "replace")
    return json.JSONDecoder().raw_decode(following)[0]


def _gap(document: Document, problem: str, limit: bool = False) -> Gap:
    return Gap(Span(document.path), problem, limit)


def _facts(path: str, metadata: dict[str, str]) -> Iterator[Fact]:
    for key in _LICENSE_KEYS:
        fact = license_fact(_place(path, key), metadata.get(key, ""), NAME)
        if fact is not None:
            yield fact
    yield from _bases(path, metadata)
    yield from _configured(path, metadata)
    yield from _merged(path, metadata)


def _place(path: str, key: str) -> Span:
    escaped = key.replace("~", "~0").replace("/", "~1")
    return Span(path, pointer=f"/__metadata__/{escaped}")


def _bases(path: str, metadata: dict[str, str]) -> Iterator[ParentClaim]:
    """Yield the base: the name that was written down, else what the architecture reveals."""
    relation = _relation(metadata)
    written = metadata.get("ss_sd_model_name", "").strip()
    if is_owned(written):
        yield _parent(path, "ss_sd_model_name", written, relation)
        return
    beside = f"trained on the file {written}; " if written and written != "None" else ""
    for key, reveal in (
        ("modelspec.architecture", base_of),
        ("ss_base_model_version", base_of_version),
    ):
        value = metadata.get(key, "")
        base = reveal(value)
        if base:
            note = f"{beside}revealed by the architecture {value}"
            yield _parent(path, key, base, relation, note)
            return
    if beside:
        note = "a file name, as the trainer wrote it"
        yield _parent(path, "ss_sd_model_name", written, relation, note)


def _configured(path: str, metadata: dict[str, str]) -> Iterator[ParentClaim]:
    """Yield the bases in the adapter configuration that diffusers keeps, each once."""
    try:
        config = json.loads(metadata.get(_ADAPTER_CONFIG) or "{}")
    except (ValueError, RecursionError):
        return
    rows = config.items() if isinstance(config, dict) else ()
    named = (value for key, value in rows if str(key).endswith("base_model_name_or_path"))
    for raw in dict.fromkeys(value for value in named if isinstance(value, str)):
        if raw.strip() and raw != "None":
            span = _place(path, _ADAPTER_CONFIG)
            yield parent_claim(span, raw, Source.WEIGHTS, NAME, relation=Relation.ADAPTER)


def _relation(metadata: dict[str, str]) -> Relation | None:
    adapts = is_adapter(metadata.get("modelspec.architecture", ""))
    if adapts or "ss_network_module" in metadata or _ADAPTER_CONFIG in metadata:
        return Relation.ADAPTER
    return Relation.FINETUNE if "ss_sd_model_name" in metadata else None


def _merged(path: str, metadata: dict[str, str]) -> Iterator[ParentClaim]:
    key = "modelspec.merged_from"
    for title in metadata.get(key, "").split(","):
        if title.strip():
            yield _parent(path, key, title.strip(), Relation.MERGE, "a title, not an id")
    key = "sd_merge_models"
    try:
        models = json.loads(metadata.get(key) or "{}")
    except (ValueError, RecursionError):
        return
    for entry in models.values() if isinstance(models, dict) else ():
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and name.strip():
            yield _parent(path, key, name.strip(), Relation.MERGE, "a file name, not an id")


def _parent(
    path: str, key: str, raw: str, relation: Relation | None, note: str = ""
) -> ParentClaim:
    span = _place(path, key)
    return ParentClaim(span, raw, Source.WEIGHTS, NAME, relation=relation, note=note)
