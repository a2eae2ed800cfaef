"""What an `adapter_config.json` says: the base that the adapter belongs to.

Source: huggingface/peft `src/peft/config.py`; the older adapter-hub files name it `model_name`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, text
from licscan.model import ComponentClaim, Fact, Kind, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "adapter-config"
READS = "The base model and its revision in PEFT adapter configurations."
IGNORES = "Everything about the adapter's shape."

_BASE = "base_model_name_or_path"
_OLD_BASE = "model_name"
_SIGNS = frozenset({_BASE, "peft_type", "lora_alpha", "target_modules", "auto_mapping"})
_NOTHING = frozenset({"", "none", "null"})


def extract(document: Document) -> Iterator[Fact]:
    """Yield the component and its base; a null base names none."""
    parsed = document.json()
    key = _OLD_BASE if isinstance(entry(parsed.value, "config"), dict) else _BASE
    if not isinstance(parsed.value, dict) or not (
        _SIGNS.intersection(parsed.value) or text(parsed.value, key)
    ):
        return
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME)
    key = key if text(parsed.value, key) else _BASE
    raw = text(parsed.value, key)
    if raw.lower() not in _NOTHING:
        yield parent_claim(
            parsed.span(f"/{key}"),
            raw,
            Source.ADAPTER_CONFIG,
            NAME,
            relation=Relation.ADAPTER,
            revision=text(parsed.value, "revision"),
        )
