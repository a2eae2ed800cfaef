"""OCI packagings of models: other blobs and JSON first, then configurations and Kitfiles."""

from __future__ import annotations

import json

import pytest

from licscan.extract import modelpack
from licscan.model import ComponentClaim, Kind, LicenseClaim, LicenseText, ParentClaim, Relation
from licscan.sources.document import from_bytes

BLOB = "store/blobs/sha256/" + "a" * 64


def read(data: bytes, path: str = BLOB) -> list[object]:
    return list(modelpack.extract(from_bytes(path, data)))


def config(**descriptor: object) -> bytes:
    return json.dumps({"descriptor": descriptor, "modelfs": {"type": "layers"}}).encode()


OTHERS = [
    (b"", "no bytes"),
    (b"\x1f\x8b\x08 \x00 descriptor modelfs", "layer"),
    (b'{"schemaVersion": 2, "layers": []}', "manifest"),
    (b'{"descriptor": {"licenses": ["mit"]}}', "descriptor of something else"),
    (b'{"descriptor": 3, "modelfs": {}}', "descriptor of another shape"),
    (b"GGUF" + b"\0" * 2_000_000, "weights"),
    (b"You are a helpful assistant.\n", "system prompt"),
    (b"{{ .System }} Answer under the license of the user. {{ .Prompt }}", "template"),
    (b"license\0", "bytes that hold the word"),
    (b'{"config": {"Cmd": ["sh"]}, "rootfs": {"type": "layers"}}', "configuration of an image"),
    (b'{"config": {"format": "x"}, "rootfs": {}, "descriptor": []}', "another shape"),
]


@pytest.mark.parametrize("data", [pytest.param(d, id=i) for d, i in OTHERS])
def test_modelpack_ignores(data: bytes) -> None:
    assert read(data) == []


def test_modelpack_claims_a_model_without_a_license() -> None:
    (fact,) = read(config(name="net", licenses=[], sourceURL="https://example.org"))
    assert isinstance(fact, ComponentClaim)
    assert fact.name == "net"


def test_modelpack_reads_licenses_and_datasets() -> None:
    data = config(licenses=["MIT", "CC-BY-4.0"], datasetsURL=["https://example.org/data"])
    _, first, second, dataset = read(data, "modelpack.json")
    assert isinstance(first, LicenseClaim)
    assert [first.raw, second.raw] == ["MIT", "CC-BY-4.0"]
    assert first.group == second.group != ""
    assert isinstance(dataset, ParentClaim)
    assert (dataset.kind, dataset.relation) == (Kind.DATASET, Relation.TRAINED_ON)


def test_docker_configuration_claims_a_model() -> None:
    value = {
        "config": {"format": "gguf", "parameters": "8 B"},
        "descriptor": {"created": "2025-01-01"},
        "rootfs": {"type": "rootfs", "diff_ids": []},
    }
    (fact,) = read(json.dumps(value).encode())
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize("name", ["m/blobs/sha256/0f", "models/blobs/sha256-0f"])
def test_license_layer_is_a_text_still_to_be_identified(name: str) -> None:
    (fact,) = read(b"MIT License\n\nPermission is hereby granted\n", name)
    assert isinstance(fact, LicenseText)
    assert (fact.span.line, fact.named) == (1, False)


@pytest.mark.parametrize("text", ["", "model:\n  license: mit\n", "- 1\n"])
def test_modelpack_ignores_files_that_are_no_kitfile(text: str) -> None:
    assert read(text.encode(), "Kitfile") == []


def test_modelpack_reads_a_kitfile() -> None:
    text = (
        "manifestVersion: 1.0.0\npackage:\n  name: net\n  license: Apache-2.0\n"
        "model:\n  name: net\n  path: ./model.gguf\n  license: llama3.1\n"
        "  parts:\n  - path: lora\n    license: mit\n"
        "datasets:\n- path: data/train.csv\n  license: ODbL-1.0\n"
        "code:\n- path: .\n  license: MIT\n"
    )
    component, *claims = read(text.encode(), "Kitfile")
    assert (component.kind, component.name) == (Kind.MODEL, "net")
    assert [(c.raw, c.applies_to, c.scope) for c in claims] == [
        ("Apache-2.0", None, ""),
        ("llama3.1", Kind.MODEL, "model.gguf"),
        ("mit", Kind.MODEL, "lora"),
        ("MIT", Kind.CODE, ""),
        ("ODbL-1.0", Kind.DATASET, "data/train.csv"),
    ]


def test_modelpack_names_the_model_that_a_kitfile_builds_on() -> None:
    text = "manifestVersion: 1.0.0\nmodel:\n  path: registry.example.org/acme/net:7b\n"
    (_, parent) = read(text.encode(), "Kitfile")
    assert (parent.raw, parent.relation) == (
        "registry.example.org/acme/net:7b",
        Relation.CONTAINS,
    )
