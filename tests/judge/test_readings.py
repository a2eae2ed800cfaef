"""One verdict from those of all readings (JUDGEMENT section 6)."""

from __future__ import annotations

import pytest

from licscan.judge.readings import over_readings
from licscan.model import Verdict

OK, OBLIGED, REVIEW, UNKNOWN, CONFLICT = Verdict


@pytest.mark.parametrize(
    ("by_law", "expected"),
    [
        pytest.param([[OK], [OK]], OK, id="nothing to decide"),
        pytest.param([[OBLIGED], [OK]], OBLIGED, id="a duty under one reading is a duty"),
        pytest.param([[OBLIGED, OK], [OK, OK]], OBLIGED, id="a duty under one fact is a duty"),
        pytest.param([[CONFLICT], [CONFLICT]], CONFLICT, id="no reading allows it"),
        pytest.param([[CONFLICT], [OK]], REVIEW, id="law decides"),
        pytest.param([[CONFLICT], [OBLIGED]], REVIEW, id="law decides, duties apart"),
        pytest.param([[CONFLICT, OK], [CONFLICT, OK]], UNKNOWN, id="a fact decides"),
        pytest.param([[CONFLICT, OK], [OK, OK]], UNKNOWN, id="both differ"),
        pytest.param([[CONFLICT], [UNKNOWN]], UNKNOWN, id="unknown at the mildest"),
        pytest.param([[UNKNOWN], [UNKNOWN]], UNKNOWN, id="unknown under every reading"),
        pytest.param([[UNKNOWN], [OK]], REVIEW, id="law decides whether a fact is asked"),
        pytest.param([[CONFLICT, UNKNOWN], [UNKNOWN, UNKNOWN]], UNKNOWN, id="unknown or worse"),
    ],
)
def test_over_readings(by_law: list[list[Verdict]], expected: Verdict) -> None:
    assert over_readings(by_law) is expected
