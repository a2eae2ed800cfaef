"""Files that are named like a license, a notice, a policy or a credit: their text as it stands.

What license a text is, is told later; here only the name decides what the file is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract import front_matter
from licscan.identify import scope
from licscan.model import Fact, Gap, LicenseText, Prose, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "license-files"
READS = (
    "The text of LICENSE, COPYING, UNLICENSE, NOTICE, ATTRIBUTION, CREDITS, CHANGES, AUTHORS and "
    "use policy files, under the names models give them (MODEL_LICENSE, LICENSE-CODE), and of "
    "everything in a `LICENSES` folder."
)
IGNORES = (
    "Programs, data, keys and pictures with `license` in their name, web pages that are not named "
    "`license.html` or like it, license key files (JSON, PEM), and `.license` sidecars, which are "
    "read for their SPDX tags."
)
LIMIT = 1_000_000
"""Bytes of one file."""
_PROSE = 64_000
_SAMPLE = 4_000
_LONG_NOTICE = 400
_PROGRAMS_AND_DATA = """
py pyi pyc ipynb js mjs cjs ts jsx tsx css scss php rb pl go rs java kt swift c cc
cpp cxx h hh hpp cu cuh cs m mm r jl lua sh bash zsh ps1 bat cmd sql json jsonl json5 yml yaml
toml xml csv tsv ini cfg conf lock log pem key crt cer pub sig asc license png jpg jpeg gif svg
webp ico bmp mp4 zip gz tar whl so dll bin npy npz pt pth onnx gguf safetensors parquet j2 tmpl
template
"""
_NO_TEXT = frozenset(_PROGRAMS_AND_DATA.split())
_PAGES = frozenset({"html", "htm", "xhtml"})
_PAGE = re.compile(
    r"(?:(?:un|model|code|data|weights)?[_-]?licen[cs]e(?:[_-](?:model|code|data|weights))?|copying)"
    r"\.x?html?\Z",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(script|style|head|nav|footer)\b", re.IGNORECASE)
_UNREADABLE = frozenset({"pdf", "doc", "docx", "rtf", "odt"})
_SUBJECTS = """
plate plates plater recognition detection detector detect classifier checker check checks header
headers template templates manager key keys server scan scanner report badge test tests driver
drivers driving utils util tool tools
"""
_OTHER_SUBJECT = frozenset(_SUBJECTS.split())
_CREDITS = re.compile(r"(?:attribution|credits|changes|authors)", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|_)(?:un)?licen[cs]es?(?:_|$)|^copying(?:_|$)|terms_of_use|(?:^|_)notices?(?:_|$)"
    r"|third_?party|^(?:attributions?|credits|changes|authors)(?:_|$)"
    r"|us(?:e|age)_polic|acceptable_use"
)
_COLLECTION = re.compile(r"(?:^|/)licen[cs]es/")
_KEY_FILE = re.compile(r"\s*(?:\{|\[\s*[\[{\"]|-----BEGIN |#!)")
_FIELD = re.compile(r"\s*[A-Za-z_][\w-]*[ \t]*:")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the text of the file, as prose too where duties are fulfilled in such files.

    A file that is a license by its name and holds no text to read gives a gap.
    """
    path, name = document.path, document.path.rpartition("/")[2]
    end = name.rpartition(".")[2].lower() if "." in name else ""
    if end in _NO_TEXT or not _is_license_like(path, name):
        return
    if end in _PAGES and not _PAGE.match(name):
        return
    yield from read(document)


def read(document: Document) -> Iterator[Fact]:
    """Yield the text of a file that is known to be about a license, whatever its name."""
    path, name = document.path, document.path.rpartition("/")[2]
    end = name.rpartition(".")[2].lower() if "." in name else ""
    span = Span(path)
    if end in _UNREADABLE:
        yield Gap(span, f"The file is not plain text (.{end}); its license was not read.")
        return
    if document.is_lfs_pointer:
        yield Gap(span, "A Git LFS pointer stands in for the text.")
        return
    text, line = _body(document.text(LIMIT))
    if end in _PAGES:
        text = _visible(text)
    if _is_binary(text[:_SAMPLE]):
        yield Gap(span, "The file is not plain text; its license was not read.")
    elif not _KEY_FILE.match(text):
        yield from _facts(Span(path, line), name, text)


def _facts(span: Span, name: str, text: str) -> Iterator[Fact]:
    path = span.path
    is_credit = bool(_CREDITS.match(name))
    is_aside = scope.is_notice(path) or scope.is_policy(path) or is_credit
    if is_aside and text.strip():
        yield Prose(span, text[:_PROSE])
    if is_credit or (scope.is_notice(path) and len(text) < _LONG_NOTICE):
        return
    yield LicenseText(
        span,
        NAME,
        text,
        named=not is_aside,
        applies_to=None if is_aside else scope.applies_to(path),
        scope=scope.part(path),
    )


def _visible(text: str) -> str:
    """Return a page less the parts that are no running text; its tags stay."""
    lowered, kept, place = text.lower(), [], 0
    unclosed: set[str] = set()
    for found in _UNSEEN.finditer(lowered):
        tag = found[1]
        if found.start() < place or tag in unclosed:
            continue
        end = lowered.find(f"</{tag}", found.end())
        if end < 0:
            unclosed.add(tag)
            continue
        kept.append(text[place : found.start()])
        place = end
    return "".join((*kept, text[place:]))


def _body(text: str) -> tuple[str, int]:
    """Return the text less YAML front matter, and the line on which it begins."""
    block = front_matter.split(text)
    if _FIELD.match(block.yaml) and block.body.strip():
        return block.body, block.body_line
    return text, 1


def _is_binary(sample: str) -> bool:
    """Tell whether too many characters of a text are none that a person writes."""
    odd = sum(c == "\ufffd" or not (c.isprintable() or c.isspace()) for c in sample)
    return odd > len(sample) // 20


def _is_license_like(path: str, name: str) -> bool:
    """Tell whether a file is a license by its name, and not one that only has the word in it."""
    words = re.split(r"[^a-z0-9]+", name.lower())
    if words[0] == "readme" or _OTHER_SUBJECT.intersection(words):
        return False
    return bool(_NAMED.search("_".join(words)) or _COLLECTION.search(path.lower()))
