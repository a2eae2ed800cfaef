"""Licenses of single samples in the shards of a WebDataset.

Source: https://github.com/webdataset/webdataset (a tar whose files of one key lie side by side) and
img2dataset, which writes a JSON file for each sample. Names of keys stand in `rules/records.toml`.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract.record_columns import Tally, is_aside, mentions
from licscan.model import (
    Gap,
    Span,
)
from licscan.record_licenses import AnyFact

if TYPE_CHECKING:
    from licscan.sources.document import Document

NAME = "webdataset"
READS = "Keys named like a license in the JSON files of a WebDataset's samples, counted."
IGNORES = "The samples themselves, archives that are no WebDataset, files beyond the first 10,000."

_BLOCK = 512
_MOST_MEMBERS = 10_000
_LARGEST = 1_000_000
"""Bytes of the JSON file of one sample."""


class _Member(NamedTuple):
    name: str
    start: int
    size: int

    @property
    def key(self) -> str:
        """What the files of one sample have in common: the path up to the first dot of the name."""
        folder, _, name = self.name.rpartition("/")
        return f"{folder}/{name.partition('.')[0]}"


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what the samples looked at name."""
    if is_aside(document.path) or document.head(_BLOCK)[257:262] != b"ustar":
        return
    members = list(_members(document))
    tally = Tally()
    for member in _described(members):
        data = document.read_at(member.start, member.size)
        if tally.records == 0 and not mentions(data):
            return
        try:
            sample = json.loads(data)
        except (ValueError, RecursionError):
            continue
        if isinstance(sample, dict):
            tally.add(sample, 1, f"/{member.name}")
    ends = members[-1].start + members[-1].size if members else 0
    found = list(tally.facts(document.path, document.size - ends < 21 * _BLOCK, NAME))
    yield from found
    if found and len(members) < _MOST_MEMBERS and document.size - ends >= 21 * _BLOCK:
        yield Gap(Span(document.path), "The archive is broken; samples behind that are not known.")


def _members(document: Document) -> Iterator[_Member]:
    """Yield the files of the archive, by their headers alone."""
    at = 0
    for _ in range(_MOST_MEMBERS):
        block = document.read_at(at, _BLOCK)
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
        except tarfile.HeaderError:
            return
        yield _Member(header.name, at + _BLOCK, header.size)
        at += _BLOCK + -(-header.size // _BLOCK) * _BLOCK


def _described(members: list[_Member]) -> Iterator[_Member]:
    """Yield the JSON files that belong to a sample: a neighbour has the same key."""
    for number, member in enumerate(members):
        beside = members[max(0, number - 1) : number] + members[number + 1 : number + 2]
        if not member.name.lower().endswith(".json") or member.size > _LARGEST:
            continue
        if any(other.key == member.key for other in beside):
            yield member
