"""Authorities' decisions on pairs, against what the judgement derives from the terms."""

from __future__ import annotations

import pytest

from licscan.rulebook import Rulebook
from tools.pairs_report import Decided, decided

ROWS = list(decided())


@pytest.mark.parametrize(
    ("outgoing", "incoming"),
    [
        pytest.param("Apache-2.0", "Elastic-2.0", id="nobody decided"),
        pytest.param("AGPL-3.0-only", "GPL-3.0-only", id="check dependency is no decision"),
        pytest.param("MIT", "MS-PL", id="unknown is no decision"),
        pytest.param("CC-BY-4.0", "CC-BY-NC-4.0", id="not recommended is no decision"),
    ],
)
def test_undecided(outgoing: str, incoming: str) -> None:
    assert [
        m.decides(outgoing, incoming)
        for m in Rulebook().matrices
        if m.decides(outgoing, incoming) is not None
    ] == []


@pytest.mark.parametrize(
    ("outgoing", "incoming", "yes"),
    [
        ("GPL-2.0-only", "Apache-2.0", False),
        ("GPL-3.0-only", "Apache-2.0", True),
        ("GPL-3.0-only", "CC-BY-SA-4.0", True),
        ("CC-BY-SA-4.0", "GPL-3.0-only", False),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", True),
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", False),
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", False),
        ("GPL-3.0-only", "CC-BY-4.0", True),
    ],
)
def test_decided(outgoing: str, incoming: str, yes: bool) -> None:
    answers = [m.decides(outgoing, incoming) for m in Rulebook().matrices]
    assert {answer for answer in answers if answer is not None} == {yes}


def test_thousands_of_pairs_are_looked_at() -> None:
    assert len(ROWS) > 1500


def test_no_verdict_is_milder_than_an_authority() -> None:
    assert [_pair(row) for row in ROWS if row.milder] == []


def test_a_disputed_yes_is_unknown() -> None:
    disputed = [row for row in ROWS if row.yes and row.disagrees]
    assert {str(row.verdict) for row in disputed} == {"unknown"}


def test_every_disagreement_is_explained() -> None:
    assert [_pair(row) for row in ROWS if row.disagrees and not row.why] == []


def test_no_explanation_is_left_over() -> None:
    used = {(row.matrix.authority, row.incoming, row.yes) for row in ROWS if row.disagrees}
    written = {
        (matrix.authority, incoming, yes)
        for matrix in Rulebook().matrices
        for incoming, yes in matrix.explained
    }
    assert written == used


def _pair(row: Decided) -> str:
    return f"{row.matrix.authority}: {row.outgoing} <- {row.incoming}"
