"""DVC files: those that state nothing first, then the convention and imports."""

from __future__ import annotations

import pytest

from licscan.extract import dvc
from licscan.model import ComponentClaim, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes


def read(text: str, name: str = "data/x.dvc") -> list[object]:
    return list(dvc.extract(from_bytes(name, text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no bytes"),
        pytest.param("outs:\n- md5: 0f\n  path: x\n  desc: under MIT\n", id="plain output"),
        pytest.param("deps:\n- path: src/a.py\n- path: data\nouts: []\n", id="own dependency"),
        pytest.param("stages:\n  a:\n    cmd: license\n    deps: [x]\n", id="stages"),
        pytest.param("outs:\n- path: x\n  meta: free text\n", id="meta of another shape"),
        pytest.param(
            "stages:\n  a:\n    outs:\n    - net.pt\n    - x.csv:\n        cache: false\n"
            "    - y: 3\n    metrics:\n    - m.json:\n        meta:\n          license: mit\n",
            id="outputs of stages",
        ),
        pytest.param("stages: [1]\n", id="stages of another shape"),
        pytest.param("outs: 3\nartifacts: [1]\ndeps: x\n", id="wrong types"),
    ],
)
def test_dvc_states_nothing(text: str) -> None:
    assert read(text) == []


def test_dvc_reads_licenses_of_artifacts_and_outputs() -> None:
    text = (
        "artifacts:\n  net:\n    path: model.pkl\n    type: model\n    meta:\n      license: mit\n"
        "outs:\n- path: data.csv\n  type: dataset\n  meta:\n    license: [odbl, cc-by-4.0]\n"
        "meta:\n  license: apache-2.0\n"
    )
    facts = read(text, "dvc.yaml")
    claims = [f for f in facts if isinstance(f, LicenseClaim)]
    assert [(c.raw, c.scope, c.applies_to) for c in claims] == [
        ("apache-2.0", "", None),
        ("mit", "model.pkl", Kind.MODEL),
        ("odbl", "data.csv", Kind.DATASET),
        ("cc-by-4.0", "data.csv", Kind.DATASET),
    ]
    assert claims[2].group == claims[3].group != ""
    kinds = [f.kind for f in facts if isinstance(f, ComponentClaim)]
    assert kinds == [Kind.MODEL, Kind.DATASET]


@pytest.mark.parametrize(
    ("text", "raw", "revision"),
    [
        pytest.param(
            "deps:\n- path: data/x\n  repo:\n    url: https://example.org/r\n    rev_lock: abc\n",
            "https://example.org/r",
            "abc",
            id="import",
        ),
        pytest.param(
            "deps:\n- path: https://example.org/x.csv\n",
            "https://example.org/x.csv",
            "",
            id="import by address",
        ),
    ],
)
def test_dvc_names_what_was_imported(text: str, raw: str, revision: str) -> None:
    (parent,) = read(text)
    assert isinstance(parent, ParentClaim)
    assert (parent.raw, parent.revision, parent.kind) == (raw, revision, Kind.DATASET)
    assert (parent.relation, parent.local) == (Relation.CONTAINS, False)


def test_dvc_reads_what_is_noted_beside_the_outputs_of_a_stage() -> None:
    text = (
        "stages:\n  train:\n    cmd: python train.py\n    deps:\n    - src\n"
        "    - https://example.org/raw.csv\n    - remote://store/x\n    outs:\n"
        "    - net.pt:\n        type: model\n        meta:\n          license: mit\n"
    )
    component, claim, parent = read(text, "dvc.yaml")
    assert isinstance(component, ComponentClaim)
    assert isinstance(claim, LicenseClaim)
    assert isinstance(parent, ParentClaim)
    assert (claim.raw, claim.scope, claim.span.line) == ("mit", "net.pt", 12)
    assert (parent.raw, parent.kind, parent.relation) == (
        "https://example.org/raw.csv",
        Kind.DATASET,
        None,
    )
