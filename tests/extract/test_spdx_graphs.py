"""SPDX 3: what states nothing of the subject first, then licenses and training data."""

from __future__ import annotations

import json

import pytest

from licscan.extract import spdx_graphs
from licscan.model import (
    ComponentClaim,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)
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
        {"type": "simplelicensing_SimpleLicensingText", "simplelicensing_licenseText": "MIT"},
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


def test_spdx_graphs_keeps_licenses_of_files_apart() -> None:
    facts = graph(link("w", "hasDeclaredLicense", "l"))
    assert licenses(facts) == [("MIT", "model.bin")]


LISTED = "https://spdx.org/licenses/"
OWN = {"type": "expandedlicensing_CustomLicense", "spdxId": "urn:LicenseRef-own",
       "name": "Our own", "simplelicensing_licenseText": "Our terms."}  # fmt: skip


def members(kind: str, *names: str) -> dict[str, object]:
    type_ = f"expandedlicensing_{kind}LicenseSet"
    return {"type": type_, "spdxId": f"urn:{kind}", "expandedlicensing_member": list(names)}


@pytest.mark.parametrize(
    ("nodes", "raw", "texts"),
    [
        ([{**OWN, "spdxId": "urn:x"}], "Our own", ("Our terms.",)),
        ([{**OWN, "type": "simplelicensing_SimpleLicensingText", "spdxId": "urn:x"}],
         "Our own", ("Our terms.",)),
        ([{"type": "simplelicensing_LicenseExpression", "spdxId": "urn:x",
           "simplelicensing_licenseExpression": "LicenseRef-own OR MIT",
           "simplelicensing_customIdToUri": [
               {"key": "LicenseRef-own", "value": "urn:LicenseRef-own"}]}, OWN],
         "LicenseRef-own OR MIT", ("Our terms.",)),
        ([members("Conjunctive", f"{LISTED}MIT", "urn:Disjunctive") | {"spdxId": "urn:x"},
          members("Disjunctive", f"{LISTED}ISC", "urn:own"), {**OWN, "spdxId": "urn:own"}],
         "MIT AND (ISC OR LicenseRef-Our-own)", ("Our terms.",)),
        ([{"type": "expandedlicensing_OrLaterOperator", "spdxId": "urn:x",
           "expandedlicensing_subjectLicense": f"{LISTED}GPL-2.0-only"}], "GPL-2.0-only+", ()),
        ([{"type": "expandedlicensing_WithAdditionOperator", "spdxId": "urn:x",
           "expandedlicensing_subjectExtendableLicense": f"{LISTED}GPL-2.0-only",
           "expandedlicensing_subjectAddition": f"{LISTED}Classpath-exception-2.0"}],
         "GPL-2.0-only WITH Classpath-exception-2.0", ()),
    ],
)  # fmt: skip
def test_spdx_graphs_reads_licenses_that_are_put_together(
    nodes: list[object], raw: str, texts: tuple[str, ...]
) -> None:
    facts = graph(link("m", "hasDeclaredLicense", "urn:x"), *nodes)
    (claim,) = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert claim.raw == raw
    assert tuple(one.text for one in claim.defined) == texts


def test_spdx_graphs_survives_sets_that_hold_one_another() -> None:
    one = members("Conjunctive", "urn:Disjunctive", "urn:Disjunctive", f"{LISTED}MIT")
    other = members("Disjunctive", "urn:Conjunctive", "urn:Conjunctive", f"{LISTED}ISC")
    facts = graph(link("m", "hasDeclaredLicense", "urn:Conjunctive"), one, other)
    (claim,) = [fact for fact in facts if isinstance(fact, LicenseClaim)]
    assert len(claim.raw) <= 2_000


def test_spdx_graphs_says_what_stands_behind_the_data() -> None:
    seeds = {"type": "dataset_DatasetPackage", "spdxId": "urn:e", "name": "Seeds"}
    facts = graph(
        seeds,
        link("m", "trainedOn", "d"),
        link("d", "descendantOf", "e"),
        link("e", "hasDeclaredLicense", "l"),
    )
    assert parents(facts) == [("Birds", Kind.DATASET, Relation.TRAINED_ON)]
    stated = [(f.name, f.says.raw) for f in facts if isinstance(f, UpstreamClaim)]
    assert stated == [("Birds", "Seeds"), ("Seeds", "MIT")]


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
    assert [(f.name, f.says.raw) for f in facts if isinstance(f, UpstreamClaim)] == [
        ("Birds", expected)
    ]


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


def test_spdx_graphs_reads_ids_with_the_prefixes_of_the_document() -> None:
    context = [CONTEXT, {"own": "urn:", "words": "https://example.org/#"}]
    nodes = [
        {**MODEL, "spdxId": "own:m"},
        {"type": "SpdxDocument", "spdxId": "own:s", "rootElement": ["urn:m"]},
        {**DATA, "name": "own:birds"},
        link("m", "trainedOn", "own:d"),
    ]
    facts = read({"@context": context, "@graph": nodes})
    assert parents(facts) == [("own:birds", Kind.DATASET, Relation.TRAINED_ON)]
