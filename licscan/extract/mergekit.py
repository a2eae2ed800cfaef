"""What a mergekit recipe says: which models went into the merge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from licscan.extract.recipes import mergekit_recipe
from licscan.model import ComponentClaim, Fact, Kind

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "mergekit"
READS = "The models, slices, modules, experts and LoRAs of mergekit recipes."
IGNORES = "Weights and parameters of the merge; YAML without a merge's keys."

_HEAD = 1 << 20
_SMELL = re.compile(rb"(?m)^(?:- )?[ ]*(?:merge_method|experts)[ \t]*:")
_MODEL = re.compile(rb"(?m)^[ ]*(?:- )?(?:model|source_model|sources)[ \t]*:")
_LIKELY = re.compile(r"(?:\A|[^a-z])merge")
_OWN_NAMES = ("mergekit_config", "mergekit_moe_config")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the component and its parents; nothing for other YAML."""
    stem = PurePosixPath(document.path).stem.lower()
    head = document.head(_HEAD)
    is_likely = bool(_LIKELY.search(stem))
    if not (_SMELL.search(head) or (is_likely and _MODEL.search(head))):
        return
    content = document.text().replace("\r\n", "\n").replace("\r", "\n")
    stages = mergekit_recipe.stages(document.path, content)
    recipes = [stage for stage in stages if mergekit_recipe.is_recipe(stage.value, is_likely)]
    if recipes:
        is_own = stem in _OWN_NAMES
        yield ComponentClaim(recipes[0].span(), Kind.MODEL, NAME, strong=is_own)
        yield from mergekit_recipe.parents(recipes, NAME)
