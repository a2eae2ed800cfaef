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

_SMELL = re.compile(rb"(?m)^(?:- )?[ ]*(?:merge_method|experts)[ \t]*:")
_OWN_NAMES = ("mergekit_config", "mergekit_moe_config")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the component and its parents; nothing for other YAML."""
    if not _SMELL.search(document.head(1 << 20)):
        return
    parsed = document.yaml()
    if not mergekit_recipe.is_recipe(parsed.value):
        return
    own = PurePosixPath(document.path).stem in _OWN_NAMES
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=own)
    yield from mergekit_recipe.parents(parsed, NAME)
