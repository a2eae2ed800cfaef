"""Model descriptions of collections: files of the same name first, then each collection."""

from __future__ import annotations

import pytest

from licscan.extract import model_zoo
from licscan.model import Basis, ComponentClaim, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes


def read(name: str, text: str) -> list[object]:
    return list(model_zoo.extract(from_bytes(f"models/x/{name}", text.encode())))


LINK = "https://example.org/LICENSE"
OTHERS = [
    ("model.yml", "", "no bytes"),
    ("model.yml", f"license: {LINK}\n", "no task type"),
    ("info.yaml", "license: mit\nname: x\n", "info of another program"),
    ("rdf.yaml", "license: mit\ntype: model\n", "no format version"),
    ("rdf.yaml", "format_version: 0.3\ntype: collection\nlicense: mit\n", "a collection"),
    ("metadata.yaml", "license: mit\nname: charm\n", "metadata of another program"),
    ("metadata.yaml", "- license\n", "a list"),
]


@pytest.mark.parametrize(("name", "text"), [pytest.param(n, t, id=i) for n, t, i in OTHERS])
def test_model_zoo_ignores(name: str, text: str) -> None:
    assert read(name, text) == []


def test_model_zoo_claims_a_model_without_a_license() -> None:
    (fact,) = read("model.yml", "description: licensed\ntask_type: detection\n")
    assert isinstance(fact, ComponentClaim)


@pytest.mark.parametrize("name", ["model.yml", "composite-model.yml"])
def test_model_zoo_reads_openvino(name: str) -> None:
    (_, claim) = read(name, f"task_type: detection\nlicense: {LINK}\n")
    assert (claim.raw, claim.link, claim.basis) == (LINK, LINK, Basis.REFERENCE)
    assert claim.span.line == 2


QUALCOMM = [
    (f"license: {LINK}", [("mit", LINK)], "type and address"),
    (f"license: h{LINK}", [("mit", f"h{LINK}")], "misspelt address"),
    (f"license: {LINK} {LINK}2", [("mit", LINK), (f"{LINK}2", f"{LINK}2")], "two addresses"),
    ("license: BSD-3-Clause", [("mit", ""), ("BSD-3-Clause", "")], "two words that differ"),
    ("status: public", [("mit", "")], "type only"),
    (
        "deploy_license_type: ai-hub",
        [("mit", ""), ("ai-hub", "")],
        "terms of the deployable asset",
    ),
]


@pytest.mark.parametrize(("line", "expected"), [pytest.param(x, e, id=i) for x, e, i in QUALCOMM])
def test_model_zoo_reads_qualcomm(line: str, expected: list[object]) -> None:
    facts = read("info.yaml", f"name: Net\nlicense_type: mit\n{line}\n")
    assert facts[0].name == "Net"
    claims = [f for f in facts if isinstance(f, LicenseClaim)]
    assert [(c.raw, c.link) for c in claims] == expected


def test_model_zoo_reads_bioimage() -> None:
    text = (
        "format_version: 0.4.9\ntype: model\nname: Cells\nlicense: CC-BY-4.0\n"
        "parent:\n  id: 10.5281/zenodo.1\ntraining_data:\n  id: 10.5281/zenodo.2\n"
    )
    assert len(read("cells.rdf.yaml", text)) == 4
    component, claim, parent, data = read("rdf.yaml", text)
    assert (component.kind, component.name, claim.raw) == (Kind.MODEL, "Cells", "CC-BY-4.0")
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.relation) == ("10.5281/zenodo.1", None)
    assert (data.raw, data.kind, data.relation) == (
        "10.5281/zenodo.2",
        Kind.DATASET,
        Relation.TRAINED_ON,
    )


def test_model_zoo_reads_a_bioimage_dataset() -> None:
    text = "format_version: 0.3.0\ntype: dataset\nname: D\nlicense: CC0-1.0\n"
    assert read("bioimageio.yaml", text)[0].kind is Kind.DATASET


def test_model_zoo_reads_ultralytics() -> None:
    text = "author: A\nlicense: AGPL-3.0 License (https://example.org)\nstride: 32\ntask: detect\n"
    (_, claim) = read("metadata.yaml", text)
    assert (claim.raw, claim.basis) == (
        "AGPL-3.0 License (https://example.org)",
        Basis.DECLARED,
    )
