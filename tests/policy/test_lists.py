"""Lists of licenses: the whole GNU table by meaning, exactness, and what is not let in."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.config.reading import parse
from licscan.config.values import Lists
from licscan.expressions import canonical
from licscan.model import NOASSERTION, Relation, Severity
from licscan.policy.listing import listed
from licscan.policy.lists import Bouncer, Standing
from licscan.rulebook import Rulebook
from tests.policy.worlds import lineage

BOOK = Rulebook()
LETTERS = {
    "+": Standing.ALLOWED,
    "?": Standing.NEEDS_APPROVAL,
    "0": Standing.UNLISTED,
    "-": Standing.DENIED,
}


def lists(**entries: list[str]) -> Lists:
    lines = [f"{key.replace('_', '-')} = {words!r}" for key, words in entries.items()]
    config = parse("[licenses]\n" + "\n".join(lines), Path("licscan.toml"))
    assert config is not None
    assert config.policy.lists is not None
    return config.policy.lists


def standing(rules: Lists, license: str) -> Standing:
    return Bouncer(rules, BOOK).decide(canonical(license)).standing


GNU = ("GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later")
# GPL-2.0 and later offers 2.0 and 3.0: it is let in where either is (GPL-2.0 section 9).
ALLOWED = {
    "GPL-2.0-only": "++00",
    "GPL-2.0": "++++",
    "GPL-2.0-or-later": "++++",
    "GPL-2.0+": "++++",
    "GPL-3.0-only": "0+++",
    "GPL-3.0-or-later": "0+++",
    "LGPL-3.0-or-later": "0000",
    "AGPL-3.0-only": "0000",
}
# Refused only where every version that is offered is refused.
REFUSED = {
    "GPL-2.0-only": "-+++",
    "GPL-2.0-or-later": "----",
    "GPL-2.0+": "----",
    "GPL-3.0-only": "++--",
    "GPL-3.0-or-later": "++--",
    "AGPL-3.0-or-later": "++++",
}


@pytest.mark.parametrize(("entry", "row"), ALLOWED.items())
def test_gnu_licenses_are_allowed_by_meaning(entry: str, row: str) -> None:
    rules = lists(allow=[entry])
    assert [standing(rules, one) for one in GNU] == [LETTERS[letter] for letter in row]


@pytest.mark.parametrize(("entry", "row"), REFUSED.items())
def test_gnu_licenses_are_denied_by_meaning(entry: str, row: str) -> None:
    rules = lists(deny=[entry])
    assert [standing(rules, one) for one in GNU] == [LETTERS[letter] for letter in row]


def test_lesser_versions_between_are_known() -> None:
    assert standing(lists(allow=["LGPL-2.1-only"]), "LGPL-2.0-or-later") is Standing.ALLOWED
    assert standing(lists(allow=["LGPL-2.0-only"]), "LGPL-2.1-or-later") is Standing.UNLISTED


@pytest.mark.parametrize(
    ("rules", "license", "expected"),
    [
        pytest.param({"allow": []}, "MIT", "0", id="an empty list allows nothing"),
        pytest.param({"allow": ["copyleft"]}, "MIT", "0", id="no class is free"),
        pytest.param({"allow": ["permissive"]}, "GPL-3.0-only", "0", id="copyleft needs listing"),
        pytest.param({"allow": ["MIT"]}, "MIT-0", "0", id="no prefix"),
        pytest.param({"allow": ["MIT"]}, "MIT AND Apache-2.0", "0", id="all parts of AND"),
        pytest.param({"allow": ["MIT"]}, "LicenseRef-acme", "0", id="a license of one's own"),
        pytest.param(
            {"allow": ["MIT AND Apache-2.0"]}, "MIT", "0", id="an expression is not its part"
        ),
        pytest.param({"allow": ["MIT"]}, "NONE", "0", id="none stated"),
        pytest.param(
            {"allow": ["GPL-2.0-only WITH Classpath-exception-2.0"]}, "GPL-2.0-only", "0", id="bare"
        ),
        pytest.param({"deny": ["permissive"]}, "GPL-3.0-only", "+", id="not denied"),
        pytest.param({"deny": ["GPL-3.0-only"]}, "MIT OR GPL-3.0-only", "+", id="one may choose"),
        pytest.param({"deny": ["GPL-3.0-only"]}, "MIT AND GPL-3.0-only", "-", id="one may not"),
        pytest.param({"allow": ["permissive"]}, "MIT", "+", id="category"),
        pytest.param(
            {"allow": ["MIT"]}, "MIT OR GPL-3.0-only", "+", id="the branch that is allowed"
        ),
        pytest.param({"allow": ["MIT AND Apache-2.0"]}, "Apache-2.0 AND MIT", "+", id="expression"),
        pytest.param(
            {"allow": ["GPL-2.0-only"]}, "GPL-2.0-only WITH Classpath-exception-2.0", "+", id="with"
        ),
        pytest.param(
            {"deny": ["GPL-2.0-only"]},
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "-",
            id="deny with",
        ),
        pytest.param({"allow": ["NONE"]}, "NONE", "+", id="none, where that is allowed"),
        pytest.param({"needs_approval": ["rail"]}, "MIT", "+", id="no approval needed"),
        pytest.param({"needs_approval": ["permissive"]}, "MIT", "?", id="approval"),
        pytest.param(
            {"allow": ["permissive"], "deny": ["MIT"]}, "MIT", "-", id="the exact one denies"
        ),
        pytest.param(
            {"allow": ["MIT"], "deny": ["permissive"]}, "MIT", "+", id="the exact one allows"
        ),
        pytest.param(
            {"allow": ["MIT"], "deny": ["MIT OR Apache-2.0", "MIT "]},
            "MIT",
            "-",
            id="equally exact: stricter",
        ),
    ],
)
def test_standing(rules: dict[str, list[str]], license: str, expected: str) -> None:
    assert standing(lists(**rules), license) is LETTERS[expected]


def test_a_family_tag_stands_for_its_members() -> None:
    rules = lists(deny=["gpl"])
    assert all(standing(rules, one) is Standing.DENIED for one in GNU)
    assert standing(rules, "LGPL-3.0-only") is Standing.ALLOWED


def test_what_is_not_known_is_not_allowed() -> None:
    assert (
        Bouncer(lists(allow=["permissive"]), BOOK).decide(NOASSERTION).standing is Standing.UNLISTED
    )


ALLOW = {"allow": ["permissive"]}


@pytest.mark.parametrize(
    ("rules", "license", "relation"),
    [
        pytest.param(ALLOW, "Apache-2.0", Relation.FINETUNE, id="allowed"),
        pytest.param(ALLOW, "GPL-3.0-only", Relation.EVALUATED_ON, id="evaluation data"),
        pytest.param(ALLOW, "GPL-3.0-only", Relation.MADE_WITH, id="a tool"),
        pytest.param({"deny": ["copyleft"]}, "", Relation.FINETUNE, id="unknown, told elsewhere"),
    ],
)
def test_no_finding(rules: dict[str, list[str]], license: str, relation: Relation) -> None:
    assert list(listed(lineage(license, relation=relation), lists(**rules), BOOK)) == []


@pytest.mark.parametrize(
    ("rules", "license", "code", "severity"),
    [
        pytest.param(ALLOW, "GPL-3.0-only", "LIC506", Severity.ERROR, id="not listed"),
        pytest.param(ALLOW, "", "LIC506", Severity.ERROR, id="unknown under a list"),
        pytest.param(
            ALLOW, "MIT | GPL-3.0-only", "LIC506", Severity.ERROR, id="one reading is not"
        ),
        pytest.param({"deny": ["copyleft"]}, "GPL-3.0-only", "LIC505", Severity.ERROR, id="denied"),
        pytest.param(
            {"deny": ["copyleft"]},
            "MIT | GPL-3.0-only",
            "LIC505",
            Severity.WARNING,
            id="denied, perhaps",
        ),
        pytest.param(
            {"needs-approval": ["copyleft"]},
            "GPL-3.0-only",
            "LIC507",
            Severity.ERROR,
            id="approval",
        ),
    ],
)
def test_finding(rules: dict[str, list[str]], license: str, code: str, severity: Severity) -> None:
    (found,) = listed(lineage(license), lists(**rules), BOOK)
    assert (found.code, found.severity) == (code, severity)
    assert found.upstream == "pkg:huggingface/org/base"
    assert found.spans[0].line == 3
    assert found.reasons[0].path == (".", "pkg:huggingface/org/base")


def test_the_own_label_is_held_against_the_lists_too() -> None:
    (found,) = listed(lineage("MIT", own="GPL-3.0-only"), lists(**ALLOW), BOOK)
    assert (found.component, found.upstream) == (".", None)
