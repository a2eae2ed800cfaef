"""Waivers: what they must not cover first."""

from __future__ import annotations

import itertools

import pytest

from licscan.model import Finding, Waiver
from licscan.policy.waiving import stale, waived
from tests.policy.worlds import BASE, finding

TODAY = "2026-11-25"


@pytest.mark.parametrize(
    "waiver",
    [
        pytest.param(Waiver("LIC202", ".", "why"), id="another code"),
        pytest.param(Waiver("LIC201", "adapters/a", "why"), id="another component"),
        pytest.param(Waiver("LIC201", "*", "why"), id="a star is no component"),
        pytest.param(Waiver("LIC201", ".#code", "why"), id="the code beside it"),
        pytest.param(Waiver("LIC201", ".", "why", "org/other"), id="another upstream"),
        pytest.param(Waiver("LIC201", ".", "why", "base"), id="half a name"),
        pytest.param(Waiver("LIC201", ".", "why", expires="2026-11-24"), id="expired yesterday"),
    ],
)
def test_it_covers_nothing(waiver: Waiver) -> None:
    (told,) = waived([finding()], [waiver], TODAY)
    assert (told.status, told.waivers) == ("open", ())


@pytest.mark.parametrize(
    "waiver",
    [
        pytest.param(Waiver("LIC201", ".", "why"), id="code and component"),
        pytest.param(Waiver("LIC201", ".", "why", BASE), id="upstream by its id"),
        pytest.param(Waiver("LIC201", ".", "why", "Org/Base"), id="upstream by its Hub name"),
        pytest.param(Waiver("LIC201", ".", "why", expires=TODAY), id="on its last day"),
    ],
)
def test_it_covers_the_finding_and_changes_no_verdict(waiver: Waiver) -> None:
    (told,) = waived([finding()], [waiver], TODAY)
    assert (told.status, told.waivers, told.verdict) == ("waived", (waiver,), finding().verdict)


def test_a_component_below_is_another_component() -> None:
    findings = [finding(component=name) for name in ("a", "a/b", "ab")]
    told = waived(findings, [Waiver("LIC201", "a", "why")], TODAY)
    assert [one.status for one in told] == ["waived", "open", "open"]


def test_all_that_match_are_kept_whatever_their_order() -> None:
    waivers = [
        Waiver("LIC201", ".", "first"),
        Waiver("LIC201", ".", "second", BASE),
        Waiver("LIC201", ".", "gone", expires="2020-01-01"),
    ]
    for order in itertools.permutations(waivers):
        (told,) = waived([finding()], order, TODAY)
        assert {waiver.reason for waiver in told.waivers} == {"first", "second"}


EXPIRED = Waiver("LIC201", ".", "why", expires="2026-11-24")
UNUSED = Waiver("LIC202", ".", "why")
USED = Waiver("LIC201", ".", "why", expires="2027-01-01")


@pytest.mark.parametrize(
    ("waiver", "findings", "whole", "expected"),
    [
        pytest.param(USED, [finding()], True, [], id="used"),
        pytest.param(UNUSED, [finding()], False, [], id="unused, in a part of the tree"),
        pytest.param(EXPIRED, [], False, [], id="expired for another part of the tree"),
        pytest.param(UNUSED, [finding()], True, ["unused"], id="unused"),
        pytest.param(EXPIRED, [finding()], True, ["expired"], id="expired"),
        pytest.param(EXPIRED, [finding()], False, ["expired"], id="expired, and it matters here"),
        pytest.param(EXPIRED, [], True, ["expired"], id="expired and unused"),
    ],
)
def test_waivers_that_do_nothing(
    waiver: Waiver, findings: list[Finding], whole: bool, expected: list[str]
) -> None:
    assert [problem for _, problem in stale(findings, [waiver], TODAY, whole)] == expected


def test_without_a_date_nothing_expires() -> None:
    (told,) = waived([finding()], [EXPIRED], "")
    assert told.status == "waived"
