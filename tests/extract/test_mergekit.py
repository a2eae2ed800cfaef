"""Merge recipes: YAML that is none first, then every schema of mergekit."""

from __future__ import annotations

import pytest

from licscan.extract import mergekit
from licscan.model import ComponentClaim, ParentClaim, Relation, Source
from licscan.sources.document import from_bytes


def read(text: str, path: str = "mergekit_config.yml") -> list[object]:
    return list(mergekit.extract(from_bytes(path, text.encode())))


def models(text: str, path: str = "mergekit_config.yml") -> list[tuple[str, str, object]]:
    found = [fact for fact in read(text, path) if isinstance(fact, ParentClaim)]
    return [(fact.raw, fact.revision, fact.relation) for fact in found]


NO_RECIPES = [
    ("", "mergekit_config.yml", "no bytes"),
    ("merge_method: linear\n", "mergekit_config.yml", "method without models"),
    ("models:\n  - model: org/a\n", "deploy.yaml", "models of another program"),
    ("models:\n  - name: org/a\nmerge_method: x\n", "a.yml", "models under another key"),
    ("experts: 8\nmodel: org/a\n", "train.yaml", "number of experts"),
    ("merge_method: squash\nbranch: main\n", "ci.yml", "merge of a repository"),
    ("experts:\n  - name: Ann\n    source: org/a\n", "people.yaml", "people"),
    ("# merge_method: slerp\n# models: [org/a]\n", "a.yml", "comment"),
]


@pytest.mark.parametrize(("text", "path", "why"), NO_RECIPES)
def test_no_recipe(text: str, path: str, why: str) -> None:
    assert read(text, path) == [], why


M = Relation.MERGE
RECIPES = [
    (
        "models:\n  - model: org/a\n  - model: org/b@v2\nmerge_method: linear\n",
        [("org/a", "", M), ("org/b", "v2", M)],
        "models",
    ),
    (
        "slices:\n  - sources:\n      - model: org/a\n        layer_range: [0, 8]\n"
        "  - sources:\n      - model: org/b\nmerge_method: passthrough\n",
        [("org/a", "", M), ("org/b", "", M)],
        "slices",
    ),
    (
        "base_model: org/c\nmodels:\n  - model: org/a\nmerge_method: ties\n",
        [("org/c", "", M), ("org/a", "", M)],
        "base",
    ),
    (
        "modules:\n  text:\n    models:\n      - model: org/a\n  vision:\n    slices:\n"
        "      - sources:\n          - model: org/b\nmerge_method: x\n",
        [("org/a", "", M), ("org/b", "", M)],
        "modules",
    ),
    (
        "models:\n  - model: org/a+org/lora\nmerge_method: linear\n",
        [("org/a", "", M), ("org/lora", "", M)],
        "model with a LoRA",
    ),
    (
        "models:\n  - model:\n      model: {path: org/a, revision: r}\n      lora: {path: org/l}\n"
        "merge_method: linear\n",
        [("org/a", "r", M), ("org/l", "", M)],
        "mappings",
    ),
    (
        "base_model: org/b\nexperts:\n  - source_model: org/a\n    positive_prompts: [x]\n",
        [("org/b", "", M), ("org/a", "", M)],
        "mixture of experts",
    ),
    (
        "models:\n  - model: org/a\nmerge_method: linear\ntokenizer:\n  source: org/t\n",
        [("org/a", "", M), ("org/t", "", Relation.MADE_WITH)],
        "tokenizer of another model",
    ),
    (
        "models:\n  - model: org/a\nmerge_method: linear\ntokenizer_source: union\n",
        [("org/a", "", M)],
        "tokenizer of all",
    ),
    (
        "name: one\nmodels:\n  - model: org/a\nmerge_method: linear\n---\n"
        "name: two\nmodels:\n  - model: one\n  - model: org/b\nmerge_method: ties\n",
        [("org/a", "", M), ("org/b", "", M)],
        "two stages",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), RECIPES, ids=[row[2] for row in RECIPES])
def test_recipe_names_its_models(text: str, expected: list[object], why: str) -> None:
    assert sorted(map(str, models(text))) == sorted(map(str, expected)), why


def test_a_model_is_named_once_with_its_place() -> None:
    text = "merge_method: linear\nmodels:\n  - model: org/a\n  - model: org/a\n"
    component, claim = read(text, "x/mergekit_config.yml")
    assert isinstance(component, ComponentClaim)
    assert isinstance(claim, ParentClaim)
    assert (claim.source, claim.span.line) == (Source.RECIPE, 3)
    assert claim.span.pointer == "/models/0/model"


def test_a_path_is_local() -> None:
    _, claim = read("models:\n  - model: ../mine\nmerge_method: linear\n")
    assert claim.local


def test_method_tells_a_recipe_of_another_name() -> None:
    text = "models:\n  - model: org/a\nmerge_method: linear\n"
    component, _ = read(text, "recipes/best.yaml")
    assert not component.strong
