"""What documents of a tree state of an upstream: what says nothing of it first, then what does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from licscan.argument import why
from licscan.audit import audit
from licscan.model import Report, Resolution, Verdict
from licscan.trial import Options

BASE = "pkg:huggingface/acme/base"
LLAMA = "pkg:huggingface/meta-llama/Llama-3.1-8B"
LLAMA_LICENSE = "LicenseRef-scancode-llama-3.1-license-2024"
CARD = "---\nlicense: apache-2.0\nbase_model: acme/base\n---\n# A tune\n"


def mit(key: str = "id") -> list[dict[str, Any]]:
    return [{"license": {key: "MIT"}}]


def model(name: str, purl: str, **keys: Any) -> dict[str, Any]:
    return {"type": "machine-learning-model", "name": name, "purl": purl, **keys}


def bom(*components: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    metadata = {"component": {"type": "machine-learning-model", "name": "net"}, **keys}
    return {"bomFormat": "CycloneDX", "metadata": metadata, "components": list(components)}


def audited(folder: Path, files: Mapping[str, Any], **options: Any) -> Report:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        (folder / name).write_text(text)
    return audit(folder, Options(scancode=False, cache=False, **options))


def known(report: Report, name: str = BASE) -> Resolution:
    (found,) = [one for one in report.resolutions if one.component == name]
    return found


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            bom(model("base", BASE), tools={"components": [model("base", BASE, licenses=mit())]}),
            id="a tool that wrote the document",
        ),
        pytest.param(bom(model("base", BASE), licenses=mit()), id="the document itself"),
        pytest.param(
            bom(model("base", BASE, evidence={"licenses": mit()})), id="found by a scanner"
        ),
        pytest.param(
            bom(model("base", "pkg:huggingface/acme/base2", licenses=mit())), id="another model"
        ),
        pytest.param(
            bom({**model("base", "pkg:huggingface/datasets/acme/base", licenses=mit()),
                 "type": "data"}),
            id="data of the same name",
        ),
        pytest.param(
            {"bomFormat": "CycloneDX", "components": [model("base", BASE)],
             "services": [{"name": "base", "purl": BASE, "licenses": mit()}]},
            id="a service",
        ),
        pytest.param(
            bom(model("base", BASE, licenses=[{"license": {"name": "the vendor's own"}}])),
            id="a name that nobody knows",
        ),
        pytest.param(
            {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0",
             "packages": [{"SPDXID": "SPDXRef-b", "name": "acme/base", "filesAnalyzed": True,
                           "licenseInfoFromFiles": ["MIT"],
                           "externalRefs": [{"referenceType": "purl",
                                             "referenceLocator": BASE}]}],
             "files": [{"fileName": "./a.py", "licenseConcluded": "MIT"}]},
            id="files of the package",
        ),
    ],
)  # fmt: skip
def test_nothing_is_known_of_the_base_from(document: object, tmp_path: Path) -> None:
    report = audited(tmp_path, {"README.md": CARD, "sbom/bom.json": document})
    assert known(report).readings == ()
    assert report.verdict is Verdict.UNKNOWN


def test_a_license_of_another_revision_is_shown_and_does_not_count(tmp_path: Path) -> None:
    own = {"type": "machine-learning-model", "name": "net", "licenses": mit(),
           "pedigree": {"ancestors": [model("base", f"{BASE}@1111111")]}}  # fmt: skip
    other = bom(model("base", f"{BASE}@2222222", licenses=mit()))
    first = {"bomFormat": "CycloneDX", "metadata": {"component": own}}
    report = audited(tmp_path, {"bom.json": first, "old/bom.json": other})
    assert known(report).readings == ()
    (sighting,) = known(report).evidence
    assert (sighting.raw, sighting.note) == ("MIT", "of revision 2222222")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(bom(model("base", BASE, licenses=mit())), id="cyclonedx"),
        pytest.param(bom(model("base", f"{BASE}@abc", licenses=mit("name"))), id="revision"),
        pytest.param(
            {"spdxVersion": "SPDX-2.3", "documentDescribes": ["SPDXRef-n"],
             "packages": [{"SPDXID": "SPDXRef-n", "name": "net"},
                          {"SPDXID": "SPDXRef-b", "name": "base", "licenseDeclared": "MIT",
                           "externalRefs": [{"referenceType": "purl",
                                             "referenceLocator": BASE}]}]},
            id="spdx 2",
        ),
        pytest.param(
            {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
             "@graph": [{"type": "ai_AIPackage", "spdxId": "urn:b", "name": "base",
                         "software_packageUrl": BASE},
                        {"type": "ai_AIPackage", "spdxId": "urn:n", "name": "net"},
                        {"type": "SpdxDocument", "spdxId": "urn:s", "rootElement": ["urn:n"]},
                        {"type": "Relationship", "from": "urn:b", "to": ["urn:l"],
                         "relationshipType": "hasDeclaredLicense"},
                        {"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l",
                         "simplelicensing_licenseExpression": "MIT"}]},
            id="spdx 3",
        ),
    ],
)  # fmt: skip
def test_a_document_of_the_tree_knows_the_base_of_the_card(
    document: object, tmp_path: Path
) -> None:
    report = audited(tmp_path, {"README.md": CARD, "parts/net.sbom.json": document})
    found = known(report)
    assert found.readings == ("MIT",)
    assert found.source.startswith("parts/net.sbom.json")
    assert {sighting.span.path for sighting in found.evidence} == {"parts/net.sbom.json"}
    assert not [f for f in report.findings if f.slug == "sources-disagree"]
    assert "known from: parts/net.sbom.json" in " ".join(why(report, "acme/base").split())


def test_croissant_states_the_license_of_its_source(tmp_path: Path) -> None:
    source = {"@type": "Dataset", "name": "Trees", "url": "https://example.org/trees",
              "license": "https://creativecommons.org/licenses/by-nc/4.0/"}  # fmt: skip
    manifest = {"@type": "sc:Dataset", "license": "cc-by-4.0", "isBasedOn": source}
    report = audited(tmp_path, {"croissant.json": manifest})
    assert known(report, "https://example.org/trees").readings == ("CC-BY-NC-4.0",)
    assert report.verdict is Verdict.CONFLICT


def test_what_the_catalog_says_too_is_no_news(tmp_path: Path) -> None:
    tune = CARD.replace("acme/base", "google-bert/bert-base-uncased")
    purl = "pkg:huggingface/google-bert/bert-base-uncased"
    document = bom(model("bert", purl, licenses=[{"license": {"id": "Apache-2.0"}}]))
    report = audited(tmp_path, {"README.md": tune, "bom.json": document})
    found = known(report, purl)
    assert found.readings == ("Apache-2.0",)
    assert found.source.startswith("catalog")
    assert found.source.endswith("bom.json says no other")
    assert not [f for f in report.findings if f.slug == "sources-disagree"]


def test_a_document_does_not_clear_what_is_known_otherwise(tmp_path: Path) -> None:
    tune = CARD.replace("acme/base", "meta-llama/Llama-3.1-8B")
    document = bom(model("llama", LLAMA, licenses=mit()))
    report = audited(tmp_path, {"README.md": tune, "bom.json": document})
    assert set(known(report, LLAMA).readings) == {LLAMA_LICENSE, "MIT"}
    assert report.verdict >= Verdict.UNKNOWN
    (told,) = [f for f in report.findings if f.slug == "sources-disagree"]
    assert (told.component, told.upstream) == (".", LLAMA)
    assert (told.spans[0].path, told.spans[0].line) == ("bom.json", 17)
    assert "MIT (bom.json:17)" in told.message
    assert LLAMA_LICENSE in told.message


def test_a_tag_that_people_looked_into_is_not_right_for_being_met_again(tmp_path: Path) -> None:
    name = "amirveyseh/acronym_identification"
    purl = f"pkg:huggingface/datasets/{name}"
    card = f"---\nlicense: mit\ndatasets: [{name}]\n---\n# T\n"
    data = {"type": "data", "name": "acronyms", "purl": purl, "licenses": mit()}
    report = audited(tmp_path, {"README.md": card, "bom.json": bom(data)})
    assert known(report, purl).readings == ("CC-BY-NC-SA-4.0",)


def test_what_an_ancestor_is_made_from_stands_behind_it(tmp_path: Path) -> None:
    llama = model("llama", LLAMA)
    base = model("base", BASE, licenses=mit(), pedigree={"ancestors": [llama]})
    report = audited(tmp_path, {"README.md": CARD, "bom.json": bom(base)})
    chain = {(edge.child, edge.parent): str(edge.span) for edge in report.edges}
    assert chain[(BASE, LLAMA)].startswith("bom.json:")  # type: ignore[index]
    assert any(f.slug == "over-grant" and f.upstream == LLAMA for f in report.findings)
    assert report.verdict is Verdict.CONFLICT


def test_documents_that_disagree_with_one_another_leave_it_open(tmp_path: Path) -> None:
    one = bom(model("base", BASE, licenses=mit()))
    other = bom(model("base", BASE, licenses=[{"license": {"id": "CC-BY-NC-4.0"}}]))
    report = audited(tmp_path, {"README.md": CARD, "a/bom.json": one, "b/bom.json": other})
    assert set(known(report).readings) == {"MIT", "CC-BY-NC-4.0"}
    assert report.verdict is Verdict.UNKNOWN


def test_the_lock_beats_a_document(tmp_path: Path) -> None:
    lock = f"""schema = "licscan-lock/1"
locked = "2026-11-25"

[[upstream]]
id = "{BASE}"
kind = "model"
revision = "abc"
expression = "CC-BY-NC-4.0"
source = "the Hub"
date = "2026-11-25"
digest = "sha256:0"
"""
    document = bom(model("base", BASE, licenses=mit()))
    report = audited(tmp_path, {"README.md": CARD, "bom.json": document, "licscan.lock": lock})
    assert known(report).readings == ("CC-BY-NC-4.0",)
    assert "now: bom.json" in known(report).source


def test_a_circle_in_a_document_ends(tmp_path: Path) -> None:
    base = model("base", BASE, pedigree={"ancestors": [model("net", "pkg:huggingface/acme/n2")]})
    back = model("net", "pkg:huggingface/acme/n2", pedigree={"ancestors": [model("base", BASE)]})
    report = audited(tmp_path, {"README.md": CARD, "bom.json": bom(base, back)})
    assert [f.slug for f in report.findings if f.slug == "cycle"] == ["cycle"]
