"""Croissant manifests: what is no license and no source of the data first, then what is."""

from __future__ import annotations

import json

import pytest

from licscan.extract import croissant
from licscan.model import (
    Basis,
    ComponentClaim,
    Declaration,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    UpstreamClaim,
)
from licscan.sources.document import from_bytes


def read(value: object) -> list[object]:
    data = json.dumps(value, indent=1).encode()
    return list(croissant.extract(from_bytes("d/croissant.json", data)))


def of(**keys: object) -> list[object]:
    return read({"@type": "sc:Dataset", "name": "birds", **keys})


def licenses(facts: list[object]) -> list[LicenseClaim]:
    return [fact for fact in facts if isinstance(fact, LicenseClaim)]


def parents(facts: list[object]) -> list[str]:
    return [fact.raw for fact in facts if isinstance(fact, ParentClaim)]


@pytest.mark.parametrize(
    "value",
    [
        [],
        [{"@type": "sc:Dataset", "license": "mit"}],
        None,
        {"license": "mit"},
        {"@type": "sc:Person", "license": "mit"},
        {"@type": ["sc:SoftwareApplication"], "license": "mit"},
        {"@type": 3, "conformsTo": None},
    ],
)
def test_croissant_ignores_what_is_no_dataset(value: object) -> None:
    assert read(value) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"license": ""},
        {"license": None},
        {"license": []},
        {"license": {"@type": "sc:CreativeWork"}},
        {"sdLicense": "mit"},
        {"sdLicence": "mit"},
        {"sc:sdLicense": "https://spdx.org/licenses/MIT"},
        {"distribution": [{"@id": "a", "license": "mit"}]},
        {"description": "Licensed under MIT", "citeAs": "MIT", "sameAs": "https://example.org"},
        {"isBasedOn": None},
        {"prov:wasDerivedFrom": {"@type": "prov:Entity"}},
        {"isBasedOn": {"@id": "raw"}, "distribution": [{"@id": "raw"}]},
        {
            "recordSet": [
                {"@id": "r", "field": [{"@id": "r/a", "prov:wasDerivedFrom": {"@id": "r"}}]}
            ]
        },
        {"recordSet": [{"field": [{"source": {"fileObject": {"@id": "https://example.org"}}}]}]},
    ],
)
def test_croissant_claims_a_dataset_and_nothing_more(keys: dict[str, object]) -> None:
    (fact,) = of(**keys)
    assert isinstance(fact, ComponentClaim)
    assert (fact.kind, fact.name) == (Kind.DATASET, "birds")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"license": "cc-by-4.0"}, [("cc-by-4.0", "", "/license")]),
        ({"sc:license": "mit"}, [("mit", "", "/sc:license")]),
        ({"license": {"@id": "https://spdx.org/licenses/MIT"}},
         [("https://spdx.org/licenses/MIT", "https://spdx.org/licenses/MIT", "/license/@id")]),
        ({"license": {"@type": "sc:CreativeWork", "name": "CC BY 4.0", "url": "https://x.org/l"}},
         [("CC BY 4.0", "https://x.org/l", "/license/name")]),
        ({"license": ["mit", {"sc:url": "https://x.org/l"}]},
         [("mit", "", "/license/0"), ("https://x.org/l", "https://x.org/l", "/license/1/sc:url")]),
    ],
)  # fmt: skip
def test_croissant_reads_licenses(keys: dict[str, object], expected: list[object]) -> None:
    claims = licenses(of(**keys))
    assert [(claim.raw, claim.link, claim.span.pointer) for claim in claims] == expected
    assert {claim.applies_to for claim in claims} == {Kind.DATASET}
    assert len({claim.group for claim in claims}) == 1
    assert bool(claims[0].group) == (len(claims) > 1)


@pytest.mark.parametrize(
    ("conforms", "type_"),
    [
        ("http://mlcommons.org/croissant/1.0", "sc:Dataset"),
        (["http://mlcommons.org/croissant/1.1"], "https://schema.org/Dataset"),
        ("http://mlcommons.org/croissant/1.0", "sc:WRONG_TYPE"),
        (None, ["Dataset", "x:Thing"]),
    ],
)
def test_croissant_knows_a_manifest_of_any_version(conforms: object, type_: object) -> None:
    facts = read({"@type": type_, "dct:conformsTo": conforms, "license": "mit"})
    assert [claim.raw for claim in licenses(facts)] == ["mit"]


def test_croissant_tells_conditions_on_use_beside_the_license() -> None:
    (claim,) = licenses(of(license="cc-by-4.0", usageInfo={"@id": "obo:DUO_0000018"}))
    assert (claim.raw, claim.note) == ("cc-by-4.0", "usageInfo: obo:DUO_0000018")


def test_croissant_takes_conditions_alone_for_no_declaration() -> None:
    (claim,) = licenses(of(usageInfo="https://example.org/terms"))
    assert (claim.raw, claim.basis) == ("https://example.org/terms", Basis.REFERENCE)


def test_croissant_reads_sources_of_all_parts_once() -> None:
    facts = of(
        isBasedOn=["https://example.org/a", {"name": "A", "url": "https://example.org/b"}],
        distribution=[{"@id": "f", "prov:wasDerivedFrom": {"@id": "https://example.org/c"}}],
        recordSet=[{"field": [{"prov:wasDerivedFrom": [{"@id": "https://example.org/a"}]}]}],
    )
    assert parents(facts) == [f"https://example.org/{letter}" for letter in "abc"]
    relations = {fact.relation for fact in facts if isinstance(fact, ParentClaim)}
    assert relations == {Relation.DERIVED_FROM}


@pytest.mark.parametrize(
    "keys",
    [
        {"rai:personalSensitiveInformation": ""},
        {"rai:personalSensitiveInformation": ["More Information Needed", None]},
        {"rai:dataBiases": "Names are mostly English.", "rai:dataSocialImpact": "Some."},
        {"description": "Contains personal data", "keywords": ["personal", "gdpr"]},
        {"@context": {"personalSensitiveInformation": "cr:personalSensitiveInformation"}},
        {"license": "mit", "sdLicense": "cc0-1.0"},
        {"usageInfo": {}},
    ],
)
def test_croissant_declares_nothing(keys: dict[str, object]) -> None:
    assert declared(of(**keys)) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"rai:personalSensitiveInformation": "Age, gender"},
         [("personal-data", "Age, gender", "/rai:personalSensitiveInformation")]),
        ({"personalSensitiveInformation": ["Age", "Gender"]},
         [("personal-data", "Age", "/personalSensitiveInformation/0"),
          ("personal-data", "Gender", "/personalSensitiveInformation/1")]),
        ({"http://mlcommons.org/croissant/RAI/dataCollectionType": "Web Scraping"},
         [("collection", "Web Scraping",
           "/http:~1~1mlcommons.org~1croissant~1RAI~1dataCollectionType")]),
        ({"cr:dataCollection": "By hand"}, [("collection", "By hand", "/cr:dataCollection")]),
        ({"rai:annotatorDemographics": "All signed a consent form"},
         [("people", "All signed a consent form", "/rai:annotatorDemographics")]),
        ({"usageInfo": {"@type": "DefinedTerm", "termCode": "DUO_0000018",
                        "url": "http://purl.obolibrary.org/obo/DUO_0000018"}},
         [("use", "http://purl.obolibrary.org/obo/DUO_0000018", "/usageInfo/url")]),
        ({"usageInfo": {"@type": "odrl:Offer", "odrl:permission": [{"odrl:action": "odrl:read"}]}},
         [("use", "@type: odrl:Offer; odrl:permission: odrl:action: odrl:read", "/usageInfo")]),
        ({"conditionsOfAccess": "On request"}, [("access", "On request", "/conditionsOfAccess")]),
        ({"recordSet": [{"@id": "r", "rai:personalSensitiveInformation": "Names"}]},
         [("personal-data", "Names", "/recordSet/0/rai:personalSensitiveInformation")]),
    ],
)  # fmt: skip
def test_croissant_declares(keys: dict[str, object], expected: list[object]) -> None:
    assert declared(of(**keys)) == expected


def declared(facts: list[object]) -> list[tuple[str, str, str]]:
    return [
        (fact.topic, fact.raw, fact.span.pointer) for fact in facts if isinstance(fact, Declaration)
    ]


@pytest.mark.parametrize("key", ["isBasedOn", "sc:isBasedOn", "prov:wasDerivedFrom"])
@pytest.mark.parametrize(
    ("license_", "expected"),
    [
        (None, []),
        ({"@type": "sc:CreativeWork"}, []),
        ("cc-by-4.0", [("cc-by-4.0", "/license")]),
        ({"name": "CC BY 4.0"}, [("CC BY 4.0", "/license/name")]),
        (["mit", "cc0-1.0"], [("mit", "/license/0"), ("cc0-1.0", "/license/1")]),
    ],
)
def test_croissant_states_licenses_of_sources_for_them_alone(
    key: str, license_: object, expected: list[tuple[str, str]]
) -> None:
    source = {"@id": "https://example.org/a", "sdLicense": "mit", "license": license_}
    facts = of(**{key: [{"@id": "https://example.org/b"}, source]})
    assert licenses(facts) == []
    stated = [fact for fact in facts if isinstance(fact, UpstreamClaim)]
    assert {fact.name for fact in stated} <= {"https://example.org/a"}
    assert [(fact.says.raw, fact.span.pointer) for fact in stated] == [
        (raw, f"/{key}/1{place}") for raw, place in expected
    ]


def test_croissant_says_what_its_sources_are_made_from() -> None:
    seeds = {"name": "Seeds", "license": "cc0-1.0"}
    trees = {"name": "Trees", "distribution": [{"isBasedOn": [seeds]}]}
    facts = of(isBasedOn=[{"name": "Woods", "prov:wasDerivedFrom": trees}])
    assert parents(facts) == ["Woods"]
    stated = [fact for fact in facts if isinstance(fact, UpstreamClaim)]
    assert [(fact.name, fact.says.raw) for fact in stated] == [
        ("Woods", "Trees"),
        ("Trees", "Seeds"),
        ("Seeds", "cc0-1.0"),
    ]
    below = "/isBasedOn/0/prov:wasDerivedFrom/distribution/0/isBasedOn/0"
    assert stated[2].span.pointer == f"{below}/license"
