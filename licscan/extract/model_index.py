"""What a diffusers pipeline index says: that a pipeline is here, and what it was made from.

Source: huggingface/diffusers `pipeline_utils.py` (`model_index.json`) and its modular pipelines
(`modular_model_index.json`), whose components may come from other repositories.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, text
from licscan.model import ComponentClaim, Fact, Kind, ParentClaim, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "diffusers-index"
READS = "The base of a diffusers pipeline, and components that come from other repositories."
IGNORES = "Classes and versions of the components; their own folders are read by themselves."


def extract(document: Document) -> Iterator[Fact]:
    """Yield the pipeline of a diffusers index; nothing where the file is something else."""
    index = document.json()
    if not text(index.value, "_class_name") and entry(index.value, "_diffusers_version") is None:
        return
    yield ComponentClaim(index.span(), Kind.MODEL, NAME)
    base = text(index.value, "_name_or_path")
    if base:
        yield parent_claim(index.span("/_name_or_path"), base, Source.CONFIG, NAME)
    yield from _components(index)


def _components(index: Positioned) -> Iterator[ParentClaim]:
    """Yield the repositories that a modular pipeline takes its components from, each once."""
    seen = set()
    for name, parts in index.value.items() if isinstance(index.value, dict) else ():
        if not isinstance(name, str) or not isinstance(parts, list):
            continue
        for number, part in enumerate(parts):
            for key in ("repo", "pretrained_model_name_or_path"):
                origin = text(part, key)
                if origin and origin not in seen:
                    seen.add(origin)
                    yield parent_claim(
                        index.span(pointer(name, number, key)),
                        origin,
                        Source.CONFIG,
                        NAME,
                        relation=Relation.LOADS,
                        revision=text(part, "revision"),
                        note=f"component {name}",
                    )
