"""Training configurations: YAML that is none first, then bases, teachers and datasets."""

from __future__ import annotations

import pytest

from licscan.extract import training_config
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation, Source
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(text: str, name: str = "recipes/sft.yaml") -> list[object]:
    return list(training_config.extract(from_bytes(name, text.encode())))


def parents(text: str) -> list[tuple[str, Relation | None]]:
    return [(f.raw, f.relation) for f in read(text) if isinstance(f, ParentClaim)]


NOTHING = [
    ("", "no bytes"),
    ("name: ci\non: push\njobs: {}\n", "workflow"),
    ("learning_rate: 0.1\n", "no base"),
    ("# base_model: acme/x\nlearning_rate: 1\n", "comment"),
    ("train:\n  base_model: acme/x\n  lora_r: 8\n", "nested base"),
    ("base_model: acme/x\n", "base and nothing else"),
    ("base_model: acme/x\nlicense: mit\ntags: [a]\n", "card data"),
    ("base_model: acme/x\nmerge_method: slerp\nmax_steps: 1\n", "merge recipe"),
    ("base_model: acme/x\nexperts: []\nstage: 1\n", "mixture recipe"),
    ("base_model:\n  path: x\nlora_r: 8\n", "base of another shape"),
    ("base_model: ''\nlora_r: 8\n", "empty base"),
    ("checkpoint_dir: out/run1\nlearning_rate: 1\n", "checkpoints of any other trainer"),
    ("# _component_: torchtune.models.x\nmodel: {name: a}\n", "a comment on torchtune"),
    ("model:\n  _component_: torchtune.models.llama3.llama3_8b\n", "torchtune without a base"),
    ("init_from_pretrained_model: null\ntrainer: {devices: 1}\n", "NeMo from scratch"),
    ("init_from_pretrained_model: acme/x\nname: y\n", "no trainer of NeMo"),
    ("job: extension\nconfig:\n  process:\n    - type: sd_trainer\n", "AI Toolkit, no model"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in NOTHING])
def test_training_config_ignores(text: str) -> None:
    assert read(text) == []


def test_training_config_leaves_broken_yaml_to_the_scan() -> None:
    with pytest.raises(Unreadable):
        read("base_model: {broken: [\n")


def test_training_config_does_not_name_files_readers_or_evaluation_data() -> None:
    text = (
        "base_model: acme/base\nlora_r: 8\noutput_dir: ./out\nhub_model_id: acme/tuned\n"
        "datasets:\n  - path: json\n    ds_type: json\n  - 7\n"
        "test_datasets:\n  - path: acme/test\n"
    )
    assert parents(text) == [("acme/base", Relation.FINETUNE)]


CONFIGS = [
    (
        "base_model: acme/base\nadapter: qlora\ndatasets:\n  - path: acme/data\n    type: alpaca\n",
        [("acme/base", Relation.ADAPTER), ("acme/data", Relation.TRAINED_ON)],
        "axolotl adapter",
    ),
    (
        "base_model: acme/base\nadapter:\nmicro_batch_size: 2\npretraining_dataset: acme/corpus\n",
        [("acme/base", Relation.FINETUNE), ("acme/corpus", Relation.TRAINED_ON)],
        "axolotl full",
    ),
    (
        "model_name_or_path: acme/base\nstage: sft\nfinetuning_type: lora\n"
        "dataset: identity,acme\n",
        [
            ("acme/base", Relation.ADAPTER),
            ("identity", Relation.TRAINED_ON),
            ("acme", Relation.TRAINED_ON),
        ],
        "LLaMA-Factory",
    ),
    (
        "model_name_or_path: acme/base\nadapter_name_or_path: acme/lora\n"
        "finetuning_type: lora\nexport_dir: out\n",
        [("acme/base", Relation.FINETUNE), ("acme/lora", Relation.ADAPTER)],
        "LLaMA-Factory export",
    ),
    (
        "model_name_or_path: acme/base\nuse_peft: true\nlearning_rate: 1.0e-5\n"
        "dataset_mixer:\n  acme/a: 1.0\n  acme/b: 0.5\n",
        [
            ("acme/base", Relation.ADAPTER),
            ("acme/a", Relation.TRAINED_ON),
            ("acme/b", Relation.TRAINED_ON),
        ],
        "alignment-handbook mixer",
    ),
    (
        "model_name_or_path: acme/base\nmax_steps: 5\ndataset_mixture:\n  datasets:\n"
        "    - id: acme/a\n      weight: 1\n    - id: acme/a\n      split: x\n",
        [("acme/base", Relation.FINETUNE), ("acme/a", Relation.TRAINED_ON)],
        "mixture that names one dataset twice",
    ),
    (
        "model_name_or_path: acme/base\nteacher_model_name_or_path: acme/big\n"
        "dataset_name: acme/a\nmax_steps: 5\n",
        [
            ("acme/base", Relation.FINETUNE),
            ("acme/big", Relation.DISTILLED),
            ("acme/a", Relation.TRAINED_ON),
        ],
        "TRL with a teacher",
    ),
    (
        "task: llm-sft\nbase_model: acme/base\nparams:\n  peft: true\ndata:\n  path: acme/a\n",
        [("acme/base", Relation.ADAPTER), ("acme/a", Relation.TRAINED_ON)],
        "AutoTrain",
    ),
    (
        "model:\n  _component_: torchtune.models.llama3_1.lora_llama3_1_8b\n"
        "checkpointer:\n  checkpoint_dir: /tmp/Llama-3.1-8B/\n"
        "teacher_checkpointer:\n  checkpoint_dir: /tmp/big/\n"
        "tokenizer:\n  path: /tmp/Llama-3.1-8B/tokenizer.model\n"
        "dataset:\n  _component_: torchtune.datasets.instruct_dataset\n  source: acme/a\n",
        [
            ("/tmp/Llama-3.1-8B/", Relation.ADAPTER),
            ("/tmp/big/", Relation.DISTILLED),
            ("acme/a", Relation.TRAINED_ON),
        ],
        "torchtune with a teacher",
    ),
    (
        "model:\n  _component_: torchtune.models.gemma.gemma_2b\n"
        "checkpointer:\n  checkpoint_dir: /tmp/gemma\n"
        "dataset:\n  - source: json\n    data_files: a.json\n  - source: acme/b\n",
        [("/tmp/gemma", Relation.FINETUNE), ("acme/b", Relation.TRAINED_ON)],
        "torchtune with several data sets",
    ),
    (
        "init_from_pretrained_model: stt_en_conformer_ctc_large\ntrainer:\n  devices: 1\n",
        [("stt_en_conformer_ctc_large", Relation.FINETUNE)],
        "NeMo",
    ),
    (
        "trainer:\n  devices: 1\nmodel:\n  restore_from_path: base.nemo\n  peft:\n"
        "    peft_scheme: lora\n",
        [("base.nemo", Relation.ADAPTER)],
        "NeMo adapter",
    ),
    (
        "model:\n  _target_: nemo_automodel.NeMoAutoModelForCausalLM.from_pretrained\n"
        "  pretrained_model_name_or_path: acme/base\npeft:\n  dim: 8\n"
        "dataset:\n  dataset_name: acme/a\n",
        [("acme/base", Relation.ADAPTER), ("acme/a", Relation.TRAINED_ON)],
        "NeMo AutoModel",
    ),
    (
        "checkpoint_dir: checkpoints/acme/base\nlora_r: 32\ndata:\n"
        "  class_path: litgpt.data.Alpaca2k\n",
        [("checkpoints/acme/base", Relation.ADAPTER)],
        "LitGPT",
    ),
    (
        "job: extension\nconfig:\n  name: cat\n  process:\n    - type: sd_trainer\n"
        "      network:\n        type: lora\n      datasets:\n        - folder_path: /data/cat\n"
        "      model:\n        name_or_path: black-forest-labs/FLUX.1-dev\n",
        [("black-forest-labs/FLUX.1-dev", Relation.ADAPTER)],
        "AI Toolkit",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for t, e, i in CONFIGS])
def test_training_config_names_parents(text: str, expected: list[object]) -> None:
    assert parents(text) == expected


def test_training_config_states_place_revision_and_name() -> None:
    text = (
        "model_name_or_path: ../base\nmodel_revision: main\nhub_model_id: tuned\n"
        "lora_r: 4\ndatasets:\n- path: ./data/train.jsonl\n  revision: v1\n"
    )
    component, base, data = read(text)
    assert isinstance(component, ComponentClaim)
    assert (component.name, component.strong) == ("tuned", False)
    assert (base.local, base.revision, base.span.line) == (True, "main", 1)
    assert base.source is Source.RECIPE
    assert (data.kind, data.local, data.revision, data.span.line) == (Kind.DATASET, True, "v1", 6)
