"""What a card declares of privacy and consent: what is no declaration first, then what is."""

from __future__ import annotations

import pytest

from licscan.extract import card
from licscan.model import Declaration
from licscan.sources.document import from_bytes

DATA = "---\nlicense: mit\ntask_categories: [summarization]\n"


def declared(text: str) -> list[tuple[str, str, int, str]]:
    document = from_bytes("README.md", text.encode())
    return [
        (fact.topic, fact.raw, fact.span.line, fact.span.pointer)
        for fact in card.extract(document)
        if isinstance(fact, Declaration)
    ]


@pytest.mark.parametrize(
    "front",
    [
        "gated: false",
        "gated:",
        "extra_gated_prompt: ''",
        "extra_gated_prompt: '[More Information Needed]'",
        "extra_gated_button_content: Submit",
        "tags: [privacy, pii-detection, medical, anonymization-model]",
        "tags: pii detection",
        "tags: {pii: true}",
        "tags: [3, null, [pii]]",
        "description: contains pii and personal data, gated",
    ],
)
def test_front_matter_that_declares_nothing(front: str) -> None:
    assert declared(f"{DATA}{front}\n---\n# Voices\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "### Personal and Sensitive Information\n\n[More Information Needed]\n",
        "### Personal and Sensitive Information\n\n[More Information Needed](https://x.org/how)\n",
        "### Personal and Sensitive Information\n\n_Needs More Information_.\n## Next\nText\n",
        "### Personal and Sensitive Information\n## Considerations\nText\n",
        "```\n# Privacy\nno text of the card\n```\n",
        "<!--\n# Privacy\nThe writer of the card says here ...\n-->\n",
        "# Privacy policy detection\nFinds privacy policies.\n",
        "# A dataset about consent\nForms.\n",
        "We removed personal data, and consent was given.\n",
    ],
)
def test_prose_that_declares_nothing(body: str) -> None:
    assert declared(f"{DATA}---\n{body}") == []


def test_a_section_of_a_model_is_none_of_its_data() -> None:
    assert declared("---\nlicense: mit\npipeline_tag: summarization\n---\n# Privacy\nKept.\n") == []


def test_a_readme_without_front_matter_is_no_card() -> None:
    assert declared("# Voices\n## Privacy\nSpeakers are named.\n") == []


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("extra_gated_prompt: You agree not to identify speakers.",
         ("access", "You agree not to identify speakers.", 4, "/extra_gated_prompt")),
        ("extra_gated_fields:\n  Company: text\n  I agree: checkbox",
         ("access", "extra_gated_fields: Company: text; I agree: checkbox", 5,
          "/extra_gated_fields")),
        ("gated: manual", ("access", "gated: manual", 4, "/gated")),
        ("gated: true", ("access", "gated: true", 4, "/gated")),
        ("extra_gated_eu_disallowed: true",
         ("territory", "extra_gated_eu_disallowed: true", 4, "/extra_gated_eu_disallowed")),
        ("tags:\n- speech\n- not-for-all-audiences",
         ("audience", "not-for-all-audiences", 6, "/tags/1")),
        ("tags: [PII]", ("personal-data", "PII", 4, "/tags/0")),
    ],
)  # fmt: skip
def test_front_matter_declares(front: str, expected: tuple[str, str, int, str]) -> None:
    assert declared(f"{DATA}{front}\n---\n# Voices\n") == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# Voices\n\n### Personal and Sensitive Information\n\nNames of speakers.\n\n## Next\nx\n",
         ("personal-data", "Names of speakers.", 7)),
        ("Personal and Sensitive Information\n---\nNone.\n", ("personal-data", "None.", 5)),
        ("## 4.2 Opt-out\nWrite to us.\n", ("opt-out", "Write to us.", 5)),
        ("## **Informed Consent**\nAll signed.\n", ("consent", "All signed.", 5)),
        ("## De-identification\n- Names were cut.\n", ("protection", "- Names were cut.", 5)),
        ("## Privacy\nMany names.\n\n[More Information Needed]\n",
         ("personal-data", "Many names.\n\n[More Information Needed]", 5)),
    ],
)  # fmt: skip
def test_a_section_declares(body: str, expected: tuple[str, str, int]) -> None:
    assert [row[:3] for row in declared(f"{DATA}---\n{body}")] == [expected]


def test_long_words_are_cut() -> None:
    ((_, raw, _, _),) = declared(f"{DATA}---\n# Privacy\n{'word ' * 2_000}\n")
    assert len(raw) == 2_000
