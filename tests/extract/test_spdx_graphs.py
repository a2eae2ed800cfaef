"""SPDX 3: what states nothing of the subject first, then licenses and training data."""

from __future__ import annotations

import json

import pytest

from licscan.extract import spdx_graphs
from licscan.model import ComponentClaim, Kind, LicenseClaim, ParentClaim, Relation
from licscan.sources.document import from_bytes

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
SBOM = {"type": "software_Sbom", "spdxId": "urn:s", "rootElement": ["urn:m"]}
MODEL = {"type": "ai_AIPackage", "spdxId": "urn:m", "name": "Net"}
DATA = {"type": "dataset_DatasetPackage", "spdxId": "urn:d", "name": "Birds"}
WEIGHTS = {"type": "software_File", "spdxId": "urn:w", "name": "model.bin"}
MIT = {
    "type": "simplelicensing_LicenseExpression",
    "spdxId": "urn:l",
    "simplelicensing_licenseExpression": "MIT",
}


def read(value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(spdx_graphs.extract(from_bytes("d/x.spdx3.json", data)))


def graph(*nodes: object) -> list[object]:
    return read({"@context": CONTEXT, "@graph": [SBOM, MODEL, DATA, WEIGHTS, MIT, *nodes]})


def link(source: str, relation: str, *targets: str) -> dict[str, object]:
    return {
        "type": "Relationship",
        "from": f"urn:{source}",
        "relationshipType": relation,
        "to": [target if ":" in target else f"urn:{target}" for target in targets],
    }


def licenses(facts: list[object]) -> list[tuple[str, str]]:
    return [(fact.raw, fact.scope) for fact in facts if isinstance(fact, LicenseClaim)]


def parents(facts: list[object]) -> list[tuple[str, Kind, Relation | None]]:
    return [(f.raw, f.kind, f.relation) for f in facts if isinstance(f, ParentClaim)]


@pytest.mark.parametrize(
    "value",
    [[], None, {}, {"@graph": [MODEL]}, {"@context": "https://schema.org/", "@graph": [MODEL]}],
)
def test_spdx_graphs_ignores_other_json(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "node",
    [
        "words",
        {"type": "SpdxDocument", "dataLicense": "urn:l"},
        link("w", "hasDeclaredLicense", "l"),
        link("m", "hasDeclaredLicense", "https://spdx.org/rdf/3.0.1/terms/Licensing/"
             "NoAssertionLicense"),
        link("m", "dependsOn", "d"),
        link("m", "hasVariant", "d"),
        link("d", "trainedOn", "m"),
        link("m", "trainedOn", "gone"),
        link("w", "trainedOn", "d"),
        link("m", "descendantOf", "m"),
    ],
)  # fmt: skip
def test_spdx_graphs_finds_a_model_and_nothing_more(node: object) -> None:
    (fact,) = graph(node)
    assert isinstance(fact, ComponentClaim)
    assert (fact.kind, fact.name) == (Kind.MODEL, "Net")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("l", "MIT"),
        ("https://spdx.org/licenses/Apache-2.0", "Apache-2.0"),
        ("https://spdx.org/rdf/3.0.1/terms/Licensing/NoneLicense", "NONE"),
    ],
)
def test_spdx_graphs_reads_licenses_by_relationship(target: str, expected: str) -> None:
    facts = graph(
        link("m", "hasDeclaredLicense", target),
        link("m", "hasConcludedLicense", target),
        link("d", "hasConcludedLicense", target),
    )
    assert licenses(facts) == [(expected, ""), (expected, "Birds")]


@pytest.mark.parametrize(
    ("node", "relation"),
    [
        (link("m", "trainedOn", "d"), Relation.TRAINED_ON),
        (link("m", "testedOn", "d"), Relation.EVALUATED_ON),
        (link("m", "finetunedOn", "d"), Relation.TRAINED_ON),
        (link("m", "descendantOf", "d"), Relation.DERIVED_FROM),
        (link("d", "ancestorOf", "m"), Relation.DERIVED_FROM),
    ],
)
def test_spdx_graphs_reads_lineage(node: dict[str, object], relation: Relation) -> None:
    assert parents(graph(node)) == [("Birds", Kind.DATASET, relation)]


def test_spdx_graphs_follows_files_to_their_packages() -> None:
    split = {"type": "software_File", "spdxId": "urn:t", "name": "train.txt"}
    facts = graph(
        split,
        link("m", "contains", "w"),
        link("d", "contains", "t"),
        link("w", "trainedOn", "t"),
    )
    assert parents(facts) == [("Birds", Kind.DATASET, Relation.TRAINED_ON)]


def test_spdx_graphs_survives_packages_that_contain_each_other() -> None:
    facts = graph(
        link("w", "contains", "t"), link("t", "contains", "w"), link("w", "trainedOn", "t")
    )
    assert parents(facts) == []


def test_spdx_graphs_takes_splits_of_one_dataset_for_no_disagreement() -> None:
    facts = graph(link("m", "testedOn", "d"), link("m", "trainedOn", "d"))
    assert parents(facts) == [("Birds", Kind.DATASET, Relation.TRAINED_ON)]
