"""The pages of the finding codes: the list is closed, and each page is whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from licscan.errors import UsageError
from licscan.rulebook.pages import page_from

FINDINGS = Path(__file__).resolve().parents[2] / "rules" / "findings"

# A number or a slug, once published, keeps its meaning: lines may be added here, never changed.
CODES = {
    "LIC101": "none-declared",
    "LIC102": "sources-disagree",
    "LIC103": "unparsable",
    "LIC104": "deprecated-id",
    "LIC105": "ambiguous-family-tag",
    "LIC106": "other-without-name",
    "LIC107": "near-match",
    "LIC108": "unknown-license",
    "LIC109": "license-text-missing",
    "LIC201": "over-grant",
    "LIC202": "license-not-kept",
    "LIC203": "upstreams-incompatible",
    "LIC204": "act-not-permitted",
    "LIC205": "use-not-permitted",
    "LIC206": "outputs-ban",
    "LIC207": "threshold",
    "LIC208": "territory",
    "LIC301": "license-copy-missing",
    "LIC302": "notice-missing",
    "LIC303": "attribution-missing",
    "LIC304": "badge-missing",
    "LIC305": "name-prefix-missing",
    "LIC306": "changes-missing",
    "LIC307": "policy-missing",
    "LIC308": "source-missing",
    "LIC401": "parent-unknown",
    "LIC402": "local-parent",
    "LIC403": "parent-unpinned",
    "LIC404": "cycle",
    "LIC405": "parents-disagree",
    "LIC501": "waiver-expired",
    "LIC502": "waiver-unused",
    "LIC503": "clarification-void",
    "LIC504": "lock-drift",
    "LIC505": "license-denied",
    "LIC506": "license-not-allowed",
    "LIC507": "license-needs-approval",
    "LIC508": "baseline-stale",
    "LIC509": "hold-expired",
    "LIC901": "gap",
    "LIC902": "limit-hit",
    "LIC903": "nothing-to-scan",
}
SECTIONS = ["Why it matters", "How to fix it", "Before", "After", "Configuration"]
PAGES = sorted(FINDINGS.glob("*.md"))


def _parts(page: Path) -> tuple[dict[str, object], str]:
    opening, front, body = page.read_text(encoding="utf-8").split("+++\n", 2)
    assert opening == ""
    return tomllib.loads(front), body


def _sections(body: str) -> dict[str, str]:
    pieces = re.split(r"^## (.+)$", re.sub(r"```.*?```", _mask, body, flags=re.S), flags=re.M)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def _mask(fence: re.Match[str]) -> str:
    return fence[0].replace("\n#", "\n·")


def _snippets(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)


def test_the_list_of_codes_is_closed() -> None:
    assert {page.stem for page in PAGES} == {f"{code}-{slug}" for code, slug in CODES.items()}


def test_slugs_are_unique() -> None:
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_front_matter_says_what_the_file_name_says(page: Path) -> None:
    front, _ = _parts(page)
    assert sorted(front) == ["code", "severity", "slug", "summary", "title"]
    assert f"{front['code']}-{front['slug']}" == page.stem
    assert front["severity"] in {"error", "warning", "note"}
    assert not str(front["title"]).endswith(".")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_summary_is_one_short_sentence(page: Path) -> None:
    summary = str(_parts(page)[0]["summary"])
    assert summary.endswith(".")
    assert ". " not in summary
    assert len(summary) <= 160


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_section_is_there_and_filled(page: Path) -> None:
    sections = _sections(_parts(page)[1])
    assert list(sections) == SECTIONS
    assert all(text.strip() for text in sections.values())
    assert all("```" in sections[name] for name in ("Before", "After"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_loader_reads_what_the_page_says(page: Path) -> None:
    front, body = _parts(page)
    read = page_from(page)
    assert {name: getattr(read, name) for name in front} == front
    assert re.sub(r"\n+", "\n", read.markdown).strip() == re.sub(r"\n+", "\n", body).strip()
    fields = (read.why, read.fix, read.before, read.after, read.configuration)
    assert [text[:20] in body for text in fields] == [True] * 5


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        '+++\ncode = "LIC101"\n+++\n## Why it matters\n\nx\n',
        "+++\ncode = \n+++\n",
        '+++\ncode = "LIC101"\n+++\n## Whatever\n\nx\n',
    ],
)
def test_a_page_that_lacks_a_part(tmp_path: Path, text: str) -> None:
    path = tmp_path / "LIC101-none-declared.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="LIC101-none-declared"):
        page_from(path)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_before_and_after_differ(page: Path) -> None:
    sections = _sections(_parts(page)[1])
    assert sections["Before"].strip() != sections["After"].strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_toml_snippets_parse(page: Path) -> None:
    for snippet in _snippets(page, "toml"):
        tomllib.loads(snippet)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_fit_the_help_field_of_sarif(page: Path) -> None:
    front, body = _parts(page)
    assert len(str(front["summary"])) <= 1024
    assert len(body) <= 4000
