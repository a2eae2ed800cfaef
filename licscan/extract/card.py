"""What a model or dataset card says in its front matter and its prose.

Sources: huggingface/hub-docs `modelcard.md`, `datasetcard.md`; llama.cpp `gguf-py/gguf/metadata.py`
for the longer spellings of lineage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import card_declarations, card_keys, card_sections, front_matter
from licscan.extract.card_licenses import license_claims
from licscan.extract.card_parents import parent_claims
from licscan.extract.parsed import pointer, rows, text
from licscan.model import ComponentClaim, Gap, Kind, LicenseText, Prose, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.record_licenses import AnyFact, RecordLicenses
    from licscan.sources.document import Document, Positioned

NAME = "card"
READS = (
    "License, parents and datasets in the front matter of model and dataset cards; the license "
    "section, merge recipes and gate terms in their prose; what is declared of privacy, consent "
    "and access."
)
IGNORES = (
    "Evaluation results, metrics, widgets, templates, and front matter that is not at the top."
)

_LIMIT = 1 << 20
_PROSE = 64_000
_SECTION = 20_000
_LONG_GATE = 400
_MARK = re.compile(rb"(?:\xef\xbb\xbf)?\s*---|\xff\xfe|\xfe\xff")
_TITLED = re.compile(
    r"(?:readme|(?:model|data|dataset)[ _-]?card)|.*[_-]readme\.(?:md|markdown)\Z", re.IGNORECASE
)
_ONCE = {"license", "licenses", "license_name", "base_model", "datasets", "source_datasets"}


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what the card states; prose alone where a README is no card."""
    is_titled = bool(_TITLED.match(document.path.rpartition("/")[2]))
    if not is_titled and not _MARK.match(document.head(64)):
        return
    content = _beginning(document)
    block = front_matter.split(content, marked=document.head(3) == b"\xef\xbb\xbf")
    if block.is_template:
        return
    front = list(_front(document.path, block, is_titled))
    yield from front
    is_card = any(isinstance(fact, ComponentClaim) for fact in front)
    if not is_card and not is_titled:
        return
    if document.size > _LIMIT:
        yield Gap(Span(document.path), f"No more than {_LIMIT:,} bytes of a card are read.", True)
    elif is_card:
        yield from _encoding(document)
    kind = next((fact.kind for fact in front if isinstance(fact, ComponentClaim)), None)
    yield from _body(document.path, block, kind)


def _beginning(document: Document) -> str:
    """Return the text, of a long file its whole lines within the limit; one kind of line end."""
    from licscan.sources.document import decode

    if document.size > _LIMIT:
        content = decode(document.head(_LIMIT).rpartition(b"\n")[0])
    else:
        content = document.text(_LIMIT)
    return content.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(document: Document) -> Iterator[Gap]:
    """Tell where a card holds bytes that are not the text the Hub expects."""
    data = document.data(_LIMIT)
    try:
        data.decode("utf-8")
        bad = data.find(b"\0")
    except UnicodeDecodeError as error:
        bad = error.start
    if bad >= 0:
        problem = "The card is not UTF-8 text from here on; what cannot be read is replaced."
        yield Gap(Span(document.path, data.count(b"\n", 0, bad) + 1), problem)


def _front(path: str, block: front_matter.Block, is_titled: bool) -> Iterator[AnyFact]:
    """Yield what the front matter says; of one that is not sound, what can still be told."""
    try:
        if block.yaml.strip():
            yield from list(_fields(path, block, is_titled))
            return
        problem = None
    except Unreadable as error:
        problem = error
    from licscan.extract import card_salvage

    if problem:
        yield from card_salvage.broken(path, block, problem, is_titled, NAME)
    elif block.unclosed:
        yield from card_salvage.unclosed(path, block, NAME)
    elif is_titled:
        yield from card_salvage.misplaced(path, block, NAME)


def _fields(path: str, block: front_matter.Block, is_titled: bool) -> Iterator[AnyFact]:
    from licscan.sources.positions import positioned_yaml

    parsed = positioned_yaml(path, block.yaml, block.first_line)
    if not isinstance(parsed.value, dict):
        if is_titled and parsed.value is not None:
            yield Gap(Span(path, block.first_line), "The front matter is not a mapping.")
        return
    keys = {key for key in parsed.value if isinstance(key, str)}
    if not card_keys.is_card(keys, is_titled):
        return
    kind = card_keys.kind(keys, parsed.value, card_sections.first(block.body))
    yield ComponentClaim(
        Span(path, block.first_line),
        kind,
        NAME,
        name=text(parsed.value, "model_name")
        or card_sections.title(block.body)
        or text(parsed.value, "pretty_name"),
        modality=card_keys.modality(parsed.value),
    )
    for place, line in parsed.duplicates:
        if place[1:] in _ONCE:
            problem = f"The key {place[1:]} is given twice; the last one is read."
            yield Gap(Span(path, line), problem)
    yield from license_claims(parsed, NAME, block.unseen)
    yield from parent_claims(parsed, kind, NAME)
    yield from _gate(parsed)
    yield from card_declarations.in_front(parsed, NAME)
    if "dataset_info" in parsed.value:
        yield from _columns(parsed)


def _columns(parsed: Positioned) -> Iterator[RecordLicenses]:
    """Yield the features of the data in which records name licenses, each once."""
    from licscan.extract.record_columns import promised

    info = parsed.value["dataset_info"]
    seen: set[str] = set()
    for number, row in rows(info if isinstance(info, list) else [info]):
        at: tuple[str | int, ...] = ("dataset_info", "features")
        at = ("dataset_info", number, "features") if isinstance(info, list) else at
        for index, feature in rows(row.get("features")):
            name = text(feature, "name")
            if name not in seen:
                yield from promised(parsed.span(pointer(*at, index, "name")), name, NAME)
            seen.add(name)


def _gate(parsed: Positioned) -> Iterator[AnyFact]:
    """Yield the words that one must agree to; a long text may be a license."""
    prompt = text(parsed.value, "extra_gated_prompt")
    if prompt:
        span = parsed.span("/extra_gated_prompt")
        yield Prose(span, prompt[:_PROSE])
        if len(prompt) > _LONG_GATE:
            yield LicenseText(span, NAME, prompt[:_PROSE], named=False)


def _body(path: str, block: front_matter.Block, kind: Kind | None) -> Iterator[AnyFact]:
    """Yield what the prose says; *kind* is what a card is about, None where it is no card."""
    body = block.body
    if not body.strip():
        return
    yield Prose(Span(path, block.body_line), body[:_PROSE])
    for section in card_sections.license_sections(body, block.body_line, _SECTION):
        yield LicenseText(
            Span(path, section.line),
            NAME,
            section.text,
            named=False,
            applies_to=section.applies_to,
            scope=path if section.is_aside else "",
        )
    if kind:
        yield from card_declarations.in_body(path, block, kind, NAME)
    if kind and ("```" in body or "~~~" in body):
        from licscan.extract.recipes import mergekit_recipe

        yield from mergekit_recipe.from_prose(path, body, block.body_line, NAME)
