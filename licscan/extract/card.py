"""What a model or dataset card says in its front matter and its prose.

Sources: huggingface/hub-docs `modelcard.md`, `datasetcard.md`; llama.cpp `gguf-py/gguf/metadata.py`
for the longer spellings of lineage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from licscan.extract import front_matter
from licscan.extract.card_licenses import license_claims
from licscan.extract.card_parents import parent_claims
from licscan.extract.parsed import entry, text
from licscan.extract.recipes import mergekit_recipe
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    LicenseClaim,
    LicenseText,
    Prose,
    Span,
)
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "card"
READS = (
    "License, parents and datasets in the front matter of model and dataset cards; the license "
    "section, merge recipes and gate terms in their prose."
)
IGNORES = (
    "Evaluation results, metrics, widgets, templates, and front matter that is not at the top."
)

_LIMIT = 1 << 20
_PROSE = 64_000
_SECTION = 20_000
_DATASET_KEYS = frozenset(
    """
    task_categories task_ids source_datasets size_categories annotations_creators dataset_info
    language_creators multilinguality pretty_name
    """.split()
)
_MODEL_KEYS = frozenset(
    ["base_model", "library_name", "pipeline_tag", "model-index", "widget", "model_name"]
)
_CARD_KEYS = (
    _DATASET_KEYS | _MODEL_KEYS | frozenset(["license", "license_name", "license_link", "datasets"])
)
_LOOSE_KEYS = frozenset(["tags", "language", "metrics", "thumbnail", "inference"])
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LICENSE_TITLE = re.compile(r"licen[sc](?:e|es|ing)(?:\b|$)", re.IGNORECASE)
_SALVAGE = re.compile(r"^license[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)

_MODALITIES = {
    "text": ("text",),
    "text-generation": ("text",),
    "text2text-generation": ("text",),
    "text-classification": ("text",),
    "token-classification": ("text",),
    "question-answering": ("text",),
    "summarization": ("text",),
    "translation": ("text",),
    "fill-mask": ("text",),
    "feature-extraction": ("text",),
    "sentence-similarity": ("text",),
    "conversational": ("text",),
    "image-text-to-text": ("image", "text"),
    "visual-question-answering": ("image", "text"),
    "image-to-text": ("image", "text"),
    "text-to-image": ("image", "text"),
    "video-text-to-text": ("text", "video"),
    "text-to-video": ("text", "video"),
    "audio-text-to-text": ("audio", "text"),
    "automatic-speech-recognition": ("audio", "text"),
    "text-to-speech": ("audio", "text"),
    "any-to-any": ("audio", "image", "text", "video"),
    "image-classification": ("image",),
    "object-detection": ("image",),
    "image-segmentation": ("image",),
    "audio-classification": ("audio",),
}


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the card states; prose alone where a README is no card."""
    block = front_matter.split(document.text(_LIMIT))
    readme = PurePosixPath(document.path).name.lower().startswith("readme")
    if block.is_template:
        return
    if block.unclosed and readme:
        yield Gap(Span(document.path), "The front matter is opened and never closed.")
    card = False
    if block.yaml.strip():
        try:
            front = list(_front(document.path, block, readme))
            card = any(isinstance(fact, ComponentClaim) for fact in front)
            yield from front
        except Unreadable as error:
            yield from _broken(document.path, block, error, readme)
    if card or readme:
        yield from _body(document.path, block)


def _front(path: str, block: front_matter.Block, readme: bool) -> Iterator[Fact]:
    from licscan.sources.positions import positioned_yaml

    parsed = positioned_yaml(path, block.yaml, block.first_line)
    if not isinstance(parsed.value, dict):
        if readme:
            yield Gap(Span(path, block.first_line), "The front matter is not a mapping.")
        return
    keys = {key for key in parsed.value if isinstance(key, str)}
    if not keys & _CARD_KEYS and not (readme and keys & _LOOSE_KEYS):
        return
    kind = _kind(keys, parsed)
    yield ComponentClaim(
        Span(path, block.first_line),
        kind,
        NAME,
        name=text(parsed.value, "model_name")
        or _title(block.body)
        or text(parsed.value, "pretty_name"),
        modality=_MODALITIES.get(text(parsed.value, "pipeline_tag"), ()),
    )
    for pointer, line in parsed.duplicates:
        if pointer in ("/license", "/base_model"):
            yield Gap(
                Span(path, line), f"The key {pointer[1:]} is given twice; the last one is read."
            )
    yield from license_claims(parsed, NAME)
    yield from parent_claims(parsed, kind, NAME)
    yield from _gate(parsed)


def _kind(keys: set[str], parsed: Positioned) -> Kind:
    if "sdk" in keys:
        return Kind.CODE
    configs = entry(parsed.value, "configs")
    data_files = isinstance(configs, list) and any(
        isinstance(c, dict) and "data_files" in c for c in configs
    )
    if keys & _MODEL_KEYS:
        return Kind.MODEL
    return Kind.DATASET if keys & _DATASET_KEYS or data_files else Kind.MODEL


def _title(body: str) -> str:
    found = next((m for m in _HEADING.finditer(body[:_SECTION]) if m.group(1) == "#"), None)
    return found.group(2).strip() if found else ""


def _broken(
    path: str, block: front_matter.Block, error: Unreadable, readme: bool
) -> Iterator[Fact]:
    """Tell where the YAML breaks; a `license:` line is kept as weak evidence."""
    found = _SALVAGE.search(block.yaml)
    if not readme and not found:
        return
    yield Gap(Span(path, error.line), error.problem, error.limit)
    yield ComponentClaim(Span(path, block.first_line), Kind.MODEL, NAME)
    if found:
        line = block.first_line + front_matter.lines(block.yaml[: found.start()])
        raw = found.group(1).strip("\"'")
        note = "salvaged from front matter that cannot be parsed"
        yield LicenseClaim(
            Span(path, line, pointer="/license"), raw, Basis.REFERENCE, NAME, note=note
        )


def _gate(parsed: Positioned) -> Iterator[Fact]:
    prompt = text(parsed.value, "extra_gated_prompt")
    if prompt:
        span = parsed.span("/extra_gated_prompt")
        yield Prose(span, prompt[:_PROSE])
        if len(prompt) > 400:
            yield LicenseText(span, NAME, prompt[:_PROSE], named=False, scope="gate")


def _body(path: str, block: front_matter.Block) -> Iterator[Fact]:
    body = block.body[:_PROSE]
    if not body.strip():
        return
    yield Prose(Span(path, block.body_line), body)
    yield from _license_section(path, body, block.body_line)
    yield from mergekit_recipe.from_prose(path, body, block.body_line, NAME)


def _license_section(path: str, body: str, first_line: int) -> Iterator[LicenseText]:
    headings = list(_HEADING.finditer(body))
    for number, heading in enumerate(headings):
        if not _LICENSE_TITLE.search(heading.group(2)):
            continue
        level = len(heading.group(1))
        following = (h.start() for h in headings[number + 1 :] if len(h.group(1)) <= level)
        section = body[heading.start() : next(following, len(body))][:_SECTION]
        line = first_line + front_matter.lines(body[: heading.start()])
        yield LicenseText(Span(path, line), NAME, section, named=False)
