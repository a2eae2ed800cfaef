"""`config.json`: files of other tools and hints that say nothing first, then weak parents."""

from __future__ import annotations

import json

import pytest

from licscan.extract import model_config
from licscan.model import ComponentClaim, ParentClaim, Relation, Source
from licscan.sources.document import from_bytes


def read(value: object, path: str = "net/config.json") -> list[object]:
    return list(model_config.extract(from_bytes(path, json.dumps(value).encode())))


@pytest.mark.parametrize(
    "value",
    [{}, [], None, {"name": "app", "port": 80}, {"license": "mit"}, {"architectures": []}],
)
def test_configuration_of_another_tool(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize("hint", ["", ".", None, 3, "org/net", "net", "./net", "mynet", "out/net"])
def test_hint_that_names_no_other_model(hint: object) -> None:
    (component,) = read({"model_type": "bert", "_name_or_path": hint})
    assert isinstance(component, ComponentClaim)


def test_license_is_not_read_from_a_configuration() -> None:
    (component,) = read({"model_type": "bert", "license": "mit"})
    assert isinstance(component, ComponentClaim)


def test_part_of_a_pipeline_keeps_the_path_of_the_whole() -> None:
    value = {"_class_name": "UNet2DConditionModel", "_name_or_path": "/data/pipeline/unet"}
    (component,) = read(value, "pipe/unet/config.json")
    assert not component.strong


@pytest.mark.parametrize(
    ("value", "raw", "relation"),
    [
        ({"_name_or_path": "org/base"}, "org/base", None),
        ({"_name_or_path": "bert-base-uncased"}, "bert-base-uncased", None),
        (
            {"_name_or_path": "org/base", "quantization_config": {"bits": 4}},
            "org/base",
            Relation.QUANTIZED,
        ),
    ],
)
def test_hint_names_another_model(value: dict[str, object], raw: str, relation: object) -> None:
    _, claim = read({"model_type": "bert", **value})
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.relation, claim.source) == (raw, relation, Source.CONFIG)
    assert claim.span.pointer == "/_name_or_path"


def test_path_is_local() -> None:
    _, claim = read({"model_type": "bert", "_name_or_path": "/data/base"})
    assert claim.local
