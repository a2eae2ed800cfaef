"""Evidence to one resolution: what agrees, what is left open, what is never outvoted in silence."""

from __future__ import annotations

import pytest

from licscan.model import Basis, Component, ComponentId, Kind, LicenseClaim, Match, Span
from licscan.resolve import resolve

MODEL = Component(ComponentId("."), Kind.MODEL)
GEMMA_2024 = "LicenseRef-scancode-gemma-tou-2024-04-01"
GEMMA_2025 = "LicenseRef-scancode-gemma-tou-2025-03-24"


def card(raw: str, **more: str) -> LicenseClaim:
    return LicenseClaim(Span("README.md", 2), raw, Basis.DECLARED, "card", **more)  # type: ignore[arg-type]


def text(expression: str, path: str = "LICENSE", match: Match = Match.EXACT, **more: object):  # type: ignore[no-untyped-def]
    span = Span(path)
    return LicenseClaim(
        span,
        expression,
        Basis.TEXT,
        "license-files",
        expression=expression,
        match=match,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([], id="nothing"),
        pytest.param([card("mit")], id="a tag"),
        pytest.param([card("mit"), text("MIT")], id="a tag and its text"),
        pytest.param([card("gemma"), text(GEMMA_2024)], id="a tag and an older text of it"),
        pytest.param([card("gemma"), text(GEMMA_2025)], id="a tag and the text in force"),
        pytest.param([card("other"), text("MIT")], id="other, and a text that says which"),
        pytest.param([card("mit"), text("Apache-2.0", scope="third_party")], id="a vendored part"),
        pytest.param([card("mit"), text("Apache-2.0", applies_to=Kind.CODE)], id="code apart"),
    ],
)
def test_no_doubt(claims: list[LicenseClaim]) -> None:
    assert resolve(MODEL, claims)[1] == ()


@pytest.mark.parametrize(
    ("claims", "slug"),
    [
        pytest.param([card("mit"), text("Apache-2.0")], "sources-disagree", id="tag against text"),
        pytest.param([card("gpl")], "ambiguous-family-tag", id="family"),
        pytest.param([card("gpl-3.0")], "deprecated-id", id="neither only nor or-later"),
        pytest.param([card("other")], "other-without-name", id="other"),
        pytest.param([card("other", name="acme-7")], "unknown-license", id="other, unknown name"),
        pytest.param([card("acme-7")], "unknown-license", id="unknown word"),
        pytest.param([text("MIT", match=Match.NEAR)], "near-match", id="near"),
        pytest.param(
            [text("NOASSERTION", match=Match.NEAR)], "unknown-license", id="no known text"
        ),
        pytest.param(
            [text("Apache-2.0"), text("MIT", "MODEL_LICENSE", Match.NEAR, applies_to=Kind.MODEL)],
            "near-match",
            id="the text for the model decides",
        ),
    ],
)
def test_doubt(claims: list[LicenseClaim], slug: str) -> None:
    assert [doubt.slug for doubt in resolve(MODEL, claims)[1]] == [slug]


@pytest.mark.parametrize(
    ("claims", "readings"),
    [
        pytest.param([], (), id="nothing is known"),
        pytest.param([card("other")], ("NOASSERTION",), id="there, and not known"),
        pytest.param([card("mit")], ("MIT",), id="tag"),
        pytest.param([card("gemma"), text(GEMMA_2024)], (GEMMA_2024,), id="the text says which"),
        pytest.param([card("other"), text("MIT")], ("MIT",), id="text"),
        pytest.param([card("mit"), text("Apache-2.0")], ("MIT", "Apache-2.0"), id="both are read"),
        pytest.param(
            [card("mit", group="/license"), card("apache-2.0", group="/license")],
            ("Apache-2.0", "MIT"),
            id="a list is a reading each",
        ),
    ],
)
def test_readings(claims: list[LicenseClaim], readings: tuple[str, ...]) -> None:
    assert resolve(MODEL, claims)[0].readings == readings


def test_the_users_own_word_settles_it() -> None:
    own = LicenseClaim(Span("licscan.toml"), "MIT", Basis.CLARIFIED, "config", expression="MIT")
    resolution, doubts = resolve(MODEL, [card("gpl"), text("Apache-2.0"), own])
    assert resolution.readings == ("MIT",)
    assert doubts == ()
    assert len(resolution.evidence) == 3


def test_disagreement_of_many_files_names_what_differs_once_and_few_of_it() -> None:
    words = ["mit", "isc"] * 20 + [f"cc-by-{n}.0" for n in range(1, 5)] + ["zlib", "0bsd", "wtfpl"]
    claims = [
        LicenseClaim(Span(f"{n:02}.json"), word, Basis.DECLARED, "civitai")
        for n, word in enumerate(words)
    ]
    _, doubts = resolve(MODEL, claims)
    (doubt,) = (doubt for doubt in doubts if doubt.slug == "sources-disagree")
    assert doubt.message.count("mit (") == 1
    assert doubt.message.endswith(" and 1 more.")
    assert len(doubt.claims) == len(claims)
