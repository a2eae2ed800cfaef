"""CivitAI sidecars: what states nothing first, then permissions and base."""

from __future__ import annotations

import json

import pytest

from licscan.extract import civitai
from licscan.model import ComponentClaim, LicenseClaim, ParentClaim, Prose, Relation
from licscan.sources.document import from_bytes


def read(value: object) -> list[object]:
    return list(civitai.extract(from_bytes("loras/cat.civitai.info", json.dumps(value).encode())))


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


@pytest.mark.parametrize("nested", [True, False])
def test_civitai_tells_the_permissions_word_for_word(nested: bool) -> None:
    flags = {
        "allowNoCredit": False,
        "allowCommercialUse": ["Image", "Rent"],
        "allowDerivatives": True,
        "allowDifferentLicense": False,
    }
    (_, claim, prose) = read({"model": flags} if nested else flags)
    assert isinstance(claim, LicenseClaim)
    assert claim.raw == (
        "CivitAI permissions: allowNoCredit=false, allowCommercialUse=[Image, Rent], "
        "allowDerivatives=true, allowDifferentLicense=false"
    )
    assert claim.scope == "cat"
    assert isinstance(prose, Prose)


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
