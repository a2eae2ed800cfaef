"""What a transformers-like `config.json` lets on: that a model lies here, and perhaps its origin.

`_name_or_path` is a weak hint (often the repository itself or a path of the trainer's machine).
Source: huggingface/transformers `configuration_utils.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.hub_names import is_owned
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, text
from licscan.model import ComponentClaim, Fact, Kind, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "model-config"
READS = "`_name_or_path` and the presence of `quantization_config` in `config.json`."
IGNORES = "Architecture, sizes, and configurations of other tools."

_SIGNS = ("model_type", "architectures", "auto_map", "_diffusers_version", "_class_name")
_HINT = "_name_or_path"


def extract(document: Document) -> Iterator[Fact]:
    """Yield a weak component and, where it looks like one, a weak parent."""
    parsed = document.json()
    if not isinstance(parsed.value, dict) or not any(sign in parsed.value for sign in _SIGNS):
        return
    part = "_class_name" in parsed.value
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=not part)
    raw = text(parsed.value, _HINT)
    if is_owned(raw) or raw.startswith(("./", "../")):
        quantized = isinstance(entry(parsed.value, "quantization_config"), dict)
        relation = Relation.QUANTIZED if quantized else None
        yield parent_claim(parsed.span(f"/{_HINT}"), raw, Source.CONFIG, NAME, relation=relation)
