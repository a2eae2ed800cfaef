"""CivitAI sidecars: what states nothing first, then permissions and base."""

from __future__ import annotations

import json

import pytest

from licscan.extract import civitai
from licscan.model import ComponentClaim, Gap, LicenseClaim, ParentClaim, Prose, Relation
from licscan.sources.document import from_bytes

FLAGS = {
    "allowNoCredit": False,
    "allowCommercialUse": ["Image", "Rent"],
    "allowDerivatives": True,
    "allowDifferentLicense": False,
}


def read(value: object, name: str = "cat.civitai.info") -> list[object]:
    return list(civitai.extract(from_bytes(f"loras/{name}", json.dumps(value).encode())))


@pytest.mark.parametrize("value", [[], 3, None, "x"])
def test_civitai_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"model": {"name": "Cat", "type": "LORA"}},
        {"model": {"allowNoCredit": None}, "baseModel": ""},
        {"model": "Cat", "trainedWords": ["license"]},
    ],
)
def test_civitai_claims_a_model_and_nothing_more(value: object) -> None:
    (fact,) = read(value)
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "a dataset", "license": "mit"},
        {"base_model": "gpt2", "name": "of another tool"},
        {"baseModel": "SDXL 1.0"},
        {"civitai": None, "base_model": "SDXL 1.0"},
        {"model": {"name": "Cat"}},
    ],
)
@pytest.mark.parametrize("name", ["cat.metadata.json", "cat.cm-info.json", "cat.api_info.json"])
def test_civitai_leaves_what_other_tools_keep_under_such_names(value: object, name: str) -> None:
    assert read(value, name) == []


def test_civitai_does_not_choose_between_the_bases_of_several_versions() -> None:
    page = {"type": "LORA", "modelVersions": [{"baseModel": "SDXL 1.0"}, {"baseModel": "Pony"}]}
    (_, gap) = read(page)
    assert isinstance(gap, Gap)
    assert gap.span.pointer == "/modelVersions"


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("cat.civitai.info", {"model": FLAGS}, "/model/allowNoCredit"),
        ("cat.civitai.info", FLAGS, "/allowNoCredit"),
        ("cat.api_info.json", {"name": "Cat", "modelVersions": [], **FLAGS}, "/allowNoCredit"),
        ("cat.metadata.json", {"civitai": {"model": FLAGS}}, "/civitai/model/allowNoCredit"),
    ],
)
def test_civitai_tells_the_permissions_word_for_word(name: str, value: object, place: str) -> None:
    (_, claim, prose) = read(value, name)
    assert isinstance(claim, LicenseClaim)
    assert claim.span.pointer == place
    assert claim.raw == (
        "CivitAI permissions: allowNoCredit=false, allowCommercialUse=[Image, Rent], "
        "allowDerivatives=true, allowDifferentLicense=false"
    )
    assert isinstance(prose, Prose)


def test_civitai_tells_a_flag_that_is_missing_from_one_that_is_off() -> None:
    (_, claim, _) = read(
        {"allowNoCredit": True, "allowCommercialUse": [], "allowDerivatives": None}
    )
    assert isinstance(claim, LicenseClaim)
    assert claim.raw == "CivitAI permissions: allowNoCredit=true, allowCommercialUse=[]"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cat.civitai.info", {"baseModel": "SDXL 1.0", "model": {"type": "LORA"}}),
        ("cat.cm-info.json", {"ModelId": 1, "BaseModel": "SDXL 1.0", "ModelType": "LORA"}),
        ("cat.metadata.json", {"base_model": "SDXL 1.0", "civitai": {"model": {"type": "LORA"}}}),
        ("cat.api_info.json", {"type": "LORA", "modelVersions": [{"baseModel": "SDXL 1.0"}] * 2}),
    ],
)
def test_civitai_finds_the_base_in_each_form(name: str, value: object) -> None:
    parent = read(value, name)[-1]
    assert isinstance(parent, ParentClaim)
    assert parent.raw == "stabilityai/stable-diffusion-xl-base-1.0"
    assert parent.relation is Relation.ADAPTER


@pytest.mark.parametrize(
    ("base", "kind", "raw", "relation"),
    [
        ("Flux.1 D", "LORA", "black-forest-labs/FLUX.1-dev", Relation.ADAPTER),
        ("SDXL 1.0", "Checkpoint", "stabilityai/stable-diffusion-xl-base-1.0", None),
        ("Something New", "LoCon", "Something New", Relation.ADAPTER),
    ],
)
def test_civitai_names_the_base(base: str, kind: str, raw: str, relation: object) -> None:
    (_, parent) = read({"baseModel": base, "model": {"type": kind}})
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.relation) == (raw, relation)
    assert base in parent.note


def test_civitai_tells_the_base_with_the_permissions() -> None:
    (_, claim, _, _) = read({"baseModel": "Flux.1 D", "model": {"allowNoCredit": True}})
    assert isinstance(claim, LicenseClaim)
    assert claim.raw == "CivitAI permissions: allowNoCredit=true, baseModel=Flux.1 D"


def test_civitai_tells_no_base_with_the_permissions_where_the_versions_differ() -> None:
    versions = [{"baseModel": "SDXL 1.0"}, {"baseModel": "Pony"}]
    (_, claim, *_) = read({"allowNoCredit": True, "modelVersions": versions})
    assert isinstance(claim, LicenseClaim)
    assert claim.raw == "CivitAI permissions: allowNoCredit=true"
