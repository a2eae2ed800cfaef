"""Files named like a license: which are none, what their name says, where their text begins."""

from __future__ import annotations

import pytest

from licscan.extract import license_files
from licscan.model import Fact, Gap, Kind, LicenseText, Prose, Span
from licscan.sources.document import Unreadable, from_bytes

TERMS = "You may paint the frob in any color.\nYou may lend it to friends on Sundays.\n"


def facts(path: str, content: str | bytes = TERMS) -> tuple[Fact, ...]:
    data = content.encode() if isinstance(content, str) else content
    return tuple(license_files.extract(from_bytes(path, data)))


@pytest.mark.parametrize(
    "path",
    [
        "license.py",
        "src/licenses.json",
        "licensing/defaults/buffalo/license.json",
        "trusted_keys/model-license-public.pem",
        "license_plate.txt",
        "license-plate-recognition.md",
        "license_detector.md",
        "LICENSE_HEADER.txt",
        "license-page.html",
        "licenses.html",
        "licensing.htm",
        "license.png",
        "MODEL.license",
        "weights.safetensors.license",
        "LICENSES/README.md",
        "licenses/views.py",
        "licensed_words.txt",
        "sublicense.txt",
        "noticeboard.md",
        "driver-license.txt",
        "copyingmachine.txt",
    ],
)
def test_no_license_file(path: str) -> None:
    assert facts(path) == ()


@pytest.mark.parametrize(
    "content",
    [
        '{\n "license_version": 1\n}',
        '[{"name": "x"}]',
        "-----BEGIN PUBLIC KEY-----\nMCow",
        "#!/bin/sh\n",
    ],
    ids=["JSON object", "JSON list", "PEM", "script"],
)
def test_a_key_or_a_program_is_no_text(content: str) -> None:
    assert facts("LICENSE", content) == ()


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("LICENSE.pdf", b"%PDF-1.7", "not plain text"),
        ("LICENSE.docx", b"PK\x03\x04", "not plain text"),
        ("LICENSE", b"\x89PNG\r\n" + bytes(range(256)) * 5, "not plain text"),
        (
            "LICENSE",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 9\n",
            "Git LFS",
        ),
    ],
    ids=["PDF", "document", "binary", "LFS pointer"],
)
def test_a_license_that_cannot_be_read_is_a_gap(path: str, content: bytes, problem: str) -> None:
    (gap,) = facts(path, content)
    assert isinstance(gap, Gap)
    assert gap.span == Span(path)
    assert problem in gap.problem


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(Unreadable) as caught:
        facts("LICENSE", b"a" * (license_files.LIMIT + 1))
    assert caught.value.limit


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("LICENSE", None),
        ("LICENCE.txt", None),
        ("license.md", None),
        ("UNLICENSE", None),
        ("COPYING", None),
        ("COPYING.LESSER", None),
        ("LICENSE.MIT", None),
        ("LICENSE-APACHE.txt", None),
        ("LICENSE-SDXL1.0", None),
        ("GEMMA_LICENSE", None),
        ("SEAMLESS_LICENSE", None),
        ("gemma/LICENSE-2.0", None),
        ("LICENSE-CODE", Kind.CODE),
        ("LICENSE-MODEL.md", Kind.MODEL),
        ("MODEL_LICENSE", Kind.MODEL),
        ("MODEL_LICENSE_AGREEMENT.txt", Kind.MODEL),
        ("WEIGHTS_LICENSE", Kind.MODEL),
        ("WEIGHTS_TERMS_OF_USE.md", Kind.MODEL),
        ("DATA_LICENSE", Kind.DATASET),
    ],
)
def test_a_license_file(path: str, kind: Kind | None) -> None:
    assert facts(path) == (
        LicenseText(Span(path), "license-files", TERMS, named=True, applies_to=kind),
    )


@pytest.mark.parametrize(
    "path", ["LICENSES/MIT.txt", "LICENSES/Apache-2.0.txt", "LICENSES/ankh/LICENSE.md"]
)
def test_a_kept_copy_speaks_for_itself_alone(path: str) -> None:
    (text,) = facts(path)
    assert isinstance(text, LicenseText)
    assert (text.named, text.scope) == (True, path)


@pytest.mark.parametrize("path", ["NOTICE", "NOTICE.md", "THIRD_PARTY_NOTICES.txt", "ATTRIBUTION"])
def test_a_short_notice_is_prose_only(path: str) -> None:
    assert facts(path) == (Prose(Span(path), TERMS),)


def test_a_long_notice_may_hold_texts_of_others() -> None:
    prose, text = facts("NOTICE", TERMS * 20)
    assert isinstance(prose, Prose)
    assert isinstance(text, LicenseText)
    assert (text.named, text.applies_to, text.scope) == (False, None, "NOTICE")


@pytest.mark.parametrize(
    "path", ["CREDITS", "CREDITS.md", "AUTHORS", "CHANGES.md", "ATTRIBUTIONS.md"]
)
def test_credits_are_prose_only(path: str) -> None:
    assert facts(path, TERMS * 20) == (Prose(Span(path), TERMS * 20),)


@pytest.mark.parametrize(
    "path", ["USE_POLICY.md", "ACCEPTABLE_USE_POLICY", "WEIGHTS_PROHIBITED_USE_POLICY.md"]
)
def test_a_policy_is_prose_and_no_license_of_the_component(path: str) -> None:
    prose, text = facts(path)
    assert isinstance(prose, Prose)
    assert isinstance(text, LicenseText)
    assert (text.named, text.applies_to, text.scope) == (False, None, path)


@pytest.mark.parametrize(
    ("content", "body", "line"),
    [
        (f"---\nlicense: other\nlanguage: en\n---\n{TERMS}", TERMS, 5),
        (f"---\nThe Frob License\n---\n{TERMS}", f"---\nThe Frob License\n---\n{TERMS}", 1),
        ("---\nlicense: other\n---\n", "---\nlicense: other\n---\n", 1),
        (f"\ufeff{TERMS}", TERMS, 1),
    ],
    ids=["front matter", "a ruled title", "front matter and nothing more", "byte order mark"],
)
def test_where_the_text_begins(content: str, body: str, line: int) -> None:
    (text,) = facts("LICENSE", content)
    assert isinstance(text, LicenseText)
    assert (text.text, text.span.line) == (body, line)


def test_prose_is_bounded() -> None:
    (prose,) = facts("CREDITS", "a" * 100_000)
    assert isinstance(prose, Prose)
    assert len(prose.text) < 70_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    (text,) = facts("LICENSE", f"Café {TERMS}".encode(encoding))
    assert isinstance(text, LicenseText)
    assert text.text == f"Café {TERMS}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("LICENSE.html", None), ("copying.htm", None), ("MODEL_LICENSE.html", Kind.MODEL)],
)
def test_a_page(path: str, kind: Kind | None) -> None:
    page = f"<html><head><title>x</title></head><style>p {{}}</style><p>{TERMS}</p></html>"
    (text,) = facts(path, page)
    assert isinstance(text, LicenseText)
    assert text.applies_to is kind
    assert TERMS in text.text
    assert "title>x" not in text.text
    assert "p {}" not in text.text


@pytest.mark.parametrize("unit", ["<style>", "<script", "</style>", "<head></head>"])
def test_a_hostile_page_is_read_to_its_end(unit: str) -> None:
    (text,) = facts("LICENSE.html", unit * 50_000)
    assert isinstance(text, LicenseText)


def test_an_empty_file_is_told() -> None:
    (text,) = facts("LICENSE", "")
    assert isinstance(text, LicenseText)
    assert text.text == ""
