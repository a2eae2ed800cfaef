"""A bug of ours costs one file or one component, never the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from licscan.audit import audit
from licscan.errors import UsageError
from licscan.extract import MODULES, load
from licscan.extract import _readers as readers_by_name
from licscan.judge import Bench, World, laws
from licscan.lineage import lineage
from licscan.model import (
    Component,
    ComponentClaim,
    ComponentId,
    Edge,
    Expression,
    Fact,
    Kind,
    LicenseText,
    ParentClaim,
    Relation,
    Release,
    Resolution,
    Source,
    Span,
    Verdict,
)
from licscan.rulebook import Rulebook
from licscan.sources.document import Document
from licscan.trial import Options
from licscan.upstream.known import know

CARD = "---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n"
QUICK = Options(cache=False, scancode=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(CARD)
    (tmp_path / "x.odd").write_text("odd")
    return tmp_path


@pytest.fixture
def broken_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A reader for `*.odd` files, added as any new module of the registry is."""
    module = ModuleType("licscan.extract.odd")
    vars(module)["NAME"] = "odd"
    monkeypatch.setitem(MODULES, "odd", ("*.odd",))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    _forget()
    yield module
    _forget()


def _forget() -> None:
    load.cache_clear()
    readers_by_name.cache_clear()


def test_a_reader_that_fails_costs_one_file(tree: Path, broken_reader: ModuleType) -> None:
    def extract(document: Document) -> Iterator[Fact]:
        yield from ()
        raise KeyError("no such\nkey")

    vars(broken_reader)["extract"] = extract
    report = audit(tree, QUICK)
    (gap,) = report.gaps
    assert gap.span == Span("x.odd")
    assert gap.problem.startswith("The reader odd failed: a bug of ours (KeyError: 'no such")
    assert report.verdict is Verdict.CONFLICT


def test_a_text_that_cannot_be_handled_leaves_the_license_open(
    tree: Path, broken_reader: ModuleType
) -> None:
    def extract(document: Document) -> Iterator[Fact]:
        yield LicenseText(Span(document.path), "odd", text=None)  # type: ignore[arg-type]

    vars(broken_reader)["extract"] = extract
    report = audit(tree, QUICK)
    assert [gap.span for gap in report.gaps] == [Span("x.odd")]
    assert "LIC201" in {finding.code for finding in report.findings}


def test_a_parent_that_cannot_be_handled_leaves_its_component_open(
    tree: Path, broken_reader: ModuleType
) -> None:
    def extract(document: Document) -> Iterator[Fact]:
        place = Span(document.path)
        yield ComponentClaim(place, Kind.MODEL, "odd")
        yield ParentClaim(place, None, Source.CARD, "odd")  # type: ignore[arg-type]

    (tree / "other").mkdir()
    (tree / "x.odd").rename(tree / "other" / "x.odd")
    vars(broken_reader)["extract"] = extract
    report = audit(tree, QUICK)
    verdicts = {one.component: one.verdict for one in report.judged}
    assert verdicts == {".": Verdict.CONFLICT, "other": Verdict.UNKNOWN}
    (told,) = [f for f in report.findings if f.component == "other" and f.code == "LIC901"]
    assert "The reading of parents failed on other: a bug of ours" in told.message


def test_a_look_up_that_fails_leaves_the_upstream_unknown() -> None:
    def witness(component: Component) -> None:
        raise KeyError(component.id)

    name = ComponentId("pkg:huggingface/nobody/nothing")
    known = know(
        {name: Component(name, Kind.MODEL, local=False)},
        {name: Span("README.md", 3)},
        Rulebook(),
        [witness],
    )
    assert known.resolutions[name].readings == ()
    (gap,) = known.gaps
    assert gap.span == Span("README.md", 3)
    assert gap.problem.startswith("The look-up of nobody/nothing failed: a bug of ours")


def test_a_lineage_that_cannot_be_followed_leaves_all_unknown() -> None:
    names = [ComponentId("child"), ComponentId("base")]
    components = {n: Component(n, Kind.MODEL, span=Span("README.md")) for n in names}
    resolutions = {n: Resolution(n, (Expression("MIT"),)) for n in names}
    odd = Edge(names[0], names[1], None, Span("README.md"))  # type: ignore[arg-type]
    graph = lineage(names, [odd])
    releases = dict.fromkeys(names, Release())
    world = World(components, resolutions, graph.parents, graph.order, releases)
    rulebook = Rulebook()
    judged = list(Bench(rulebook, laws(rulebook, "balanced")).judge(world))
    assert [one.verdict for one in judged] == [Verdict.UNKNOWN, Verdict.UNKNOWN]


def test_a_user_error_is_no_bug(tree: Path, broken_reader: ModuleType) -> None:
    def extract(document: Document) -> Iterator[Fact]:
        yield from ()
        raise UsageError("a rule file is wrong")

    vars(broken_reader)["extract"] = extract
    with pytest.raises(UsageError, match="a rule file is wrong"):
        audit(tree, QUICK)


def test_a_component_that_cannot_be_judged_is_unknown() -> None:
    names = [ComponentId("good"), ComponentId("odd"), ComponentId("base")]
    components = {n: Component(n, Kind.MODEL, span=Span(f"{n}/README.md")) for n in names}
    resolutions = {n: Resolution(n, (Expression("Apache-2.0"),)) for n in names}
    edges = [Edge(n, names[2], Relation.FINETUNE, Span(f"{n}/README.md")) for n in names[:2]]
    graph = lineage(names, edges)
    odd = Release()._replace(acts=None)  # type: ignore[arg-type]
    releases = {names[0]: Release(), names[1]: odd}
    world = World(components, resolutions, graph.parents, graph.order, releases)
    rulebook = Rulebook()
    judged = {
        one.component: one for one in Bench(rulebook, laws(rulebook, "balanced")).judge(world)
    }
    assert judged[names[0]].verdict is Verdict.OBLIGED
    assert judged[names[1]].verdict is Verdict.UNKNOWN
    (found,) = judged[names[1]].findings
    assert found.spans == (Span("odd/README.md"),)
    assert "a bug of ours (TypeError" in found.message


def test_the_traceback_is_there_for_the_asking(
    tree: Path,
    broken_reader: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def extract(document: Document) -> Iterator[Fact]:
        yield from ()
        raise KeyError("x")

    vars(broken_reader)["extract"] = extract
    audit(tree, QUICK)
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("LICSCAN_DEBUG", "1")
    audit(tree, QUICK)
    assert "KeyError: 'x'" in capsys.readouterr().err
