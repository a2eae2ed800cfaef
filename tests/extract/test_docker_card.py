"""Cards of Docker Hub's model catalog: other tables first, then the row about the license."""

from __future__ import annotations

import pytest

from licscan.extract import docker_card
from licscan.model import ComponentClaim, LicenseClaim
from licscan.sources.document import from_bytes

HEAD = "# Net\n\n| Attribute | Details |\n|---|---|\n| **Architecture** | llama |\n"


def read(text: str, path: str = "ai/net.md") -> list[object]:
    return list(docker_card.extract(from_bytes(path, text.encode())))


OTHERS = [
    ("", "no bytes"),
    ("# Net\n\n| Name | License |\n|---|---|\n| x | MIT |\n", "table of parts"),
    (HEAD, "no license"),
    ("| Attribute | Details |\n|---|---|\n| **License** | MIT |\n", "no word of a model"),
    (HEAD + "| License | |\n", "empty cell"),
    (HEAD + "\n| License | MIT |\n", "row of another table"),
    (HEAD + "| License fee | none |\n", "another attribute"),
    (HEAD + "\n**License**: MIT\n", "prose"),
    ("| Attribute | Details | More |\n|---|---|---|\n| License | MIT | x |\n", "another column"),
]


@pytest.mark.parametrize("text", [pytest.param(t, id=i) for t, i in OTHERS])
def test_docker_card_says_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("value", "raw", "link"),
    [
        ("Apache 2.0", "Apache 2.0", ""),
        ("[MIT](https://x.org/LICENSE)", "MIT", "https://x.org/LICENSE"),
        ("MIT or [other](https://x.org)", "MIT or [other](https://x.org)", ""),
    ],
)
def test_docker_card_states_a_license(value: str, raw: str, link: str) -> None:
    component, claim = read(HEAD + f"| **License**   | {value} |\n")
    assert isinstance(component, ComponentClaim)
    assert isinstance(claim, LicenseClaim)
    assert (claim.raw, claim.link, claim.span.line) == (raw, link, 6)
    assert claim.scope == "net.md"


def test_readme_speaks_for_its_folder() -> None:
    _, claim = read(HEAD + "| License | MIT |\r\n", "net/README.md")
    assert claim.scope == ""
