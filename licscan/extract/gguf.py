"""What the header of a GGUF file says of license and lineage; tensors and vocabulary are skipped.

Spec: ggml-org/ggml `docs/gguf.md`, versions 2 and 3, either byte order. Where the spec and what
llama.cpp writes differ (`general.datasets` against `general.dataset.{i}.*`, older source keys),
both are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, is_absent
from licscan.extract.gguf_header import Header, read_header
from licscan.extract.header_claims import license_fact
from licscan.model import (
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "gguf"
READS = "License, base models, datasets, conversion source and calibration data in GGUF headers."
IGNORES = "Tensors, vocabularies, chat templates and every other key of the header."

_MOST_ENTRIES = 1_000
_SOURCES = (
    "general.source.repo_url",
    "general.source.url",
    "general.source.huggingface.repository",
    "general.source_hf_repo",
    "general.source_url",
)
_CALIBRATION = ("imatrix.datasets", "imatrix.dataset", "quantize.imatrix.dataset")
_NAMES = ("repo_url", "url", "name", "doi", "uuid")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model that the file is, and what its header says of it."""
    header = Header({})
    if not is_absent(document):
        try:
            header = read_header(document)
        except Malformed as error:
            yield Gap(Span(document.path), error.problem, error.limit)
        if header.cut:
            yield Gap(Span(document.path), header.cut, limit=True)
    facts = [*_licenses(document.path, header), *_parents(document.path, header)]
    span = Span(document.path)
    name = header.text("general.name")
    yield ComponentClaim(span, Kind.MODEL, NAME, name=name, strong=bool(facts))
    yield from facts


def _licenses(path: str, header: Header) -> Iterator[Fact]:
    name = header.text("general.license.name")
    link = header.text("general.license.link")
    raw = ",".join(header.texts("general.license"))
    span = Span(path, pointer="/general.license")
    parts = [part.strip() for part in raw.split(",")]
    if len(parts) > 1 and all(parts) and not any(" " in part for part in parts):
        for part in parts:
            yield from _joined(license_fact(span, part, NAME, name, link), span, raw)
    elif raw.strip():
        fact = license_fact(span, raw, NAME, name, link)
        if fact is not None:
            yield fact
    else:
        yield from _beside(path, name, link)


def _joined(fact: Fact | None, span: Span, raw: str) -> Iterator[Fact]:
    """Yield one of several licenses that the converter joined with commas (a list in the card)."""
    if isinstance(fact, LicenseClaim):
        yield LicenseClaim(
            fact.span,
            fact.raw,
            fact.basis,
            fact.extractor,
            group=f"{span.path}#{span.pointer}",
            name=fact.name,
            link=fact.link,
            note=f"one of {raw}",
        )


def _beside(path: str, name: str, link: str) -> Iterator[Fact]:
    """Yield a claim where only the name of the license, or only a link to it, is written."""
    key, raw = ("name", name) if name.strip() else ("link", link)
    fact = license_fact(Span(path, pointer=f"/general.license.{key}"), raw, NAME, link=link)
    if fact is not None:
        yield fact


def _parents(path: str, header: Header) -> Iterator[ParentClaim]:
    sources = _conversion_source(path, header)
    yield from sources
    relation = _relation(header, bool(sources))
    by = header.text("general.quantized_by")
    note = f"quantized by {by}" if by else ""
    for pointer, raw in _entries(header, "general.base_model"):
        span = Span(path, pointer=pointer)
        yield ParentClaim(span, raw, Source.WEIGHTS, NAME, relation=relation, note=note)
    listed = header.texts("general.datasets")
    datasets = [(f"/general.datasets/{i}", raw) for i, raw in enumerate(listed)]
    for pointer, raw in [*_entries(header, "general.dataset"), *datasets]:
        yield _dataset(Span(path, pointer=pointer), raw, Relation.TRAINED_ON)
    for key in _CALIBRATION:
        for raw in header.texts(key):
            yield _dataset(Span(path, pointer=f"/{key}"), raw, Relation.MADE_WITH)


def _dataset(span: Span, raw: str, relation: Relation) -> ParentClaim:
    note = "calibration data" if relation is Relation.MADE_WITH else ""
    return ParentClaim(span, raw, Source.WEIGHTS, NAME, Kind.DATASET, relation, note=note)


def _conversion_source(path: str, header: Header) -> list[ParentClaim]:
    """Return the model that was converted, from the first key that names it."""
    for key in _SOURCES:
        raw = header.text(key).strip()
        if raw:
            span = Span(path, pointer=f"/{key}")
            note = "the model that was converted"
            return [
                ParentClaim(span, raw, Source.WEIGHTS, NAME, relation=Relation.QUANTIZED, note=note)
            ]
    return []


def _relation(header: Header, has_source: bool) -> Relation | None:
    """Say how a GGUF file relates to its base models.

    Where the converted model is named too, the bases are *its* parents and the relation stays open.
    """
    if header.text("general.type") == "adapter" or header.text("adapter.type"):
        return Relation.ADAPTER
    if has_source:
        return None
    several = len([*_entries(header, "general.base_model")]) > 1
    return Relation.MERGE if several else Relation.QUANTIZED


def _entries(header: Header, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield pointer and best name of each `prefix.{i}.*`, whatever `prefix.count` says."""
    for index in header.indices(prefix)[:_MOST_ENTRIES]:
        stem = f"{prefix}.{index}"
        for field in _NAMES:
            raw = header.text(f"{stem}.{field}").strip()
            if raw:
                yield f"/{stem}.{field}", raw
                break
