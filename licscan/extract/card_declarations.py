"""What a card declares of privacy and consent: its gate, its tags, and sections about it.

Sources: huggingface/hub-docs `docs/hub/models-gated.md`, `docs/hub/datasets-gated.md`; the section
`Personal and Sensitive Information` of huggingface_hub's `templates/datasetcard_template.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import card_sections, declared
from licscan.extract.parsed import pointer, texts
from licscan.model import Declaration, Kind, Span

if TYPE_CHECKING:
    from licscan.extract.front_matter import Block
    from licscan.sources.document import Positioned

_FIELDS = "card-keys"
_TAGS = "card-tags"
_HEADINGS = "card-headings"


def in_front(parsed: Positioned, extractor: str) -> Iterator[Declaration]:
    """Yield what the front matter declares: the gate and its questions, and tags."""
    for key, value in parsed.value.items():
        # The keys of the Hub's gate all say so; the table is not loaded for a card without one.
        topic = declared.topic(_FIELDS, key) if isinstance(key, str) and "gated" in key else ""
        if topic and value not in (None, False, ""):
            span = parsed.span(pointer(key))
            yield from declared.declarations(span, topic, _said(key, value), extractor)
    for place, tag in texts(parsed.value.get("tags"), "tags"):
        topic = declared.topic(_TAGS, tag.lower())
        if topic:
            yield from declared.declarations(parsed.span(place), topic, tag, extractor)


def in_body(path: str, block: Block, kind: Kind, extractor: str) -> Iterator[Declaration]:
    """Yield the sections of a dataset's card that are about privacy or consent."""
    if kind is not Kind.DATASET:
        return
    wanted = declared.words(_HEADINGS)
    for words, section in card_sections.sections(block.body, block.body_line, wanted):
        span = Span(path, section.line)
        topic = declared.topic(_HEADINGS, words)
        yield from declared.declarations(span, topic, section.text, extractor)


def _said(key: str, value: object) -> str:
    """Return a text as it stands; of a switch or questions also what they are called."""
    said = declared.told(value)
    return said if isinstance(value, str) and "extra" in key else f"{key}: {said}"
