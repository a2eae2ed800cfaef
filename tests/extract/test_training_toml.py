"""Training configurations in TOML: other TOML first, then the bases that are named."""

from __future__ import annotations

import pytest

from licscan.extract import training_toml
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation, Source, Span
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(text: str) -> list[object]:
    return list(training_toml.extract(from_bytes("train.toml", text.encode())))


IGNORED = [
    ('[model]\nname = "acme/x"\n', "no trainer"),
    ('learning_rate = 1.0\n[model]\nname = "resnet"\n', "architecture"),
    ('[model]\nname = "./checkpoints/x"\n[trainer]\n', "path"),
    ('pretrained_model_name_or_path = "D:/sd/x.safetensors"\nunet_lr = 1.0\n', "file"),
    ('# base_model = "acme/x"\nlearning_rate = 1.0\n', "comment"),
    ('[project]\nname = "x"\n[tool.x]\nlr = 1\n', "a package"),
    ('learning_rate = 1.0\ndataset_name = "acme/d"\n', "data without a base"),
    ("[model]\nname = 3\n[optim]\nlr = 1.0\n", "a number"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in IGNORED])
def test_training_toml_ignores(text: str) -> None:
    assert read(text) == []


def test_training_toml_finds_the_base_of_an_adapter() -> None:
    text = (
        '[model_arguments]\npretrained_model_name_or_path = "acme/base"\n\n'
        '[network]\nnetwork_module = "networks.lora"\n'
    )
    component, parent = read(text)
    assert component == ComponentClaim(
        Span("train.toml"), Kind.MODEL, "training-toml", strong=False
    )
    assert parent == ParentClaim(
        Span("train.toml", 2),
        "acme/base",
        Source.RECIPE,
        "training-toml",
        Kind.MODEL,
        Relation.ADAPTER,
    )


def test_training_toml_finds_model_and_data() -> None:
    text = 'max_steps = 10\ndataset_name = "acme/d"\n[model]\nname = "acme/base"\n'
    facts = [fact for fact in read(text) if isinstance(fact, ParentClaim)]
    assert sorted((fact.raw, fact.relation) for fact in facts) == [
        ("acme/base", Relation.FINETUNE),
        ("acme/d", Relation.TRAINED_ON),
    ]


def test_training_toml_refuses_broken_toml() -> None:
    with pytest.raises(Unreadable):
        read('lr = 1\n[model]\nname = "acme/x\n')
