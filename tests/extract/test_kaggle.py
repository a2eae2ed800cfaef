"""Kaggle metadata: what states nothing first, then each of the four files."""

from __future__ import annotations

import json

import pytest

from licscan.extract import kaggle
from licscan.model import ComponentClaim, Kind, LicenseClaim, ParentClaim, Prose, Relation
from licscan.sources.document import from_bytes


def read(name: str, value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(kaggle.extract(from_bytes(f"k/{name}-metadata.json", data)))


@pytest.mark.parametrize("name", ["dataset", "model", "model-instance", "kernel"])
@pytest.mark.parametrize("value", [[], 3, None])
def test_kaggle_ignores_other_json(name: str, value: object) -> None:
    assert read(name, value) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dataset", {"licenses": []}),
        ("dataset", {"licenses": [{"title": "x"}], "sources": "a book"}),
        ("model", {"licenseName": "", "description": "MIT"}),
        ("model-instance", {"licenseName": None, "trainingData": [], "baseModelInstance": ""}),
        ("kernel", {"dataset_sources": [], "model_sources": [""], "language": "python"}),
    ],
)
def test_kaggle_claims_a_component_and_nothing_more(name: str, value: object) -> None:
    (fact,) = read(name, value)
    assert isinstance(fact, ComponentClaim)


def test_kaggle_reads_a_dataset() -> None:
    value = {
        "title": "Birds",
        "id": "acme/birds",
        "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "Book", "path": "https://example.org"}],
    }
    component, claim, parent = read("dataset", value)
    assert (component.kind, component.name) == (Kind.DATASET, "Birds")
    assert (claim.raw, claim.group, claim.span.pointer) == ("CC0-1.0", "", "/licenses/0/name")
    assert (parent.raw, parent.relation) == ("https://example.org", Relation.DERIVED_FROM)


def test_kaggle_groups_several_licenses() -> None:
    claims = read("dataset", {"licenses": [{"name": "CC0-1.0"}, {"name": "other"}]})[1:]
    assert len({c.group for c in claims if isinstance(c, LicenseClaim)} - {""}) == 1


def test_kaggle_reads_a_model() -> None:
    component, claim, prose = read(
        "model", {"title": "Net", "licenseName": "Apache 2.0", "provenanceSources": "From a lab."}
    )
    assert (component.name, claim.raw) == ("Net", "Apache 2.0")
    assert isinstance(prose, Prose)


def test_kaggle_reads_a_model_instance() -> None:
    value = {
        "licenseName": "MIT",
        "baseModelInstance": "google/gemma/keras/gemma_2b",
        "externalBaseModelUrl": "https://huggingface.co/acme/base",
        "trainingData": ["acme/birds", "a shelf of books"],
    }
    parents = [f for f in read("model-instance", value) if isinstance(f, ParentClaim)]
    assert [(p.raw, p.kind, p.relation) for p in parents] == [
        ("https://www.kaggle.com/models/google/gemma/keras/gemma_2b", Kind.MODEL, None),
        ("https://huggingface.co/acme/base", Kind.MODEL, None),
        ("https://www.kaggle.com/datasets/acme/birds", Kind.DATASET, Relation.TRAINED_ON),
        ("a shelf of books", Kind.DATASET, Relation.TRAINED_ON),
    ]
    assert parents[0].note == "written as google/gemma/keras/gemma_2b"


def test_kaggle_reads_the_inputs_of_a_notebook() -> None:
    value = {
        "dataset_sources": ["acme/birds"],
        "model_sources": ["acme/net/pyTorch/base/1"],
        "kernel_sources": ["acme/prepare"],
        "competition_sources": ["titanic"],
    }
    component, *parents = read("kernel", value)
    assert (component.kind, component.strong) == (Kind.CODE, False)
    assert [(p.raw.removeprefix("https://www.kaggle.com/"), p.kind) for p in parents] == [
        ("datasets/acme/birds", Kind.DATASET),
        ("models/acme/net/pyTorch/base/1", Kind.MODEL),
        ("code/acme/prepare", Kind.CODE),
        ("competitions/titanic", Kind.DATASET),
    ]
    assert {p.relation for p in parents} == {Relation.LOADS}
