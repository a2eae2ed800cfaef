"""What a training configuration in TOML says: the model it starts from and the data it trains on.

Formats: sd-scripts of kohya (`pretrained_model_name_or_path`, in any table), and trainers that have
a `[model]` table with a `name` (prime-rl and its kin). Only ids of the Hub are taken.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.hub_names import UNOWNED_MODELS, is_owned
from licscan.extract.parsed import text
from licscan.model import ComponentClaim, Fact, Kind, ParentClaim, Relation, Source, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "training-toml"
READS = "Base model and datasets of training configurations in TOML (sd-scripts, prime-rl)."
IGNORES = "Paths, hyperparameters, names of outputs, and TOML without a trainer's key."

_BASES = ("pretrained_model_name_or_path", "model_name_or_path", "base_model")
_DATA = ("dataset_name", "dataset_id")
_SMELL = re.compile(rb"(?m)^\s*(?:" + "|".join(_BASES).encode() + rb")\s*=|^\s*\[model\]")
_TRAINER = re.compile(
    r"(?m)^\s*(?:learning_rate|unet_lr|lr|max_train_steps|max_train_epochs|max_steps|network_module|"
    r"train_batch_size|batch_size|train_data_dir|gradient_accumulation_steps)\s*=|"
    r"^\s*\[(?:\w+\.)*(?:trainer|optim|optimizer|orchestrator)\]"
)
_ADAPTERS = re.compile(r"(?m)^\s*network_module\s*=|^\s*\[(?:\w+\.)*lora\]")
_HEAD = 65_536


def extract(document: Document) -> Iterator[Fact]:
    """Yield the parents that a training configuration names; nothing for other TOML."""
    if not _SMELL.search(document.head(_HEAD)):
        return
    source = document.text()
    if not _TRAINER.search(source):
        return
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Unreadable(f"The TOML is broken: {error}.") from error
    claims = [*_claims(document.path, source, data)]
    if any(claim.kind is Kind.MODEL for claim in claims):
        yield ComponentClaim(Span(document.path), Kind.MODEL, NAME, strong=False)
        yield from claims


def _claims(path: str, source: str, data: dict[str, object]) -> Iterator[ParentClaim]:
    made = Relation.ADAPTER if _ADAPTERS.search(source) else Relation.FINETUNE
    seen: set[tuple[str, Kind]] = set()
    for raw, kind in _named(data):
        if (raw, kind) not in seen and (is_owned(raw) or raw in UNOWNED_MODELS):
            seen.add((raw, kind))
            relation = made if kind is Kind.MODEL else Relation.TRAINED_ON
            line = 1 + source.count("\n", 0, max(source.find(f'"{raw}"'), 0))
            yield ParentClaim(Span(path, line), raw, Source.RECIPE, NAME, kind, relation)


def _named(data: dict[str, object]) -> Iterator[tuple[str, Kind]]:
    """Yield what the keys of the file and of its tables name."""
    for table in (data, *(value for value in data.values() if isinstance(value, dict))):
        for key in _BASES:
            yield text(table, key), Kind.MODEL
        for key in _DATA:
            yield text(table, key), Kind.DATASET
    yield text(data, "model", "name"), Kind.MODEL
