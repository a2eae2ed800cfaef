"""Adapter configurations: what names no base first, then bases of every form."""

from __future__ import annotations

import json

import pytest

from licscan.extract import adapter_config
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation, Source
from licscan.sources.document import Unreadable, from_bytes


def read(value: object) -> list[object]:
    text = json.dumps(value, indent=1)
    return list(adapter_config.extract(from_bytes("a/adapter_config.json", text.encode())))


@pytest.mark.parametrize("value", [{}, [], None, "x", {"adapter": "serial", "port": 3}])
def test_other_json_is_no_adapter(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "base", [None, "", "  ", "None", "null", 3, ["acme/base"], {"name": "acme/base"}]
)
def test_adapter_without_a_base(base: object) -> None:
    (component,) = read({"peft_type": "LORA", "base_model_name_or_path": base})
    assert isinstance(component, ComponentClaim)
    assert (component.kind, component.strong) == (Kind.MODEL, True)


def test_where_it_was_trained_is_no_base() -> None:
    facts = read({"peft_type": "LORA", "auto_mapping": {"parent_library": "acme/base"}})
    assert [type(fact) for fact in facts] == [ComponentClaim]


@pytest.mark.parametrize(
    ("raw", "local"),
    [("acme/base", False), ("gpt2", False), ("/srv/models/base", True), ("../base", True)],
)
def test_adapter_names_its_base(raw: str, local: bool) -> None:
    _, claim = read({"base_model_name_or_path": raw, "revision": "abc"})
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.local, claim.revision) == (raw, local, "abc")
    assert (claim.relation, claim.source) == (Relation.ADAPTER, Source.ADAPTER_CONFIG)
    assert (claim.span.line, claim.span.pointer) == (2, "/base_model_name_or_path")


def test_path_into_the_cache_is_the_model_behind_it() -> None:
    path = "/srv/cache/huggingface/hub/models--acme--base/snapshots/abc"
    _, claim = read({"base_model_name_or_path": path})
    assert (claim.raw, claim.local) == ("acme/base", False)


def test_older_adapters_name_the_model_otherwise() -> None:
    _, claim = read({"config": {"adapter": "pfeiffer"}, "model_name": "bert-base-uncased"})
    assert (claim.raw, claim.span.pointer) == ("bert-base-uncased", "/model_name")


def test_broken_json_is_told() -> None:
    with pytest.raises(Unreadable, match="line 1"):
        list(adapter_config.extract(from_bytes("adapter_config.json", b'{"peft_type": ')))
