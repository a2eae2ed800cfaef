"""What the archives that models are saved in say of a license, without unpickling anything.

Formats: TorchScript and PyTorch Mobile (pytorch/pytorch `torch/csrc/jit/serialization`: the files
that the author puts in under `extra/`), Keras 3 (keras-team/keras `saving_lib.py`), skops. All are
zip archives; only files of the names below are read, `data.pkl` and code never are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.binary_window import Malformed, is_absent
from licscan.extract.header_claims import license_fact
from licscan.extract.parsed import texts
from licscan.extract.zip_members import has_end, members
from licscan.model import ComponentClaim, Fact, Gap, Kind, Span

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "model-archive"
READS = (
    "License files and license fields that authors put into Keras, TorchScript, PyTorch Mobile "
    "and skops archives."
)
IGNORES = "Pickles, code, tensors and every other member; older PyTorch files that are no archive."

_PLACE = re.compile(r"(?:[^/]+/)?(?:extra/)?(?P<name>[^/]+)")
_LICENSE = re.compile(r"(?:model[_-])?licen[cs]e(?:\.(?:txt|md))?", re.IGNORECASE)
_RECORD = re.compile(r"(?:metadata|info|model_info|model_card)\.json", re.IGNORECASE)
_KEYS = ("license", "model_license")


def extract(document: Document) -> Iterator[Fact]:
    """Yield the license that an archive holds; nothing for pickles and archives without one."""
    if is_absent(document) or document.head(2) != b"PK":
        return
    if not has_end(document):
        yield Gap(Span(document.path), "The archive is cut off: its list of files is missing.")
        return
    facts: list[Fact] = []
    try:
        for name, data in members(document, _is_wanted):
            facts += _facts(document.path, name, data)
    except Malformed as error:
        facts.append(Gap(Span(document.path), error.problem, error.limit))
    if any(not isinstance(fact, Gap) for fact in facts):
        yield ComponentClaim(Span(document.path), Kind.MODEL, NAME)
    yield from facts


def _is_wanted(path: str) -> bool:
    name = _name(path)
    return bool(_LICENSE.fullmatch(name) or _RECORD.fullmatch(name))


def _name(path: str) -> str:
    found = _PLACE.fullmatch(path)
    return found["name"] if found else ""


def _facts(path: str, member: str, data: bytes | Malformed) -> Iterator[Fact]:
    place = "/" + member.replace("~", "~0").replace("/", "~1")
    if isinstance(data, Malformed):
        yield Gap(Span(path, pointer=place), data.problem, data.limit)
        return
    text = data.decode("utf-8", "replace")
    if _RECORD.fullmatch(_name(member)):
        yield from _recorded(path, place, text)
        return
    fact = license_fact(Span(path, pointer=place), text, NAME)
    if fact is not None:
        yield fact


def _recorded(path: str, place: str, text: str) -> Iterator[Fact]:
    """Yield the license fields of a record; one that is no JSON is the author's own affair."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return
    for key in _KEYS:
        for pointer, raw in texts(record.get(key) if isinstance(record, dict) else None, key):
            fact = license_fact(Span(path, pointer=place + pointer), raw, NAME)
            if fact is not None:
                yield fact
