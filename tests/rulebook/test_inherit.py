"""A license file that extends another keeps what it does not change."""

from __future__ import annotations

from typing import Any

import pytest

from licscan.rulebook import Rulebook
from licscan.rulebook.inherit import whole

BASE: dict[str, Any] = {
    "id": "Lighthouse-1.0",
    "name": "Lighthouse",
    "category": "permissive",
    "reusable": True,
    "verified": {"how": "text", "source": "lighthouse"},
    "permits": {"use": "yes", "modify": "yes", "clause": "2", "pattern": "use and change"},
    "duties": [
        {"kind": "attribution", "on": ["distribute"], "clause": "3"},
        {"kind": "include-license", "on": ["distribute"], "clause": "4"},
    ],
    "outbound": {"rule": "any", "clause": "5", "pattern": "any terms you like", "note": "free"},
    "notes": {"text": ["first edition"]},
}


def _with(**own: Any) -> dict[str, Any]:
    data = {"id": "Lighthouse-1.1", "name": "Lighthouse", "extends": "Lighthouse-1.0", **own}
    return dict(whole(data, {"Lighthouse-1.0": BASE}.get))


@pytest.mark.parametrize("kept", ["category", "permits", "duties", "outbound"])
def test_what_is_not_said_is_taken_over(kept: str) -> None:
    assert _with()[kept] == BASE[kept]


@pytest.mark.parametrize("own", ["reusable", "verified", "notes"])
def test_what_each_license_says_for_itself(own: str) -> None:
    assert own not in _with()


def test_entries_of_a_table_are_changed_one_by_one() -> None:
    assert _with(permits={"modify": "no"})["permits"] == BASE["permits"] | {"modify": "no"}


def test_another_clause_does_not_keep_the_words_of_the_old_one() -> None:
    outbound = _with(outbound={"rule": "same-license", "clause": "6"})["outbound"]
    assert outbound == {"rule": "same-license", "clause": "6", "note": "free"}


def test_a_duty_stands_in_for_those_of_its_kind() -> None:
    duty = {"kind": "attribution", "on": ["distribute"], "clause": "7"}
    assert _with(duties=[duty])["duties"] == [BASE["duties"][1], duty]


def test_a_kind_can_be_dropped() -> None:
    assert _with(drop=["attribution"])["duties"] == [BASE["duties"][1]]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"id": "A", "extends": "B"}, "B, which is unknown"),
        ({"id": "A", "extends": "A"}, "A, which extends A"),
    ],
)
def test_what_cannot_be_taken_over(table: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        whole(table, {"A": table}.get)


def test_later_versions_may_go_where_the_only_ones_may_not() -> None:
    """GPL-2.0 section 9: any later version where the notice says so."""
    only, later = (Rulebook().license(f"GPL-2.0-{end}") for end in ("only", "or-later"))
    assert only is not None
    assert later is not None
    assert only.outbound.rule == "same-license"
    assert ("GPL-3.0-only", "later") in later.outbound.compatible
    assert later.duties == only.duties
