"""What a transformers-like `config.json` lets on: that a model lies here, and perhaps its origin.

`_name_or_path` is a weak hint (often the repository itself or a path of the trainer's machine).
Sources: huggingface/transformers `configuration_utils.py` and `utils/quantization_config.py` (its
`dataset` is calibration data), AutoGPTQ (`quantize_config.json`), huggingface/optimum-intel
(`openvino_config.json`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from licscan.extract.hub_names import UNOWNED_MODELS, is_owned, is_path
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, text
from licscan.model import ComponentClaim, Fact, Kind, ParentClaim, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "model-config"
READS = (
    "`_name_or_path`, quantization and its calibration data in `config.json` and its neighbours "
    "of AutoGPTQ and OpenVINO."
)
IGNORES = "Architecture, sizes, and configurations of other tools."

_HINT = "_name_or_path"
_QUANTIZED = "quantization_config"
_TRAINED_IN = frozenset({"bitsandbytes", "fp8", "mxfp4"})
_GPTQ_FILE, _GPTQ_HINT = "quantize_config.json", "model_name_or_path"
_PARTS = (
    *("unet", "vae", "transformer", "text_encoder", "image_encoder", "safety_checker", "prior"),
    *("controlnet", "tokenizer", "scheduler", "feature_extractor", "decoder", "movq", "vqvae"),
)
"""How the folders of a diffusers pipeline's parts begin."""
_SIGNS = ("model_type", "architectures", "auto_map", "_diffusers_version", "_class_name", _HINT)


def extract(document: Document) -> Iterator[Fact]:
    """Yield a weak component and, where it looks like one, a weak parent."""
    parsed = document.json()
    if document.path.lower().endswith(_GPTQ_FILE):
        yield from _gptq(parsed)
        return
    if not isinstance(parsed.value, dict) or not _is_ours(parsed.value):
        return
    folder = PurePosixPath(document.path).parent.name
    is_pipeline = "_class_name" in parsed.value
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=not is_pipeline)
    raw = text(parsed.value, _HINT)
    relation = Relation.QUANTIZED if _is_quantized(parsed.value) else None
    if _names_another(raw, folder, is_pipeline or folder.lower().startswith(_PARTS)):
        yield parent_claim(parsed.span(f"/{_HINT}"), raw, Source.CONFIG, NAME, relation=relation)
    if relation and not is_pipeline:
        span = parsed.span(f"/{_QUANTIZED}")
        yield ParentClaim(span, "", Source.WEIGHTS, NAME, relation=relation)
    yield from _calibrated(parsed, _QUANTIZED)


def _is_quantized(value: object) -> bool:
    """Say whether finished weights were quantized; models are also trained in bitsandbytes' form.

    Makers publish in FP8 what they trained in it, too.
    """
    config = entry(value, _QUANTIZED)
    return isinstance(config, dict) and text(config, "quant_method").lower() not in _TRAINED_IN


def _gptq(parsed: Positioned) -> Iterator[Fact]:
    """Yield what AutoGPTQ wrote: the model that was quantized, where it is not this folder."""
    if entry(parsed.value, "bits") is None:
        return
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=False)
    raw = text(parsed.value, _GPTQ_HINT)
    if _names_another(raw, PurePosixPath(parsed.span().path).parent.name, is_part=True):
        span = parsed.span(f"/{_GPTQ_HINT}")
        yield parent_claim(span, raw, Source.CONFIG, NAME, relation=Relation.QUANTIZED)
    else:
        yield ParentClaim(parsed.span(), "", Source.WEIGHTS, NAME, relation=Relation.QUANTIZED)
    yield from _calibrated(parsed)


def _calibrated(parsed: Positioned, *keys: str) -> Iterator[ParentClaim]:
    """Yield the data that a quantization was calibrated with, where it is named and not quoted."""
    raw = text(parsed.value, *keys, "dataset")
    if raw:
        yield parent_claim(
            parsed.span(pointer(*keys, "dataset")),
            raw,
            Source.WEIGHTS,
            NAME,
            kind=Kind.DATASET,
            relation=Relation.MADE_WITH,
            note="calibration data",
        )


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
