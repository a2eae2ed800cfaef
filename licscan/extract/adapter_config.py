"""What a PEFT `adapter_config.json` says: the base that the adapter belongs to.

Source: huggingface/peft `src/peft/config.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import text
from licscan.model import ComponentClaim, Fact, Kind, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "adapter-config"
READS = "The base model and its revision in PEFT adapter configurations."
IGNORES = "Everything about the adapter's shape."

_BASE = "base_model_name_or_path"


def extract(document: Document) -> Iterator[Fact]:
    """Yield the component and its base; a null base names none."""
    parsed = document.json()
    if not isinstance(parsed.value, dict):
        return
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME)
    raw = text(parsed.value, _BASE)
    if raw:
        yield parent_claim(
            parsed.span(f"/{_BASE}"),
            raw,
            Source.ADAPTER_CONFIG,
            NAME,
            relation=Relation.ADAPTER,
            revision=text(parsed.value, "revision"),
        )
