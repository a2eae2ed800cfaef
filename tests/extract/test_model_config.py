"""`config.json`: files of other tools and hints that say nothing first, then weak parents."""

from __future__ import annotations

import json

import pytest

from licscan.extract import model_config
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation, Source
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


@pytest.mark.parametrize(
    "value",
    [
        {"name": "app"},
        {"quantization_config": {"bits": 4, "dataset": ["a text", "another"]}},
        {"quantization_config": {"bits": 4, "dataset": None, "tokenizer": "org/base"}},
    ],
)
def test_quantization_without_named_data_names_no_parent(value: object) -> None:
    assert not [f for f in read(value) if isinstance(f, ParentClaim) and f.raw]


@pytest.mark.parametrize("hint", [None, "", "net", "out/net", "/home/me/net-4bit", "model"])
def test_gptq_hint_that_names_no_other_model(hint: object) -> None:
    component, claim = read({"bits": 4, "model_name_or_path": hint}, "net/quantize_config.json")
    assert isinstance(component, ComponentClaim)
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.relation) == ("", Relation.QUANTIZED)


@pytest.mark.parametrize("method", ["bitsandbytes", "fp8", "mxfp4"])
def test_form_in_which_models_are_trained_is_no_quantization(method: str) -> None:
    value = {"_name_or_path": "acme/Llama-3.1-8B", "quantization_config": {"quant_method": method}}
    _, claim = read(value)
    assert isinstance(claim, ParentClaim)
    assert claim.relation is None


def test_quantization_says_what_was_done_with_a_base_that_it_does_not_name() -> None:
    value = {"model_type": "llama", "quantization_config": {"quant_method": "awq", "bits": 4}}
    _, claim = read(value)
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.source, claim.relation) == ("", Source.WEIGHTS, Relation.QUANTIZED)


def test_gptq_file_of_another_tool() -> None:
    assert read({"model_name_or_path": "org/base"}, "quantize_config.json") == []


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
    _, claim, *_ = read({"model_type": "bert", **value})
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.relation, claim.source) == (raw, relation, Source.CONFIG)
    assert claim.span.pointer == "/_name_or_path"


def test_path_is_local() -> None:
    _, claim = read({"model_type": "bert", "_name_or_path": "/data/base"})
    assert claim.local


def test_gptq_names_the_model_that_was_quantized() -> None:
    value = {"bits": 4, "model_name_or_path": "acme/Llama-3.1-8B", "dataset": "c4"}
    _, base, data = read(value, "net/quantize_config.json")
    assert isinstance(base, ParentClaim)
    assert isinstance(data, ParentClaim)
    assert (base.raw, base.relation) == ("acme/Llama-3.1-8B", Relation.QUANTIZED)
    assert (data.raw, data.kind, data.relation) == ("c4", Kind.DATASET, Relation.MADE_WITH)


@pytest.mark.parametrize("name", ["config.json", "openvino_config.json"])
def test_calibration_data_is_not_training_data(name: str) -> None:
    value = {"quantization_config": {"bits": 4, "dataset": "wikitext2"}}
    data = read(value, f"net/{name}")[-1]
    assert isinstance(data, ParentClaim)
    assert (data.raw, data.relation) == ("wikitext2", Relation.MADE_WITH)
    assert data.span.pointer == "/quantization_config/dataset"
