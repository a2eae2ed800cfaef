"""The models that go into a mergekit merge, from a file or from the block in a card.

Source: arcee-ai/mergekit `mergekit/config.py`, `common.py`, `moe.py`. A reference is
`path[@revision]`, `model+lora`, or a mapping of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, text
from licscan.model import ParentClaim, Relation, Source
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Positioned

_FENCE = re.compile(r"^```[ \t]*(?:ya?ml)?[ \t]*\r?\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SIGN = re.compile(r"^(?:merge_method|models|slices|experts|modules)[ \t]*:", re.MULTILINE)
_NO_MODEL = frozenset({"base", "union", "none"})


def is_recipe(value: object) -> bool:
    """Say whether a parsed document is a merge recipe."""
    if entry(value, "merge_method") is not None and not isinstance(value, list):
        return True
    return entry(value, "experts") is not None and entry(value, "base_model") is not None


def from_prose(path: str, body: str, first_line: int, extractor: str) -> Iterator[ParentClaim]:
    """Yield the parents of recipes in fenced blocks of a card."""
    from licscan.sources.positions import positioned_yaml

    for block in _FENCE.finditer(body):
        if not _SIGN.search(block.group(1)):
            continue
        line = first_line + body.count("\n", 0, block.start(1))
        try:
            parsed = positioned_yaml(path, block.group(1), line)
        except Unreadable:
            continue
        if is_recipe(parsed.value):
            yield from parents(parsed, extractor, Source.CARD)


def parents(
    parsed: Positioned, extractor: str, source: Source = Source.RECIPE
) -> Iterator[ParentClaim]:
    """Yield each model of a recipe once, at its first place."""
    stage = text(parsed.value, "name")
    seen: set[str] = {stage} if stage else set()
    for place, value in sorted(_references(parsed.value), key=lambda pair: pair[1] == ""):
        for raw, revision in _split(value):
            if raw and raw not in seen:
                seen.add(raw)
                yield parent_claim(
                    parsed.span(place),
                    raw,
                    source,
                    extractor,
                    relation=Relation.MERGE,
                    revision=revision,
                )
    yield from _tokenizer(parsed, extractor, source, seen)


def _references(value: object) -> Iterator[tuple[str, object]]:
    for key, field in (("models", "model"), ("experts", "source_model")):
        for number, row in _rows(entry(value, key)):
            yield pointer(key, number, field), row.get(field)
    yield from _slices(value)
    modules = entry(value, "modules")
    for name, module in modules.items() if isinstance(modules, dict) else ():
        for place, reference in (*_references_of_module(module),):
            yield pointer("modules", str(name)) + place, reference
    yield "/base_model", entry(value, "base_model")


def _references_of_module(module: object) -> Iterator[tuple[str, object]]:
    for number, row in _rows(entry(module, "models")):
        yield pointer("models", number, "model"), row.get("model")
    yield from _slices(module)


def _slices(value: object) -> Iterator[tuple[str, object]]:
    for number, piece in _rows(entry(value, "slices")):
        for row, source in _rows(piece.get("sources")):
            yield pointer("slices", number, "sources", row, "model"), source.get("model")


def _rows(value: object) -> Iterator[tuple[int, dict[object, object]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _split(reference: object) -> Iterator[tuple[str, str]]:
    """Yield name and revision of the model, and of the LoRA that is put on it."""
    if isinstance(reference, dict):
        model = reference.get("model")
        if isinstance(model, dict):
            yield text(model, "path"), text(model, "revision")
        elif isinstance(model, str):
            yield from _split(model)
        lora = reference.get("lora")
        if isinstance(lora, dict):
            yield text(lora, "path"), text(lora, "revision")
        return
    for part in reference.split("+") if isinstance(reference, str) else ():
        name, _, revision = part.strip().partition("@")
        yield name, revision


def _tokenizer(
    parsed: Positioned, extractor: str, source: Source, seen: set[str]
) -> Iterator[ParentClaim]:
    for keys in (("tokenizer_source",), ("tokenizer", "source")):
        raw = text(parsed.value, *keys).removeprefix("model:")
        if raw and raw not in _NO_MODEL and raw not in seen:
            seen.add(raw)
            yield parent_claim(
                parsed.span(pointer(*keys)),
                raw,
                source,
                extractor,
                relation=Relation.MADE_WITH,
                note="tokenizer",
            )
