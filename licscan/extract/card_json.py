"""What cards say that are kept as JSON: answers of the Hub, cards of the Model Card Toolkit.

Sources: huggingface/huggingface_hub `hf_api.py` (`ModelInfo`, `DatasetInfo`: `cardData` is the
front matter, `tags` repeats it as `license:mit`, `base_model:finetune:owner/name`, `dataset:name`);
tensorflow/model-card-toolkit `schema/v0.0.2/model_card.schema.json`. A list of several answers is
about works that lie elsewhere: the license of each is told for itself, and no lineage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import card_keys
from licscan.extract.card_licenses import license_claims
from licscan.extract.card_parents import RELATIONS, parent_claims
from licscan.extract.header_claims import license_fact
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, rows, text, texts
from licscan.model import (
    Basis,
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
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "card-json"
READS = (
    "License, parents and datasets in cards kept as JSON: answers of the Hub and cards of the "
    "Model Card Toolkit; of a list of answers, the license of each."
)
IGNORES = "Statistics, files and prose; the lineage of works in a list, which lie elsewhere."

_MOST = 10_000
_OF_DATA = frozenset({"citation", "paperswithcode_id"})
"""Fields that only answers about data sets have."""
_SAID = ("license:", "base_model:", "dataset:")


def extract(document: Document) -> Iterator[Fact]:
    """Yield what a card states; nothing for JSON that is none."""
    if not document.path.lower().endswith(".json"):
        if document.path.lower().endswith(".jsonl"):
            yield from _lines(document)
        return
    parsed = document.json()
    if isinstance(parsed.value, list):
        yield from _list(parsed)
    elif _is_answer(parsed.value):
        yield from _answer(parsed)
    elif isinstance(entry(parsed.value, "model_details"), dict):
        yield from _toolkit(parsed)


def _list(parsed: Positioned) -> Iterator[Fact]:
    answers = [number for number, row in rows(parsed.value) if _is_answer(row)]
    if len(answers) == len(parsed.value) == 1:
        yield from _answer(parsed.below(0))
        return
    for number in answers[:_MOST]:
        yield from _listed(parsed.below(number))
    if len(answers) > _MOST:
        yield _too_many(parsed.span())


def _lines(document: Document) -> Iterator[Fact]:
    """Yield the licenses of a list that has an answer in each line."""
    from licscan.sources.positions import positioned_json

    lines = document.text().splitlines()
    for number, line in enumerate(lines[:_MOST], 1):
        try:
            parsed = positioned_json(document.path, line or "null")
        except Unreadable:
            yield Gap(Span(document.path, number), "This line is not JSON.")
            return
        if _is_answer(parsed.value):
            for claim in _listed(parsed):
                yield claim._replace(span=claim.span._replace(line=number))
    if len(lines) > _MOST:
        yield _too_many(Span(document.path, _MOST))


def _too_many(span: Span) -> Gap:
    return Gap(span, f"No more than {_MOST:,} cards of a list are read.", True)


def _is_answer(value: object) -> bool:
    """Whether a value is what the Hub says of one repository."""
    has_card = isinstance(entry(value, "cardData"), dict)
    return bool(_name(value)) and (has_card or any(True for _ in _tags(value)))


def _name(value: object) -> str:
    return text(value, "id") or text(value, "modelId")


def _tags(value: object, *keys: str) -> Iterator[tuple[str, str, str]]:
    """Yield pointer, key and rest of each tag that repeats a field of the card."""
    tags = entry(value, "tags")
    for place, tag in texts(tags, "tags") if isinstance(tags, list) else ():
        if tag.startswith(keys or _SAID):
            key, _, rest = tag.partition(":")
            yield place, key, rest


def _answer(parsed: Positioned) -> Iterator[Fact]:
    """Yield what one answer says of the repository that it is about."""
    card = entry(parsed.value, "cardData")
    keys = {key for key in card if isinstance(key, str)} if isinstance(card, dict) else set()
    is_data = _OF_DATA & set(parsed.value) and "modelId" not in parsed.value
    kind = Kind.DATASET if is_data else card_keys.kind(keys, card, "")
    yield ComponentClaim(parsed.span(), kind, NAME, name=_name(parsed.value))
    yield from _licenses(parsed)
    found = list(parent_claims(parsed.below("cardData"), kind, NAME)) if keys else []
    yield from found or _tagged(parsed, kind)


def _listed(parsed: Positioned) -> Iterator[LicenseClaim]:
    """Yield the licenses of one answer among others, restricted to the work that it is about."""
    name = _name(parsed.value)
    for claim in _licenses(parsed):
        yield claim._replace(scope=f"{name}/{claim.scope}" if claim.scope else name)


def _licenses(parsed: Positioned) -> Iterator[LicenseClaim]:
    """Yield the licenses of the card, else those that the tags repeat."""
    has_card = isinstance(entry(parsed.value, "cardData"), dict)
    found = list(license_claims(parsed.below("cardData"), NAME)) if has_card else []
    if not found:
        tags = [(parsed.span(place), raw) for place, _, raw in _tags(parsed.value, "license:")]
        group = str(tags[0][0]) if len(tags) > 1 else ""
        found = [LicenseClaim(s, raw, Basis.DECLARED, NAME, group=group) for s, raw in tags]
    yield from found


def _tagged(parsed: Positioned, kind: Kind) -> Iterator[ParentClaim]:
    """Yield the parents that the tags repeat; a base stands there with its relation and without."""
    known: set[str] = set()
    tags = sorted(_tags(parsed.value, "base_model:"), key=lambda tag: ":" not in tag[2])
    for place, _, raw in tags:
        word, _, name = raw.rpartition(":")
        if name and name not in known:
            known.add(name)
            yield parent_claim(
                parsed.span(place), name, Source.CARD, NAME, relation=RELATIONS.get(word)
            )
    relation = Relation.TRAINED_ON if kind is Kind.MODEL else Relation.DERIVED_FROM
    for place, _, name in _tags(parsed.value, "dataset:"):
        span = parsed.span(place)
        yield parent_claim(span, name, Source.CARD, NAME, kind=Kind.DATASET, relation=relation)


def _toolkit(parsed: Positioned) -> Iterator[Fact]:
    """Yield what a card of the Model Card Toolkit says: licenses, and data with a link."""
    details = entry(parsed.value, "model_details")
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=text(details, "name"))
    for number, row in rows(entry(details, "licenses")):
        for key in ("identifier", "custom_text"):
            place = pointer("model_details", "licenses", number, key)
            fact = license_fact(parsed.span(place), text(row, key), NAME)
            if fact is not None:
                yield fact
                break
    for number, row in rows(entry(parsed.value, "model_parameters", "data")):
        if link := text(row, "link"):
            place = pointer("model_parameters", "data", number, "link")
            yield parent_claim(
                parsed.span(place),
                link,
                Source.CARD,
                NAME,
                kind=Kind.DATASET,
                note=text(row, "name"),
            )
