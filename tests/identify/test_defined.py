"""Names that a document gives to licenses itself: what stays a name first, then what is told."""

from __future__ import annotations

import pytest

from licscan.identify.defined import Definitions
from licscan.identify.identifier import Identifier
from licscan.model import Basis, Defined, LicenseClaim, Match, Span

# The MIT license as the Open Source Initiative has it, https://opensource.org/license/mit.
MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software
and associated documentation files (the "Software"), to deal in the Software without
restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
TERMS = "Our own terms. You may paint the frob on Sundays, in the colors of the season.\n" * 9
OWN = "LicenseRef-own"


def settled(raw: str, *defined: Defined) -> list[LicenseClaim]:
    identifier = Identifier(cache=False, scancode=False)
    claim = LicenseClaim(Span("bom.json", 7), raw, Basis.DECLARED, "cyclonedx", defined=defined)
    return list(Definitions(identifier.identify).settled(claim))


@pytest.mark.parametrize(
    ("raw", "defined"),
    [
        pytest.param(OWN, Defined(OWN, ""), id="no text"),
        pytest.param(OWN, Defined(OWN, TERMS), id="a text of one's own"),
        pytest.param(OWN, Defined(OWN, "See https://example.org/mit"), id="an address"),
        pytest.param(OWN, Defined(OWN, MIT.replace("to any person", "to any pilot")), id="changed"),
        pytest.param(OWN, Defined("LicenseRef-other", MIT), id="the text of another name"),
        pytest.param(f"MIT OR {OWN}-2", Defined(OWN, MIT), id="a name that begins alike"),
        pytest.param(OWN, Defined(OWN, TERMS, "Our terms"), id="a name that nobody knows"),
    ],
)
def test_a_name_stays_a_name(raw: str, defined: Defined) -> None:
    (claim,) = settled(raw, defined)
    assert (claim.raw, claim.expression, claim.defined) == (raw, "", ())


@pytest.mark.parametrize(
    ("raw", "defined", "expression"),
    [
        pytest.param(OWN, Defined(OWN, MIT), "MIT", id="by its text"),
        pytest.param("Acme terms", Defined("Acme terms", MIT), "MIT", id="a name with blanks"),
        pytest.param(OWN, Defined(OWN, TERMS, "Apache License 2.0"), "Apache-2.0", id="by a name"),
        pytest.param(
            f"Apache-2.0 AND ({OWN} OR ISC)",
            Defined(OWN, MIT),
            "Apache-2.0 AND (ISC OR MIT)",
            id="in an expression",
        ),
    ],
)
def test_a_name_means_what_its_text_is(raw: str, defined: Defined, expression: str) -> None:
    (claim,) = settled(raw, defined)
    assert (claim.raw, claim.expression) == (raw, expression)
    assert claim.span == Span("bom.json", 7)
    assert defined.id in claim.note


def test_a_text_that_is_another_license_than_its_id_is_told_beside_it() -> None:
    declared, text = settled("ISC", Defined("ISC", MIT))
    assert (declared.raw, declared.basis) == ("ISC", Basis.DECLARED)
    assert (text.expression, text.basis, text.span) == ("MIT", Basis.TEXT, Span("bom.json", 7))


@pytest.mark.parametrize("text", [MIT, TERMS, ""])
def test_a_text_that_is_what_its_id_says_or_unknown_is_no_news(text: str) -> None:
    (claim,) = settled("MIT", Defined("MIT", text))
    assert (claim.raw, claim.match) == ("MIT", Match.FIELD)


def test_a_choice_between_readings_is_left_open() -> None:
    claims = settled(f"{OWN} OR GPL-2.0", Defined(OWN, MIT))
    assert len({claim.expression for claim in claims}) == len(claims) > 1
    assert {claim.group for claim in claims} != {""}
