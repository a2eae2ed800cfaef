"""What a label withholds, and what it does not (JUDGEMENT sections 1 and 4)."""

from __future__ import annotations

import pytest

from licscan.judge.offer import Label, withholds
from licscan.model import NOASSERTION, NONE, Expression
from tests.judge.worlds import BOOK

HYPERCLOVA = "LicenseRef-scancode-hyperclova-x-seed-2025"
HUNYUAN_3D = "LicenseRef-scancode-tencent-hunyuan-3d-2.0-cla"
HUNYUAN = "LicenseRef-licscan-hunyuan-large-2024"
KIMI = "LicenseRef-scancode-moonshot-ai-modified-mit-2025"
LFM = "LicenseRef-licscan-lfm-1.0"
LLAMA_2 = "LicenseRef-scancode-llama-2-license-2023"
LLAMA_32 = "LicenseRef-scancode-llama-3.2-license-2024"
MINIMAX = "LicenseRef-licscan-minimax-m2-modified-mit"
AMLR = "LicenseRef-licscan-apple-amlr"
RAIL = "LicenseRef-scancode-bigscience-open-rail-m"


def asked(label: str, upstream: str, kind: str) -> bool | None:
    license = BOOK.license(upstream)
    assert license is not None
    limit = next(limit for limit in license.limits if limit.kind == kind)
    return withholds(BOOK, Label(Expression(label)), limit)


@pytest.mark.parametrize(
    ("label", "upstream", "kind"),
    [
        pytest.param(NONE, "CC-BY-NC-4.0", "noncommercial", id="without a license all is withheld"),
        pytest.param("CC-BY-NC-4.0", "CC-BY-NC-4.0", "noncommercial", id="by itself"),
        pytest.param(AMLR, "CC-BY-NC-4.0", "noncommercial", id="by the narrower research-only"),
        pytest.param("MIT AND CC-BY-NC-4.0", "CC-BY-NC-4.0", "noncommercial", id="by one part"),
        pytest.param("MIT AND CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", "noncommercial", id="by a part"),
        pytest.param(
            "CC-BY-NC-4.0 OR CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", "noncommercial", id="by each branch"
        ),
        pytest.param(HUNYUAN_3D, HUNYUAN, "territory", id="more regions are barred than asked"),
        pytest.param(HYPERCLOVA, LLAMA_2, "users-above", id="ends at fewer users"),
        pytest.param(HUNYUAN, KIMI, "users-above", id="ends where only a display is ordered"),
        pytest.param(RAIL, RAIL, "acceptable-use", id="the same policy"),
    ],
)
def test_withheld(label: str, upstream: str, kind: str) -> None:
    assert asked(label, upstream, kind) is True


@pytest.mark.parametrize(
    ("label", "upstream", "kind"),
    [
        pytest.param("MIT", "CC-BY-NC-4.0", "noncommercial", id="granted"),
        pytest.param("CC-BY-NC-4.0", AMLR, "research-only", id="the wider is not the narrower"),
        pytest.param("MIT OR CC-BY-NC-4.0", "CC-BY-NC-4.0", "noncommercial", id="one branch"),
        pytest.param(HUNYUAN, HUNYUAN_3D, "territory", id="fewer regions than asked"),
        pytest.param(LLAMA_32, HUNYUAN, "territory", id="a region barred for some models only"),
        pytest.param(LLAMA_2, HYPERCLOVA, "users-above", id="ends at more users"),
        pytest.param(MINIMAX, HUNYUAN, "users-above", id="a display is no end"),
        pytest.param(LFM, LLAMA_2, "users-above", id="revenue is no count of users"),
        pytest.param(KIMI, LFM, "revenue-above", id="revenue of a month and of a year"),
        pytest.param("MIT OR LicenseRef-house", "CC-BY-NC-4.0", "noncommercial", id="no decides"),
    ],
)
def test_granted_away(label: str, upstream: str, kind: str) -> None:
    assert asked(label, upstream, kind) is False


@pytest.mark.parametrize(
    ("label", "upstream", "kind"),
    [
        pytest.param(NOASSERTION, "CC-BY-NC-4.0", "noncommercial", id="no known label"),
        pytest.param("LicenseRef-house", "CC-BY-NC-4.0", "noncommercial", id="nobody read it"),
        pytest.param("MIT AND LicenseRef-house", LLAMA_2, "users-above", id="one part may do it"),
        pytest.param(
            "CC-BY-NC-4.0 OR LicenseRef-house", "CC-BY-NC-4.0", "noncommercial", id="one branch may"
        ),
    ],
)
def test_not_known(label: str, upstream: str, kind: str) -> None:
    assert asked(label, upstream, kind) is None
