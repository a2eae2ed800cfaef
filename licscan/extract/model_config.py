"""What a transformers-like `config.json` lets on: that a model lies here, and perhaps its origin.

`_name_or_path` is a weak hint (often the repository itself or a path of the trainer's machine).
Source: huggingface/transformers `configuration_utils.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from licscan.extract.hub_names import UNOWNED_MODELS, is_owned, is_path
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, text
from licscan.model import ComponentClaim, Fact, Kind, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "model-config"
READS = "`_name_or_path` and the presence of `quantization_config` in `config.json`."
IGNORES = "Architecture, sizes, and configurations of other tools."

_HINT = "_name_or_path"
_QUANTIZED = "quantization_config"
_PARTS = (
    *("unet", "vae", "transformer", "text_encoder", "image_encoder", "safety_checker", "prior"),
    *("controlnet", "tokenizer", "scheduler", "feature_extractor", "decoder", "movq", "vqvae"),
)
"""How the folders of a diffusers pipeline's parts begin."""
_SIGNS = ("model_type", "architectures", "auto_map", "_diffusers_version", "_class_name", _HINT)


def extract(document: Document) -> Iterator[Fact]:
    """Yield a weak component and, where it looks like one, a weak parent."""
    parsed = document.json()
    if not isinstance(parsed.value, dict) or not _is_ours(parsed.value):
        return
    folder = PurePosixPath(document.path).parent.name
    is_pipeline = "_class_name" in parsed.value
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=not is_pipeline)
    raw = text(parsed.value, _HINT)
    if _names_another(raw, folder, is_pipeline or folder.lower().startswith(_PARTS)):
        is_quantized = isinstance(entry(parsed.value, _QUANTIZED), dict)
        relation = Relation.QUANTIZED if is_quantized else None
        yield parent_claim(parsed.span(f"/{_HINT}"), raw, Source.CONFIG, NAME, relation=relation)


def _is_ours(value: dict[object, object]) -> bool:
    return any(value.get(sign) for sign in _SIGNS) or isinstance(value.get(_QUANTIZED), dict)


def _names_another(raw: str, folder: str, is_part: bool) -> bool:
    """Tell whether the hint can name a model that is not this very one.

    A part of a pipeline holds the path from which the whole was loaded, which tells nothing of it.
    """
    name = raw.rstrip("/")
    if name in ("", ".", "..") or name.rpartition("/")[2] == folder:
        return False
    return is_owned(raw) or raw in UNOWNED_MODELS or (is_path(raw) and not is_part)
