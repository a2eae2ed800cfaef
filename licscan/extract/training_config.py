"""What a training configuration says: the model it starts from and the data it trains on.

Formats: axolotl (`base_model`, `datasets[].path`), LLaMA-Factory (`model_name_or_path`, `dataset`),
TRL and alignment-handbook (`dataset_name`, `dataset_mixer`, `dataset_mixture`), AutoTrain
(`data.path`); deeper ones are in `training_schemas`. A merge recipe is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import training_schemas
from licscan.extract.loaders import FILE_FORMATS
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, rows, text, texts
from licscan.model import ComponentClaim, Fact, Kind, ParentClaim, Relation, Source

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "training-config"
READS = (
    "Base model, adapters, teacher and datasets of axolotl, LLaMA-Factory, TRL, AutoTrain, "
    "torchtune, NeMo, LitGPT and AI Toolkit files."
)
IGNORES = (
    "Hyperparameters, evaluation data, output names, and YAML without a base and a trainer's key."
)

_HEAD = 65_536
_SMELL = re.compile(rb"(?m)^(?:base_model|model_name_or_path)[ \t]*:")
_BASES = ("base_model", "model_name_or_path")
_TRAINER_KEYS = frozenset(
    {
        "adapter",
        "dataset_mixer",
        "dataset_mixture",
        "do_train",
        "finetuning_type",
        "gradient_accumulation_steps",
        "learning_rate",
        "lora_r",
        "max_steps",
        "micro_batch_size",
        "num_epochs",
        "num_train_epochs",
        "per_device_train_batch_size",
        "sequence_len",
        "stage",
    }
)
_AUTOTRAIN_KEYS = frozenset({"task", "base_model", "params"})
_MERGE_KEYS = frozenset({"merge_method", "slices", "models", "modules", "experts"})
_ADAPTER_WORDS = frozenset({"lora", "qlora", "dora", "ia3", "oft", "llama-adapter"})
_REVISIONS = ("revision_of_model", "model_revision", "base_model_revision")
_OTHER_MODELS = (
    ("lora_model_dir", Relation.ADAPTER, "the adapter that training goes on from"),
    ("adapter_name_or_path", Relation.ADAPTER, "the adapter that training goes on from"),
    ("teacher_model_name_or_path", Relation.DISTILLED, "teacher"),
    ("teacher_model", Relation.DISTILLED, "teacher"),
    ("reward_model", Relation.MADE_WITH, "reward model"),
    ("reward_model_path", Relation.MADE_WITH, "reward model"),
    ("reward_model_name_or_path", Relation.MADE_WITH, "reward model"),
)


def extract(document: Document) -> Iterator[Fact]:
    """Yield the parents that a training configuration names; nothing for other YAML."""
    head = document.head(_HEAD)
    if not _SMELL.search(head):
        if training_schemas.SMELL.search(head):
            yield from _deeper(document.yaml())
        return
    parsed = document.yaml()
    base = next((key for key in _BASES if text(parsed.value, key)), "")
    if not base or not _is_training(parsed.value):
        return
    name = text(parsed.value, "hub_model_id")
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=name, strong=False)
    revisions = (text(parsed.value, key) for key in _REVISIONS)
    yield parent_claim(
        parsed.span(pointer(base)),
        text(parsed.value, base),
        Source.RECIPE,
        NAME,
        relation=_relation(parsed.value),
        revision=next((revision for revision in revisions if revision), ""),
    )
    yield from _other_models(parsed)
    yield from _datasets(parsed)


def _deeper(parsed: Positioned) -> Iterator[Fact]:
    """Yield what the configurations name whose base does not stand at the top."""
    found = training_schemas.uses(parsed.value)
    if found:
        yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, strong=False)
    for use in found:
        yield parent_claim(
            parsed.span(use.place),
            use.raw,
            Source.RECIPE,
            NAME,
            kind=use.kind,
            relation=use.relation,
            note=use.note,
        )


def _is_training(value: object) -> bool:
    keys = {key for key in value if isinstance(key, str)} if isinstance(value, dict) else set()
    if keys & _MERGE_KEYS:
        return False
    return bool(keys & _TRAINER_KEYS) or keys >= _AUTOTRAIN_KEYS


def _relation(value: object) -> Relation:
    adapts = (
        text(value, "adapter").lower() in _ADAPTER_WORDS
        or text(value, "finetuning_type").lower() in _ADAPTER_WORDS
        or entry(value, "use_peft") is True
        or entry(value, "params", "peft") is True
    )
    merged = entry(value, "export_dir") or entry(value, "merge_lora") is True
    return Relation.ADAPTER if adapts and not merged else Relation.FINETUNE


def _other_models(parsed: Positioned) -> Iterator[ParentClaim]:
    for key, relation, note in _OTHER_MODELS:
        for place, raw in texts(entry(parsed.value, key), key):
            yield parent_claim(
                parsed.span(place), raw, Source.RECIPE, NAME, relation=relation, note=note
            )


def _datasets(parsed: Positioned) -> Iterator[ParentClaim]:
    """Yield each dataset once, at its first place."""
    seen = set()
    for place, raw, revision in _named_datasets(parsed.value):
        if raw not in FILE_FORMATS and raw not in seen:
            seen.add(raw)
            yield parent_claim(
                parsed.span(place),
                raw,
                Source.RECIPE,
                NAME,
                kind=Kind.DATASET,
                relation=Relation.TRAINED_ON,
                revision=revision,
            )


def _named_datasets(value: object) -> Iterator[tuple[str, str, str]]:
    for key in ("datasets", "pretraining_dataset"):
        yield from _listed(entry(value, key), key)
    yield from _listed(entry(value, "dataset_mixture", "datasets"), "dataset_mixture", "datasets")
    mixer = entry(value, "dataset_mixer")
    for name in mixer if isinstance(mixer, dict) else ():
        yield pointer("dataset_mixer", str(name)), str(name), ""
    for key in ("dataset_name", "dataset_id"):
        if text(value, key):
            yield pointer(key), text(value, key), ""
    if text(value, "data", "path"):
        yield "/data/path", text(value, "data", "path"), ""
    yield from _registered(value)


def _listed(value: object, *keys: str) -> Iterator[tuple[str, str, str]]:
    """Yield datasets given as texts or as mappings with `path` or `id`."""
    for place, raw in texts(value, *keys):
        yield place, raw, ""
    for number, row in rows(value):
        field = next((f for f in ("path", "id", "data_files") if _names(row, f)), "")
        if field:
            yield pointer(*keys, number, field), text(row, field), text(row, "revision")


def _names(row: dict[object, object], field: str) -> bool:
    return text(row, field) not in {"", *FILE_FORMATS}


def _registered(value: object) -> Iterator[tuple[str, str, str]]:
    """Yield the data of LLaMA-Factory: names of its own registry, separated by commas."""
    if entry(value, "finetuning_type") is None and entry(value, "stage") is None:
        return
    for place, raw in texts(entry(value, "dataset"), "dataset"):
        for name in raw.split(","):
            if name.strip():
                yield place, name.strip(), ""
