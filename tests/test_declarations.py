"""What is declared of privacy and consent is told with its place, and judges nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.model import Report
from licscan.report import View, reporter
from tests.repositories import write

DATA = "---\nlicense: {license}\ntask_categories: [summarization]\n{more}---\n# Voices\n{body}"
MANIFEST: dict[str, object] = {"@type": "sc:Dataset", "name": "voices", "license": "cc-by-nc-4.0"}
PROVENANCE: dict[str, object] = {
    "source": {"title": "voices"},
    "provenance": {"origin-geography": [{"country": "DE"}]},
    "use": {"license": "cc-by-4.0"},
}
USE = {"license": "cc-by-4.0", "consents": ["c.pdf"], "classification": [{"evaluated": False}]}
MODEL = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n{more}---\n# m\n"


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(name, one.topic, str(one.span)) for name, one in report.declarations]


@pytest.mark.parametrize(
    ("name", "silent", "declaring"),
    [
        ("README.md", DATA.format(license="mit", more="", body="\n"),
         DATA.format(license="mit", more="tags: [pii]\ngated: manual\n",
                     body="## Privacy\nNames of people, for research only.\n")),
        ("README.md", MODEL.format(more=""),
         MODEL.format(more="extra_gated_eu_disallowed: true\ntags: [not-for-all-audiences]\n")),
        ("croissant.json", json.dumps(MANIFEST),
         json.dumps({**MANIFEST, "rai:personalSensitiveInformation": "Names",
                     "rai:dataUseCases": "Research only"})),
        ("provenance.json", json.dumps(PROVENANCE), json.dumps({**PROVENANCE, "use": USE})),
    ],
)  # fmt: skip
def test_what_is_declared_changes_no_verdict(
    name: str, silent: str, declaring: str, tmp_path: Path
) -> None:
    write(tmp_path / "silent", {name: silent})
    write(tmp_path / "declaring", {name: declaring})
    before, after = audit(tmp_path / "silent"), audit(tmp_path / "declaring")
    assert [one.verdict for one in before.judged] == [one.verdict for one in after.judged]
    assert [one.duties for one in before.judged] == [one.duties for one in after.judged]
    codes = [[(one.code, one.verdict) for one in report.findings] for report in (before, after)]
    assert codes[0] == codes[1]
    assert len(after.declarations) > len(before.declarations)


def test_a_declaration_belongs_to_its_component(tmp_path: Path) -> None:
    inner = DATA.format(license="mit", more="gated: auto\n", body="")
    write(tmp_path, {"README.md": MODEL.format(more=""), "data/README.md": inner})
    assert told(audit(tmp_path)) == [("data", "access", "data/README.md:4")]


@pytest.mark.parametrize("name", ["plain", "markdown", "html", "json"])
def test_reports_show_it_in_the_words_of_the_file(name: str, tmp_path: Path) -> None:
    text = DATA.format(license="mit", more="", body="## Privacy\nSpeakers are named here\n")
    write(tmp_path, {"README.md": text})
    page = reporter(name).render(View(audit(tmp_path)))
    assert "Speakers are named here" in page
    assert "Personal or sensitive data" in page or '"topic": "personal-data"' in page
