"""The judgement against every judged case: our own, and the shared ones where they are present."""

from __future__ import annotations

import pytest

from tests.plan_cases import Case, cases, differences

OWN = cases("own")
SHARED = cases("shared")


@pytest.mark.parametrize("case", OWN, ids=lambda case: case.path.stem)
def test_own_case(case: Case) -> None:
    assert differences(case) == []


@pytest.mark.skipif(not SHARED, reason="no shared folder beside the checkout")
@pytest.mark.parametrize("case", SHARED, ids=lambda case: case.path.stem)
def test_shared_case(case: Case) -> None:
    assert differences(case) == []


def test_every_own_case_names_its_source() -> None:
    assert [case.path.name for case in OWN if not case.expect.get("source")] == []


def test_own_cases_cover_every_verdict() -> None:
    verdicts = {case.expect["verdict"] for case in OWN}
    assert {"ok", "obliged", "review", "unknown", "conflict"} <= verdicts
