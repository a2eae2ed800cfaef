"""The identifier without ScanCode: gaps where it cannot know, claims where it can."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licscan.identify.identifier import Identifier
from licscan.model import Basis, Gap, Kind, LicenseClaim, LicenseText, Match, Span

IDENTIFIER = Identifier(cache=False, scancode=False)
SPAN = Span("model/LICENSE-MODEL", 4)


def named(text: str, **fields: object) -> LicenseText:
    return LicenseText(SPAN, "license-files", text, **fields)  # type: ignore[arg-type]


def one_claim(text: LicenseText) -> LicenseClaim:
    (claim,) = IDENTIFIER.identify(text)
    assert isinstance(claim, LicenseClaim)
    return claim


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_file_is_a_gap_and_an_empty_section_nothing(text: str) -> None:
    assert IDENTIFIER.identify(named(text)) == (Gap(SPAN, "the license file is empty"),)
    assert IDENTIFIER.identify(named(text, named=False)) == ()


def test_a_section_that_names_no_license() -> None:
    text = "## License\n\nAsk the authors of the data. See the LICENSE file."
    assert IDENTIFIER.identify(named(text, named=False)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "All of this is ours. You may look at it.",
        "see https://example.com/license",
        "Llama 9.7 Community License Agreement\n\n" + "You may use it on Sundays. " * 30,
    ],
)
def test_what_is_not_verbatim_is_a_gap(text: str) -> None:
    (gap,) = IDENTIFIER.identify(named(text))
    assert isinstance(gap, Gap)
    assert gap.span == SPAN
    assert "could not be identified" in gap.problem


def test_a_known_title_over_other_words_is_near(shipped: Callable[[str], str]) -> None:
    text = "SAM License\nLast Updated: May 1, 2031\n\n" + "You may use it on Sundays. " * 30
    claim = one_claim(named(text))
    assert (claim.expression, claim.match) == ("LicenseRef-licscan-sam", Match.NEAR)
    assert claim.score == 0
    assert "title" in claim.note


def test_a_text(shipped: Callable[[str], str]) -> None:
    text = named(shipped("apache-2.0"), applies_to=Kind.MODEL, scope="model")
    claim = one_claim(text)
    assert claim == LicenseClaim(
        SPAN,
        "Apache-2.0",
        Basis.TEXT,
        "license-files",
        expression="Apache-2.0",
        match=Match.EXACT,
        applies_to=Kind.MODEL,
        scope="model",
    )


@pytest.mark.parametrize(
    ("text", "expression", "basis", "match"),
    [
        ("MIT License", "MIT", Basis.REFERENCE, Match.REFERENCE),
        (
            "This work is licensed under a Creative Commons Attribution 4.0 International License.",
            "CC-BY-4.0",
            Basis.DECLARED,
            Match.REFERENCE,
        ),
        ("SPDX-License-Identifier: MIT", "MIT", Basis.REFERENCE, Match.REFERENCE),
        (
            "Dual licensed under the MIT or GPL licenses.",
            "GPL-1.0-or-later OR MIT",
            Basis.DECLARED,
            Match.REFERENCE,
        ),
        (
            "Apache License, Version 2.0\n(Full text: https://www.apache.org/licenses/LICENSE-2.0)",
            "Apache-2.0",
            Basis.REFERENCE,
            Match.REFERENCE,
        ),
        (
            "https://creativecommons.org/licenses/by/4.0/",
            "CC-BY-4.0",
            Basis.REFERENCE,
            Match.REFERENCE,
        ),
    ],
)
def test_a_file_that_only_names_its_license(
    text: str, expression: str, basis: Basis, match: Match
) -> None:
    claim = one_claim(named(text))
    assert (claim.expression, claim.basis, claim.match) == (expression, basis, match)


def test_a_section_that_names_two_is_a_group_at_their_lines() -> None:
    text = "## License\n\nThe code: MIT License.\n\nThe data: CC-BY-4.0 License."
    first, second = IDENTIFIER.identify(named(text, named=False))
    assert isinstance(first, LicenseClaim)
    assert isinstance(second, LicenseClaim)
    assert [first.expression, second.expression] == ["MIT", "CC-BY-4.0"]
    assert [first.span.line, second.span.line] == [6, 8]
    assert first.group == second.group != ""
    assert {first.basis, second.basis} == {Basis.REFERENCE}


def test_a_section_that_holds_a_text(shipped: Callable[[str], str]) -> None:
    claim = one_claim(named(f"## License\n\n{shipped('mit')}", named=False))
    assert (claim.expression, claim.basis, claim.match) == ("MIT", Basis.TEXT, Match.RULES)


HTML = "<html><body><h1>MIT License</h1><p>{}</p></body></html>"


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.replace('"', "&quot;"),
        lambda text: HTML.format(text.replace("\n\n", "</p>\n<p>")),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Software", "[Software](https://example.com)"),
        lambda text: "".join(f"> {line}\n" for line in text.splitlines()),
    ],
    ids=["entities", "HTML", "Windows", "links", "quoted"],
)
def test_layouts(shipped: Callable[[str], str], dress: Callable[[str], str]) -> None:
    assert one_claim(named(dress(shipped("mit")))).expression == "MIT"


def test_ids_are_those_of_the_rulebook(shipped: Callable[[str], str]) -> None:
    assert one_claim(named(shipped("openmdw-1.0"))).expression == "OpenMDW-1.0"


# each of these once took a time that grew with the square of its length
@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "[a](",
        "<a ",
        "copyright ",
        "Copyright (c) 2031\n",
        "(c)",
        "&#x;",
        "a+",
        "gpl ",
        "\x01",
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_hostile_text_is_read_to_its_end(unit: str, is_named: bool) -> None:
    for found in IDENTIFIER.identify(named(unit * 100_000, named=is_named)):
        assert isinstance(found, LicenseClaim | Gap)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_any_text_gives_claims_or_gaps(text: str, is_named: bool) -> None:
    for found in IDENTIFIER.identify(named(text, named=is_named)):
        assert isinstance(found, LicenseClaim | Gap)


def test_the_answer_is_the_same_twice(shipped: Callable[[str], str]) -> None:
    text = named(shipped("bsd-new") + "\nPurple.\n")
    assert IDENTIFIER.identify(text) == Identifier(cache=False, scancode=False).identify(text)


def test_a_certain_answer_loads_nothing_heavy(
    shipped: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "LICENSE"
    file.write_text(shipped("apache-2.0"), encoding="utf-8")
    program = (
        "import sys, pathlib; from licscan.identify.identifier import Identifier\n"
        "from licscan.model import LicenseText, Span\n"
        f"text = pathlib.Path({str(file)!r}).read_text(encoding='utf-8')\n"
        "found = Identifier().identify(LicenseText(Span('LICENSE'), 'x', text))\n"
        "heavy = {'licensedcode', 'scancode_config', 'license_expression', 'sqlite3', 'yaml'}\n"
        "print(found[0].expression, sorted(heavy & set(sys.modules)))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "Apache-2.0 []"
