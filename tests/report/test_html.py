"""The HTML page: sound, alone, usable by keyboard and without script, and text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from licscan.audit import audit
from licscan.model import Component, ComponentId, Edge, Kind, Relation, Report, Span
from licscan.report import View, reporter
from licscan.report.html_style import STYLE
from tests.report.sample import NASTY, ROOT, clean, conflict, crowded, waived

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = sorted(path.parent / "tree" for path in REPOSITORY.glob("examples/*/expected.toml"))
MARKUP = "<script>alert(1)</script><img src=x onerror=y>\"'&amp;\ufffe"


def render(report: Report, root: Path | None = None) -> str:
    return reporter("html").render(View(report, "gate failed", root))


def page(report: Report, root: Path | None = None) -> Element:
    """Parse as a browser does; what a validator calls an error raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found = parser.parse(render(report, root))
    assert isinstance(found, Element)
    return found


def text_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def section(report: Report, name: str) -> Element:
    (found,) = [one for one in page(report).iter("section") if one.get("id") == name]
    return found


def chain(length: int) -> Report:
    """A lineage deeper than Python's stack."""
    names = [ROOT, *(ComponentId(f"m{number}") for number in range(length))]
    place = Span("README.md", 3)
    return conflict()._replace(
        components=tuple(Component(name, Kind.MODEL, local=name == ROOT) for name in names),
        edges=tuple(
            Edge(child, parent, Relation.FINETUNE, place) for child, parent in pairwise(names)
        ),
    )


REPORTS = [
    pytest.param(clean(), id="clean"),
    pytest.param(conflict(), id="conflict"),
    pytest.param(conflict(NASTY), id="control characters"),
    pytest.param(conflict(MARKUP), id="markup"),
    pytest.param(waived(), id="waived"),
    pytest.param(crowded(60), id="many"),
    pytest.param(chain(3_000), id="a long chain"),
]


@pytest.mark.parametrize("report", REPORTS)
def test_the_page_is_sound(report: Report) -> None:
    root = page(report)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {str(link.get("href"))[1:] for link in root.iter("a")}
    assert targets <= set(ids)


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_is_fetched_and_nothing_runs(report: Report) -> None:
    root = page(report)
    tags = {element.tag for element in root.iter()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style")]
    assert all(str(link.get("href")).startswith("#") for link in root.iter("a"))
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@pytest.mark.parametrize("tree", EXAMPLES, ids=lambda tree: tree.parent.name)
def test_an_example_is_a_sound_page(tree: Path) -> None:
    assert text_of(page(audit(tree), tree)).startswith("licscan: ")


def test_a_clean_report_says_so() -> None:
    assert text_of(section(clean(), "findings")) == "Findings None."


def test_text_of_files_is_text() -> None:
    shown = text_of(section(conflict(MARKUP), "findings"))
    assert "<script>alert(1)</script><img src=x onerror=y>\"'&amp; is offered" in shown


def test_the_line_is_shown(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: <b>mit</b>\nbase_model: org/base\n---\n")
    (mark,) = page(conflict(), tmp_path).iter("mark")
    assert text_of(mark) == "2 license: <b>mit</b>"


def test_a_page_tells_its_language_and_its_parts() -> None:
    root = page(conflict())
    assert root.get("lang") == "en"
    assert [text_of(one) for one in root.iter("h1")] == ["conflict sample"]
    levels = [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for one in root.iter("section"):
        assert one.get("aria-labelledby") in {head.get("id") for head in one.iter("h2")}


def test_tables_have_captions_and_headers() -> None:
    tables = list(page(conflict()).iter("table"))
    assert tables
    for one in tables:
        assert one.find("caption") is not None
        assert {head.get("scope") for head in one.iter("th")} == {"col", "row"}


def test_everything_that_scrolls_or_folds_is_reached_by_keyboard(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n")
    root = page(conflict(), tmp_path)
    scrolling = [one for one in root.iter() if one.tag == "pre" or one.get("class") == "wide"]
    assert scrolling
    assert all(one.get("tabindex") == "0" and one.get("aria-label") for one in scrolling)
    assert all(one[0].tag == "summary" for one in root.iter("details"))


def test_the_filter_offers_each_verdict_that_occurs() -> None:
    found = section(crowded(30), "findings")
    labels = {one.get("for"): text_of(one) for one in found.iter("label")}
    assert labels == {
        "show-all": "all (30)",
        "show-conflict": "conflict (10)",
        "show-unknown": "unknown (10)",
        "show-note": "note (10)",
    }
    assert [one.get("id") for one in found.iter("input")] == list(labels)
    for name in ("conflict", "unknown", "note"):
        assert f"section:has(#show-{name}:checked) article:not(.{name}){{display:none}}" in STYLE


def test_one_kind_of_finding_needs_no_filter() -> None:
    assert list(section(crowded(1), "findings").iter("input")) == []


def test_the_lineage_names_relation_license_and_verdict() -> None:
    shown = text_of(section(conflict(), "lineage"))
    assert ". 'my-model' (model) MIT conflict" in shown
    assert "finetune: org/base (model) CC-BY-NC-4.0 [catalog]" in shown


def test_a_component_drawn_before_is_linked() -> None:
    one = conflict()
    other = ComponentId("other")
    base = one.edges[0].parent
    diamond = one._replace(
        components=(*one.components, Component(other, Kind.MODEL)),
        edges=(
            *one.edges,
            Edge(ROOT, other, Relation.MERGE, Span("README.md", 3)),
            Edge(other, base, Relation.FINETUNE, Span("README.md", 3)),
        ),
    )
    links = [text_of(link) for link in section(diamond, "lineage").iter("a")]
    assert links == ["org/base"]


def test_what_does_not_fit_is_counted() -> None:
    shown = text_of(section(crowded(2_500), "findings"))
    assert shown.endswith("500 more in the JSON report")


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _schemes() -> Iterator[dict[str, str]]:
    for block in re.findall(r"--page:[^}]*", STYLE):
        yield dict(re.findall(r"--(\w+):(#\w+)", block))


def test_text_is_readable_in_both_colour_schemes() -> None:
    """Contrast of 4.5 to 1 at least (WCAG 2.2, criterion 1.4.3)."""
    schemes = list(_schemes())
    assert len(schemes) == 2
    for scheme in schemes:
        words = set(scheme) - {"page", "panel", "line", "mark"}
        pairs = {(word, ground) for word in words for ground in ("page", "panel")}
        for word, ground in pairs | {("text", "mark")}:
            light, dark = sorted((_luminance(scheme[c]) for c in (word, ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (word, ground)
