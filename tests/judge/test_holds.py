"""Works of one's own and licenses that were obtained: what they lift, and what they do not."""

from __future__ import annotations

import pytest

from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Expression,
    Hold,
    Judged,
    Kind,
    Relation,
    Release,
    Report,
    Resolution,
    Span,
    Verdict,
)
from licscan.rulebook import Rulebook
from licscan.trial import Matter, Options, try_matter

BOOK = Rulebook()
FLUX = "LicenseRef-licscan-flux-1-dev-nc-1.1.1"
BASE = ComponentId("pkg:huggingface/acme/base")
ROOT = ComponentId(".")


def report(options: Options, license: str = "CC-BY-NC-4.0", label: str = "Apache-2.0") -> Report:
    """Judge a fine-tune of `acme/base`, which itself stands on `other/root` under MIT."""
    root = ComponentId("other/root")
    names = {ROOT: (label, True), BASE: (license, False), root: ("MIT", False)}
    return try_matter(
        Matter(
            target="tree",
            components={
                name: Component(name, Kind.MODEL, local=local, span=Span("README.md"))
                for name, (_, local) in names.items()
            },
            resolutions={
                name: Resolution(name, (Expression(word),)) for name, (word, _) in names.items()
            },
            edges=(
                Edge(ROOT, BASE, Relation.FINETUNE, Span("README.md", 2)),
                Edge(BASE, root, Relation.FINETUNE, Span("README.md", 2)),
            ),
            releases={ROOT: options.release},
        ),
        options,
        BOOK,
    )


def judged(options: Options, license: str = "CC-BY-NC-4.0") -> Judged:
    (one,) = report(options, license).judged
    return one


def hold(*lifts: str, component: str = "acme/base", expires: str = "") -> Hold:
    return Hold(component, lifts, "contract 7", expires)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(Options(), id="nothing obtained"),
        pytest.param(Options(first_party=("acm",)), id="another owner's name is a prefix"),
        pytest.param(Options(first_party=("base",)), id="a repository is no owner"),
        pytest.param(Options(holds=(hold("all", component="acme/other"),)), id="for another"),
        pytest.param(Options(holds=(hold("acceptable-use"),)), id="another term"),
        pytest.param(
            Options(holds=(hold("all", expires="2026-01-01"),), today="2026-01-02"), id="ended"
        ),
    ],
)
def test_what_lifts_nothing(options: Options) -> None:
    assert judged(options).verdict is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        pytest.param(Options(first_party=("ACME",)), Verdict.OBLIGED, id="own; MIT still asks"),
        pytest.param(Options(holds=(hold("all"),)), Verdict.OBLIGED, id="all"),
        pytest.param(
            Options(holds=(hold("noncommercial", "outbound"),)), Verdict.OBLIGED, id="its terms"
        ),
        pytest.param(
            Options(holds=(hold("noncommercial"),)), Verdict.OBLIGED, id="effect only, for BY-NC"
        ),
        pytest.param(Options(holds=(hold("all", component="acme/*"),)), Verdict.OBLIGED, id="glob"),
        pytest.param(
            Options(holds=(hold("all", expires="2026-01-01"),), today="2026-01-01"),
            Verdict.OBLIGED,
            id="the last day counts",
        ),
    ],
)
def test_what_lifts(options: Options, verdict: Verdict) -> None:
    assert judged(options).verdict is verdict


def test_use_is_lifted_too() -> None:
    sold = Release(acts=("distribute",), commercial=True)
    bought = Options(release=sold, holds=(hold("noncommercial"),))
    assert judged(Options(release=sold)).verdict is Verdict.CONFLICT
    assert judged(bought).verdict is Verdict.OBLIGED


def test_all_lifts_even_what_nobody_has_read() -> None:
    unheard = "LicenseRef-acme-unheard"
    assert judged(Options(), unheard).verdict is Verdict.UNKNOWN
    assert judged(Options(holds=(hold("all"),)), unheard).verdict is Verdict.OBLIGED


def test_what_a_hold_does_not_name_stays() -> None:
    """A commercial license for FLUX.1 [dev] does not lift its use policy."""
    bought = Options(holds=(hold("noncommercial", "outbound"),))
    terms = {r.term for f in judged(bought, FLUX).findings for r in f.reasons}
    assert "acceptable-use" in terms
    assert not terms & {"noncommercial", "outbound"}


def test_a_hold_is_shown_where_it_decided() -> None:
    told = [r for r in judged(Options(holds=(hold("noncommercial"),))).rights if r.topic == "held"]
    assert [(r.upstream, r.text) for r in told] == [(BASE, "noncommercial lifted by contract 7")]


def test_a_hold_that_decided_nothing_is_not_shown() -> None:
    assert not [r for r in judged(Options(holds=(hold("military"),))).rights if r.topic == "held"]


def test_own_works_are_shown() -> None:
    told = [r.upstream for r in judged(Options(first_party=("acme",))).rights if r.topic == "owned"]
    assert told == [BASE]


def test_an_ended_hold_is_a_finding() -> None:
    ended = Options(holds=(hold("all", expires="2025-12-31"),), today="2026-11-25")
    found = [f for f in report(ended).findings if f.slug == "hold-expired"]
    assert [(f.component, "2025-12-31" in f.message) for f in found] == [(BASE, True)]


def test_what_is_one_s_own_still_carries_what_is_above_it() -> None:
    options = Options(first_party=("acme",))
    found = report(options)
    assert {duty.upstream for one in found.judged for duty in one.duties} == {"other/root"}
