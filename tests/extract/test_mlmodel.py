"""MLflow models: what names nothing first, then sources and the card data beside them."""

from __future__ import annotations

import pytest

from licscan.extract import mlmodel
from licscan.model import ComponentClaim, Kind, LicenseClaim, ParentClaim, Relation, Source
from licscan.sources.document import from_bytes


def read(text: str, name: str = "MLmodel") -> list[object]:
    return list(mlmodel.extract(from_bytes(f"m/{name}", text.encode())))


@pytest.mark.parametrize("text", ["", "a list\n", "- 1\n", "artifact_path: model\n"])
def test_mlmodel_ignores_other_files(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("flavors:\n  sklearn:\n    pickled_model: m.pkl\n", id="scikit-learn"),
        pytest.param("flavors: broken\n", id="flavors that are a word"),
        pytest.param("flavors:\n  t:\n    source_model_name: null\n", id="no source"),
        pytest.param("flavors: {}\nmetadata:\n  license: {a: b}\n", id="license of another shape"),
    ],
)
def test_mlmodel_claims_a_model_and_nothing_more(text: str) -> None:
    (fact,) = read(text)
    assert isinstance(fact, ComponentClaim)
    assert fact.kind is Kind.MODEL


def test_mlmodel_names_the_source_once() -> None:
    text = (
        "flavors:\n"
        "  python_function:\n    source_model_name: acme/base\n"
        "  transformers:\n    source_model_name: acme/base\n    source_model_revision: abc\n"
    )
    (_, parent) = read(text)
    assert (parent.raw, parent.relation, parent.span.line) == ("acme/base", None, 3)


def test_mlmodel_knows_an_adapter_and_a_license() -> None:
    text = (
        "flavors:\n  transformers:\n    source_model_name: acme/base\n"
        "    source_model_revision: abc\n    peft_adaptor: peft\n"
        "metadata:\n  license: mit\n"
    )
    (_, parent, claim) = read(text)
    assert (parent.relation, parent.revision) == (Relation.ADAPTER, "abc")
    assert (claim.raw, claim.span.pointer) == ("mit", "/metadata/license")


def test_mlmodel_reads_the_copied_card_data() -> None:
    text = (
        "license:\n- mit\n- apache-2.0\nlicense_name: mine\n"
        "base_model: acme/base\ndatasets:\n- acme/data\n"
    )
    facts = read(text, "model_card_data.yaml")
    claims = [f for f in facts if isinstance(f, LicenseClaim)]
    assert [(c.raw, c.name) for c in claims] == [("mit", "mine"), ("apache-2.0", "mine")]
    assert len({c.group for c in claims}) == 1
    parents = [f for f in facts if isinstance(f, ParentClaim)]
    assert [(p.raw, p.kind, p.source) for p in parents] == [
        ("acme/base", Kind.MODEL, Source.CARD),
        ("acme/data", Kind.DATASET, Source.CARD),
    ]
