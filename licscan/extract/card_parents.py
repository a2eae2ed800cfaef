"""The lineage fields of a card, in every form that is written: word, list, URL, mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import Kind, ParentClaim, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Positioned

_BASES = ("base_model", "base_models", "base_model_sources")
_DATA = ("datasets", "dataset", "dataset_sources")
RELATIONS = {
    "adapter": Relation.ADAPTER,
    "merge": Relation.MERGE,
    "quantized": Relation.QUANTIZED,
    "finetune": Relation.FINETUNE,
}
_DATA_RELATIONS = {
    Kind.DATASET: Relation.DERIVED_FROM,
    Kind.CODE: Relation.LOADS,
}
_NOTHING = frozenset({"none", "null", "n/a", "na", "-", "unknown", "more information needed"})
_NO_SOURCE = frozenset({"original", "", "extended", "other"})
_EXTENDED = "extended|"
_ELSEWHERE = "a source that is no data set of the Hub"


def parent_claims(parsed: Positioned, kind: Kind, extractor: str) -> Iterator[ParentClaim]:
    """Yield the parents that the front matter of a card of this kind names."""
    yield from _bases(parsed, extractor)
    if kind is Kind.CODE:
        yield from _plain(parsed, "models", Kind.MODEL, Relation.LOADS, extractor)
    relation = _DATA_RELATIONS.get(kind, Relation.TRAINED_ON)
    for key in _DATA:
        if key in parsed.value:
            yield from _plain(parsed, key, Kind.DATASET, relation, extractor)
    if "source_datasets" in parsed.value:
        yield from _sources(parsed, extractor)
    if "model-index" in parsed.value:
        yield from _evaluated(parsed, extractor)


def _bases(parsed: Positioned, extractor: str) -> Iterator[ParentClaim]:
    word = text(parsed.value, "base_model_relation").lower()
    relation = RELATIONS.get(word)
    note = f"unknown relation {word}" if word and relation is None else ""
    for key in _BASES:
        for place, raw, revision in _names(entry(parsed.value, key), key):
            span = parsed.span(place)
            yield parent_claim(
                span, raw, Source.CARD, extractor, relation=relation, revision=revision, note=note
            )


def _plain(
    parsed: Positioned, key: str, kind: Kind, relation: Relation, extractor: str
) -> Iterator[ParentClaim]:
    for place, raw, revision in _names(entry(parsed.value, key), key):
        yield parent_claim(
            parsed.span(place),
            raw.removeprefix("dataset:"),
            Source.CARD,
            extractor,
            kind=kind,
            relation=relation,
            revision=revision,
        )


def _sources(parsed: Positioned, extractor: str) -> Iterator[ParentClaim]:
    """`source_datasets`: `original` is none, `extended|name` is derived from name."""
    for place, raw, _ in _names(entry(parsed.value, "source_datasets"), "source_datasets"):
        for name in raw.removeprefix(_EXTENDED).split("|"):
            name = name.strip()
            if name.lower() in _NO_SOURCE:
                continue
            told = (
                f"written as {raw}" if name != raw else "",
                _ELSEWHERE if name.startswith("other-") else "",
            )
            yield parent_claim(
                parsed.span(place),
                name,
                Source.CARD,
                extractor,
                kind=Kind.DATASET,
                relation=Relation.DERIVED_FROM,
                note="; ".join(part for part in told if part),
            )


def _evaluated(parsed: Positioned, extractor: str) -> Iterator[ParentClaim]:
    """`model-index` names what a model was measured with, each once."""
    seen: set[str] = set()
    for number, model in rows(entry(parsed.value, "model-index")):
        for row, result in rows(entry(model, "results")):
            name = text(result, "dataset", "type") or text(result, "dataset", "name")
            if not name or name in seen:
                continue
            seen.add(name)
            where = pointer("model-index", number, "results", row, "dataset")
            yield parent_claim(
                parsed.span(where),
                name,
                Source.CARD,
                extractor,
                kind=Kind.DATASET,
                relation=Relation.EVALUATED_ON,
            )


def _names(value: object, *keys: str | int) -> Iterator[tuple[str, str, str]]:
    """Yield pointer, name and revision of every name in a value of any form."""
    if isinstance(value, str):
        name = value.strip()
        if name and name.strip("[]").lower() not in _NOTHING:
            yield pointer(*keys), name, ""
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _names(item, *keys, index)
    elif isinstance(value, dict):
        name = _mapped(value)
        if name:
            revision = text(value, "revision") or text(value, "version")
            yield pointer(*keys), name, revision


def _mapped(value: dict[object, object]) -> str:
    url = text(value, "repo_url") or text(value, "url")
    if url:
        return url
    name, owner = text(value, "name") or text(value, "id"), text(value, "organization")
    return f"{owner}/{name}" if owner and name and "/" not in name else name
