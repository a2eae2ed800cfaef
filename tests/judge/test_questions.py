"""What one upstream asks, exactly: every issue and duty of a table of real situations.

The cases (`rules/cases`) say what must be found at least; these say that nothing else is.
All under the strict reading, distributed, where a row says no other.
"""

from __future__ import annotations

from typing import Any

import pytest

from licscan.model import Judged, Kind, Relation, Release
from tests.judge.worlds import BENCHES, PRODUCT, world

CHATGLM = "LicenseRef-licscan-chatglm3"
DEEPSEEK = "LicenseRef-scancode-deepseek-la-1.0"
HOUSE = "LicenseRef-house"
"""A license that nobody has read."""
LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
NVIDIA = "LicenseRef-scancode-nvidia-open-model-2025-04-28"
SOML = "LicenseRef-scancode-soml-1.0"


def ask(upstream: str, relation: str, label: str, **stated: Any) -> Judged:
    kind, profile = stated.pop("kind", Kind.MODEL), stated.pop("profile", "strict")
    lines = [(PRODUCT, Relation(relation), "u")]
    licenses = {"u": (upstream,), PRODUCT: (label,)}
    (answer,) = BENCHES[profile].judge(world(licenses, lines, Release(**stated), kind))
    return answer


def issues(judged: Judged) -> list[str]:
    return sorted(
        f"{finding.verdict} {finding.slug}: {reason.term}"
        for finding in judged.findings
        for reason in finding.reasons
    )


def row(*asked: str, id: str, says: tuple[str, ...] = (), **stated: Any) -> Any:
    return pytest.param(asked, stated, sorted(says), id=id)


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        row("MIT", "finetune", "Apache-2.0", id="permissive under permissive"),
        row("MIT", "finetune", "NOASSERTION", id="no label is asked by permissive terms"),
        row("BSD-3-Clause", "finetune", "CC-BY-NC-4.0", id="limits may be added to permissive"),
        row("GPL-3.0-only", "loads", "MIT", id="loaded, not shipped"),
        row("GPL-3.0-only", "finetune", "GPL-3.0-only AND MIT", id="permissive beside copyleft"),
        row("LGPL-2.1-only", "links", "MIT", id="a library keeps its terms"),
        row("CC-BY-ND-4.0", "contains", "CC-BY-ND-4.0", id="a copy of ND", kind=Kind.DATASET),
        row(f"{SOML} AND {HOUSE}", "made-with", "MIT", id="a tool that nobody read is told only"),
        row(CHATGLM, "generated-by", "MIT", id="silent on outputs", kind=Kind.DATASET),
        row(
            f"{SOML} AND {HOUSE}",
            "made-with",
            "MIT",
            id="a tool that asks for an open license of its maker's choice, beside one told only",
        ),
    ],
)
def test_nothing(asked: tuple[str, str, str], stated: dict[str, Any], expected: list[str]) -> None:
    assert issues(ask(*asked, **stated)) == expected


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        row(
            "CC-BY-ND-4.0",
            "derived-from",
            "MIT",
            id="adapted ND: the act, not the label",
            kind=Kind.DATASET,
            says=("conflict act-not-permitted: outbound",),
        ),
        row(
            "CC-BY-ND-4.0",
            "contains",
            "MIT",
            id="a part that is ND: the label, not the act",
            kind=Kind.DATASET,
            says=("conflict over-grant: no-derivatives",),
        ),
        row(
            LLAMA,
            "finetune",
            "NOASSERTION",
            id="a label that is not known, where it is asked",
            says=(
                "unknown license-not-kept: outbound",
                "unknown over-grant: acceptable-use",
                "unknown over-grant: military",
                "unknown over-grant: outbound",
                "unknown over-grant: users-above",
            ),
        ),
        row(
            "GPL-3.0-only",
            "finetune",
            f"MIT AND {HOUSE}",
            id="a label nobody read may be compatible",
            says=("unknown license-not-kept: outbound",),
        ),
        row(
            "GPL-3.0-only",
            "finetune",
            f"GPL-3.0-only AND {HOUSE}",
            id="what nobody read may restrict further",
            says=("unknown license-not-kept: outbound",),
        ),
        row(
            "GPL-3.0-only",
            "finetune",
            "GPL-3.0-only AND CC-BY-NC-4.0",
            id="what restricts further",
            says=("conflict license-not-kept: outbound",),
        ),
        row(
            "GPL-3.0-only",
            "finetune",
            "GPL-3.0-only OR MIT",
            id="a branch that drops it",
            says=("conflict license-not-kept: outbound",),
        ),
        row(
            "MPL-2.0",
            "finetune",
            "EUPL-1.2",
            id="an authority says yes, the terms no",
            says=("unknown license-not-kept: outbound",),
        ),
        row(
            "Apache-2.0",
            "finetune",
            "GPL-2.0-only",
            id="an authority says no, the terms yes",
            says=("conflict license-not-kept: pair",),
        ),
        row(
            "GPL-2.0-only WITH harbour-exception",
            "links",
            "MIT",
            id="an exception nobody read",
            says=("unknown unknown-license: license",),
        ),
        row(HOUSE, "finetune", "MIT", id="nobody read", says=("unknown unknown-license: license",)),
        row(
            "NONE",
            "finetune",
            "MIT",
            id="nothing is granted",
            says=("conflict act-not-permitted: modify",),
        ),
        row(
            "NONE",
            "loads",
            "MIT",
            id="not even use",
            says=("conflict act-not-permitted: use",),
        ),
    ],
)
def test_exactly(asked: tuple[str, str, str], stated: dict[str, Any], expected: list[str]) -> None:
    assert issues(ask(*asked, **stated)) == expected


@pytest.mark.parametrize(
    ("upstream", "words"),
    [
        (HOUSE, "the rulebook has no license LicenseRef-house"),
        ("GPL-2.0-only WITH harbour-exception", "the effect of harbour-exception is not encoded"),
        ("NOASSERTION", "names none that is known"),
    ],
)
def test_what_is_missing_is_named(upstream: str, words: str) -> None:
    (finding, *_) = ask(upstream, "finetune", "MIT").findings
    assert words in finding.message


def duties(judged: Judged) -> set[str]:
    return {duty.kind for duty in judged.duties}


@pytest.mark.parametrize(
    ("upstream", "stated", "duty"),
    [
        pytest.param(CHATGLM, {}, "register", id="no commerce is stated"),
        pytest.param(CHATGLM, {"commercial": False}, "register", id="no commerce"),
        pytest.param("MPL-2.0", {"acts": ("host",)}, "disclose-source", id="only offered online"),
        pytest.param("Apache-2.0", {"acts": ("use",)}, "include-license", id="kept to oneself"),
        pytest.param(NVIDIA, {}, "display-badge", id="several modalities are not stated"),
    ],
)
def test_not_owed(upstream: str, stated: dict[str, Any], duty: str) -> None:
    assert duty not in duties(ask(upstream, "finetune", upstream, **stated))


@pytest.mark.parametrize(
    ("upstream", "stated", "duty"),
    [
        pytest.param(CHATGLM, {"commercial": True}, "register", id="commerce"),
        pytest.param("AGPL-3.0-only", {"acts": ("host",)}, "disclose-source", id="online, AGPL 13"),
        pytest.param("Apache-2.0", {}, "state-changes", id="changed and shared"),
    ],
)
def test_owed(upstream: str, stated: dict[str, Any], duty: str) -> None:
    assert duty in duties(ask(upstream, "finetune", upstream, **stated))
