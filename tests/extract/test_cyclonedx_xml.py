"""CycloneDX in XML: what is no bill first, then that it says what the same bill says in JSON."""

from __future__ import annotations

import json

import pytest

from licscan.extract import cyclonedx
from licscan.model import Fact, LicenseClaim, Span, UpstreamClaim
from licscan.sources.document import from_bytes
from licscan.sources.unreadable import Unreadable

XML = """<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.7" version="1">
  <metadata>
    <tools><components><component type="application"><name>t</name>
      <licenses><license><id>GPL-3.0-only</id></license></licenses></component></components></tools>
    <component type="machine-learning-model" bom-ref="n">
      <name>net</name>
      <licenses>
        <license acknowledgement="declared"><id>MIT</id></license>
        <license acknowledgement="concluded"><name>Ours</name>
          <text encoding="base64" content-type="text/plain">T3VyIHRlcm1zLg==</text>
          <url>https://example.org/l</url></license>
      </licenses>
      <pedigree><ancestors>
        <component type="machine-learning-model"><group>acme</group><name>base</name>
          <licenses><expression>MIT OR ISC</expression></licenses></component>
      </ancestors></pedigree>
      <modelCard><modelParameters><datasets>
        <ref>d</ref>
        <dataset><type>dataset</type><name>Birds</name>
          <contents><url>https://example.org/birds</url></contents></dataset>
      </datasets></modelParameters></modelCard>
    </component>
    <licenses><license><id>CC0-1.0</id></license></licenses>
  </metadata>
  <components>
    <component type="data" bom-ref="d"><name>Trees</name>
      <licenses><expression-detailed expression="LicenseRef-a AND MIT">
        <details license-identifier="LicenseRef-a"><text>Our terms.</text></details>
      </expression-detailed></licenses></component>
    <component type="library"><name>lib</name><purl>pkg:pypi/lib@1</purl>
      <licenses/>
      <evidence><licenses><license><id>ISC</id></license></licenses></evidence></component>
  </components>
  <services><service><name>s</name>
    <licenses><license><id>GPL-2.0-only</id></license></licenses></service></services>
</bom>
"""
JSON = {
    "bomFormat": "CycloneDX",
    "metadata": {
        "component": {
            "type": "machine-learning-model",
            "name": "net",
            "licenses": [
                {"license": {"id": "MIT", "acknowledgement": "declared"}},
                {
                    "license": {
                        "name": "Ours",
                        "acknowledgement": "concluded",
                        "url": "https://example.org/l",
                        "text": {"content": "Our terms."},
                    }
                },
            ],
            "pedigree": {
                "ancestors": [
                    {
                        "type": "machine-learning-model",
                        "group": "acme",
                        "name": "base",
                        "licenses": [{"expression": "MIT OR ISC"}],
                    }
                ]
            },
            "modelCard": {
                "modelParameters": {
                    "datasets": [
                        {"ref": "d"},
                        {"name": "Birds", "contents": {"url": "https://example.org/birds"}},
                    ]
                }
            },
        },
        "licenses": [{"license": {"id": "CC0-1.0"}}],
    },
    "components": [
        {
            "type": "data",
            "bom-ref": "d",
            "name": "Trees",
            "licenses": [
                {
                    "expression": "LicenseRef-a AND MIT",
                    "expressionDetails": [
                        {"licenseIdentifier": "LicenseRef-a", "text": {"content": "Our terms."}}
                    ],
                }
            ],
        },
        {
            "type": "library",
            "name": "lib",
            "purl": "pkg:pypi/lib@1",
            "evidence": {"licenses": [{"license": {"id": "ISC"}}]},
        },
    ],
}


def read(text: str) -> list[Fact]:
    return list(cyclonedx.extract(from_bytes("d/bom.xml", text.encode())))


def _placeless(facts: list[Fact]) -> list[Fact]:
    """The facts, each at the same place: its line is another in another form."""
    found = []
    for fact in facts:
        if isinstance(fact, UpstreamClaim):
            fact = fact._replace(says=fact.says._replace(span=Span("x")))
        else:
            fact = fact._replace(span=Span("x"))
        found.append(fact._replace(scope="x") if _is_of_the_bill(fact) else fact)
    return found


def _is_of_the_bill(fact: Fact) -> bool:
    return isinstance(fact, LicenseClaim) and fact.scope.startswith("d/")


@pytest.mark.parametrize(
    "text",
    [
        "<project><licenses><license><name>MIT</name></license></licenses></project>",
        "<bom><components><component><name>a</name></component></components></bom>",
        '<b xmlns="http://cyclonedx.org/schema/bom/1.6"><components/></b>',
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>',
        '<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>words</components></bom>',
    ],
)
def test_what_is_no_bill_or_an_empty_one(text: str) -> None:
    assert read(text) == []


def test_a_bill_with_a_document_type_is_a_gap() -> None:
    with pytest.raises(Unreadable, match="document type"):
        read('<!DOCTYPE bom [<!ENTITY a "b">]>' + XML.partition("?>")[2])


def test_a_bill_says_in_xml_what_it_says_in_json() -> None:
    same = list(cyclonedx.extract(from_bytes("d/bom.json", json.dumps(JSON).encode())))
    assert _placeless(read(XML)) == _placeless(same)


def test_places_are_those_of_the_elements() -> None:
    lines = {fact.raw: fact.span.line for fact in read(XML) if isinstance(fact, LicenseClaim)}
    assert lines == {"MIT": 9, "Ours": 10, "CC0-1.0": 24, "ISC": 33}
