"""What the id given to a loader call names: each library reads its own way."""

from __future__ import annotations

from dataclasses import dataclass

from licscan.extract.hub_names import (
    UNOWNED_MODELS,
    has_hub_shape,
    hub_address,
    is_owned,
    is_path,
    ollama_address,
    sounds_homemade,
)
from licscan.extract.loader_table import Naming
from licscan.extract.loaders import FILE_FORMATS
from licscan.model import Kind

HUB_FOLDERS = {"datasets": Kind.DATASET, "spaces": Kind.CODE, "": Kind.MODEL}
_SENTENCE_OWNER = "sentence-transformers"
_TIMM_PREFIXES = ("hf_hub:", "hf-hub:")
_KAGGLE = "https://www.kaggle.com"
_MODELSCOPE = "https://modelscope.cn"


@dataclass(frozen=True, slots=True)
class Named:
    """An id as it is to be looked up."""

    raw: str
    kind: Kind
    revision: str = ""
    note: str = ""


def read_name(text: str, naming: Naming, kind: Kind) -> Named | None:
    """Read an id as its loader does; None where it is a path, a format or an architecture."""
    match naming:
        case Naming.GITHUB:
            repository, _, tag = text.partition(":")
            site = f"https://github.com/{repository}"
            return Named(site, kind, tag, f"written as {text}") if is_owned(repository) else None
        case Naming.KAGGLE:
            return _kaggle(text, kind)
        case Naming.OLLAMA:
            return Named(ollama_address(text), kind, note="an Ollama name") if text else None
        case Naming.PREFIXED:
            prefix = next((p for p in _TIMM_PREFIXES if text.startswith(p)), "")
            name, _, revision = text.removeprefix(prefix).partition("@")
            return Named(name, kind, revision) if prefix and has_hub_shape(name) else None
        case Naming.PRESET:
            return _preset(text, kind)
        case Naming.MODELSCOPE:
            shelf = "datasets" if kind is Kind.DATASET else "models"
            site = f"{_MODELSCOPE}/{shelf}/{text}"
            return Named(site, kind, note=f"written as {text}") if is_owned(text) else None
        case Naming.ADDRESS:
            return Named(text, kind) if text.startswith("https://") else None
        case _:
            return _hub(text, naming, kind)


def _hub(text: str, naming: Naming, kind: Kind) -> Named | None:
    """Read an id of the Hub; older libraries write its revision behind an `@`."""
    address = hub_address(text)
    if address is not None:
        folder, name, revision = address
        return Named(name, HUB_FOLDERS[folder] if folder else kind, revision)
    name, at, revision = text.partition("@")
    if at and is_owned(name) and revision:
        return Named(name, kind, revision)
    if not has_hub_shape(text):
        return None
    return Named(text, kind) if "/" in text else _unowned(text, naming, kind)


def _unowned(text: str, naming: Naming, kind: Kind) -> Named | None:
    """Read a name without an owner; which of them exist depends on the library."""
    if text in UNOWNED_MODELS and kind is Kind.MODEL:
        return Named(text, kind)
    match naming:
        case Naming.SENTENCE if not sounds_homemade(text):
            return Named(f"{_SENTENCE_OWNER}/{text}", kind, note=f"written as {text}")
        case Naming.DATASET if text not in FILE_FORMATS and not sounds_homemade(text):
            return Named(text, kind)
        case Naming.HUB if kind is Kind.DATASET:
            return Named(text, kind)
        case _:
            return None


def _kaggle(text: str, kind: Kind) -> Named | None:
    if is_path(text.replace("/", "-")) or "/" not in text:
        return None
    shelf = "datasets" if kind is Kind.DATASET else "models"
    return Named(f"{_KAGGLE}/{shelf}/{text}", kind, note=f"written as {text}")


def _preset(text: str, kind: Kind) -> Named | None:
    """Read a Keras preset: `hf://owner/name`, `kaggle://handle`, or a name of its own list."""
    address = hub_address(text)
    if address is not None:
        return Named(address[1], kind, address[2])
    if text.startswith("kaggle://"):
        return _kaggle(text.removeprefix("kaggle://"), kind)
    if is_path(text) or "/" in text or sounds_homemade(text):
        return None
    return Named(text, kind, note="a preset of Keras")
