"""Diffusers indexes: other JSON first, then base and foreign components."""

from __future__ import annotations

import json

import pytest

from licscan.extract import model_index
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation, Source
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable


def read(value: object, name: str = "model_index.json") -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(model_index.extract(from_bytes(f"pipe/{name}", data)))


@pytest.mark.parametrize("value", [{}, [], 3, None, {"unet": ["diffusers", "UNet2DModel"]}])
def test_model_index_ignores_other_json(value: object) -> None:
    assert read(value) == []


def test_model_index_claims_a_pipeline_without_parents() -> None:
    value = {
        "_class_name": "StableDiffusionPipeline",
        "safety_checker": [None, None],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "requires_safety_checker": True,
    }
    (fact,) = read(value)
    assert isinstance(fact, ComponentClaim)
    assert (fact.kind, fact.strong) == (Kind.MODEL, True)


def test_model_index_leaves_broken_json_to_the_scan() -> None:
    with pytest.raises(Unreadable):
        list(model_index.extract(from_bytes("model_index.json", b"{broken")))


@pytest.mark.parametrize(
    ("raw", "name", "local"),
    [
        pytest.param("acme/base", "acme/base", False, id="Hub id"),
        pytest.param("/home/me/sd", "/home/me/sd", True, id="absolute path"),
        pytest.param("../base", "../base", True, id="relative path"),
        pytest.param(
            "/home/ada/.cache/huggingface/hub/models--acme--base-xl/snapshots/0f1e",
            "acme/base-xl",
            False,
            id="path into the cache of the Hub",
        ),
    ],
)
def test_model_index_names_the_base(raw: str, name: str, local: bool) -> None:
    parent = read({"_class_name": "X", "_name_or_path": raw})[1]
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.local, parent.relation) == (name, local, None)
    assert (parent.source, parent.span.line) == (Source.CONFIG, 3)


def test_model_index_names_foreign_components_once() -> None:
    value = {
        "_class_name": "ModularPipeline",
        "vae": [None, None, {"repo": "acme/vae", "revision": "v2"}],
        "unet": [None, None, {"pretrained_model_name_or_path": "acme/unet"}],
        "unet_2": [None, None, {"repo": "acme/unet"}],
    }
    parents = read(value, "modular_model_index.json")[1:]
    assert [(p.raw, p.revision, p.relation) for p in parents] == [
        ("acme/vae", "v2", Relation.LOADS),
        ("acme/unet", "", Relation.LOADS),
    ]
