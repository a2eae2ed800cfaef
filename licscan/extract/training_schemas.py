"""Training configurations whose base stands deeper down: torchtune, NeMo, LitGPT, AI Toolkit.

Sources: pytorch/torchtune `recipes/configs`, NVIDIA/NeMo `docs/source/core/exp_manager.rst`
(`init_from_*`) and NVIDIA-NeMo/Automodel, Lightning-AI/litgpt `config_hub`, ostris/ai-toolkit
`config/examples`. Checkpoints are folders there more often than names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from licscan.extract.loaders import FILE_FORMATS
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import Kind, Relation

SMELL = re.compile(
    rb"_component_:[ \t]*torchtune\.|^init_from_(?:nemo|pretrained)_model[ \t]*:"
    rb"|^[ \t]+restore_from_path[ \t]*:"
    rb"|_target_:[ \t]*nemo_automodel\.|class_path:[ \t]*litgpt\.|^checkpoint_dir[ \t]*:"
    rb"|type:[ \t]*['\"]?(?:sd_trainer|diffusion_trainer)\b",
    re.MULTILINE,
)
"""What shows that a file may be one of these."""


class Use(NamedTuple):
    """A parent that a configuration names."""

    place: str
    raw: str
    relation: Relation
    kind: Kind = Kind.MODEL
    note: str = ""


def uses(value: object) -> tuple[Use, ...]:
    """Return the parents that a configuration of one of these trainers names; else nothing."""
    for schema in (_torchtune, _nemo, _automodel, _litgpt, _ai_toolkit):
        if found := tuple(schema(value)):
            return found
    return ()


def _torchtune(value: object) -> Iterator[Use]:
    model = text(value, "model", "_component_")
    if not model.startswith("torchtune."):
        return
    adapts = re.search(r"\.q?lora_", model)
    for key, relation, note in (
        ("checkpointer", Relation.ADAPTER if adapts else Relation.FINETUNE, ""),
        ("teacher_checkpointer", Relation.DISTILLED, "teacher"),
        ("reward_and_value_checkpointer", Relation.MADE_WITH, "reward model"),
    ):
        if raw := text(value, key, "checkpoint_dir"):
            yield Use(pointer(key, "checkpoint_dir"), raw, relation, note=note)
    data = entry(value, "dataset")
    yield from _data(text(data, "source"), pointer("dataset", "source"))
    for number, row in rows(data):
        yield from _data(text(row, "source"), pointer("dataset", number, "source"))


def _data(raw: str, place: str) -> Iterator[Use]:
    if raw and raw not in FILE_FORMATS:
        yield Use(place, raw, Relation.TRAINED_ON, Kind.DATASET)


def _nemo(value: object) -> Iterator[Use]:
    if not (isinstance(value, dict) and isinstance(value.get("trainer"), dict)):
        return
    for keys in (("init_from_pretrained_model",), ("init_from_nemo_model",)):
        if raw := text(value, *keys):
            yield Use(pointer(*keys), raw, Relation.FINETUNE)
    if raw := text(value, "model", "restore_from_path"):
        adapts = entry(value, "model", "peft", "peft_scheme")
        relation = Relation.ADAPTER if adapts else Relation.FINETUNE
        yield Use("/model/restore_from_path", raw, relation)


def _automodel(value: object) -> Iterator[Use]:
    model = entry(value, "model")
    raw = text(model, "pretrained_model_name_or_path")
    if not raw or not text(model, "_target_").startswith("nemo_automodel."):
        return
    relation = Relation.ADAPTER if entry(value, "peft") else Relation.FINETUNE
    yield Use("/model/pretrained_model_name_or_path", raw, relation)
    for key in ("dataset_name", "path_or_dataset", "path_or_dataset_id"):
        yield from _data(text(value, "dataset", key), pointer("dataset", key))


def _litgpt(value: object) -> Iterator[Use]:
    raw = text(value, "checkpoint_dir")
    if raw and text(value, "data", "class_path").startswith("litgpt."):
        adapts = entry(value, "lora_r") is not None
        yield Use("/checkpoint_dir", raw, Relation.ADAPTER if adapts else Relation.FINETUNE)


def _ai_toolkit(value: object) -> Iterator[Use]:
    for number, row in rows(entry(value, "config", "process")):
        raw = text(row, "model", "name_or_path")
        if raw and text(row, "type").endswith("_trainer"):
            adapts = text(row, "network", "type").lower() in ("lora", "lokr")
            relation = Relation.ADAPTER if adapts else Relation.FINETUNE
            yield Use(pointer("config", "process", number, "model", "name_or_path"), raw, relation)
