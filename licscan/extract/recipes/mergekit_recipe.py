"""The models that go into a mergekit merge, from a file or from the blocks in a card.

Source: arcee-ai/mergekit `mergekit/config.py`, `common.py`, `moe/config.py`, `multimerge.py`. A
reference is `path[@revision]`, `model+lora`, or a mapping of both. A file may hold several stages,
one YAML document each; a stage that has a name can be a model of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract import front_matter
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import ParentClaim, Relation, Source, Span
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Positioned

_FENCE = re.compile(
    r"^[ ]{0,3}(?P<fence>```+|~~~+)[ \t]*(?P<language>[^\s`]*)[^\n]*\n"
    r"(?P<inner>.*?)^[ ]{0,3}(?P=fence)[`~]*[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_LANGUAGES = frozenset({"", "yaml", "yml"})
_SIGN = re.compile(r"^(?:- )?(?:merge_method|models|slices|experts|modules)[ \t]*:", re.MULTILINE)
_STAGE_MARK = re.compile(r"^---[ \t]*(?:#.*)?$", re.MULTILINE)
_NO_TOKENIZER = frozenset({"base", "union", "none"})
_MOST_STAGES = 200


class _Use(NamedTuple):
    span: Span
    raw: str
    revision: str
    relation: Relation = Relation.MERGE


def stages(path: str, content: str, first_line: int = 1) -> tuple[Positioned, ...]:
    """Parse each YAML document of a file; *content* has one kind of line end.

    Raises:
        Unreadable: one of them is no YAML, or there are too many.
    """
    from licscan.sources.positions import positioned_yaml

    marks = list(_STAGE_MARK.finditer(content))
    if len(marks) > _MOST_STAGES:
        raise Unreadable(f"No more than {_MOST_STAGES} stages of a merge are read.", limit=True)
    begins = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(content)]
    found = []
    for begin, end in zip(begins, ends, strict=True):
        line = first_line + front_matter.lines(content[:begin])
        found.append(positioned_yaml(path, content[begin:end], line))
    return tuple(stage for stage in found if stage.value is not None)


def is_recipe(value: object, is_named: bool = False) -> bool:
    """Say whether a parsed document is a merge recipe.

    Where the file *is_named* like one, a list of models is enough; elsewhere it needs a method.
    """
    if not any(True for _ in _references(value)):
        return False
    if any(True for _ in _experts(value)):
        return True
    return is_named or isinstance(entry(value, "merge_method"), str)


def from_prose(path: str, body: str, first_line: int, extractor: str) -> Iterator[ParentClaim]:
    """Yield the parents of recipes in the fenced blocks of a card."""
    found: list[Positioned] = []
    for block in _FENCE.finditer(body):
        if block["language"].lower() not in _LANGUAGES or not _SIGN.search(block["inner"]):
            continue
        line = first_line + front_matter.lines(body[: block.start("inner")])
        try:
            found += stages(path, block["inner"], line)
        except Unreadable:
            continue
    recipes = [one for one in found if is_recipe(one.value)]
    yield from parents(recipes, extractor, Source.CARD)


def parents(
    recipes: Sequence[Positioned], extractor: str, source: Source = Source.RECIPE
) -> Iterator[ParentClaim]:
    """Yield each model that goes into the merge once, at its first place.

    What the stages are called is inside the merge, and no parent.
    """
    seen = {name for name in (text(recipe.value, "name") for recipe in recipes) if name}
    uses = [use for recipe in recipes for use in _uses(recipe)]
    for use in sorted(uses, key=lambda use: (use.relation is Relation.MADE_WITH, use.span)):
        if not use.raw or use.raw in seen:
            continue
        seen.add(use.raw)
        yield parent_claim(
            use.span,
            use.raw,
            source,
            extractor,
            relation=use.relation,
            revision=use.revision,
            note="tokenizer" if use.relation is Relation.MADE_WITH else "",
        )


def _uses(recipe: Positioned) -> Iterator[_Use]:
    for place, reference in _references(recipe.value):
        span = recipe.span(place)
        yield from (_Use(span, raw, revision) for raw, revision in _split(reference))
    for keys in (("tokenizer_source",), ("tokenizer", "source")):
        span = recipe.span(pointer(*keys))
        named = entry(recipe.value, *keys)
        for raw, revision in _split(named):
            raw = raw.removeprefix("model:")
            if raw not in _NO_TOKENIZER:
                yield _Use(span, raw, revision, Relation.MADE_WITH)


def _references(value: object) -> Iterator[tuple[str, object]]:
    """Yield pointer and value of every place of a recipe that names a model."""
    yield from _experts(value)
    yield from _of_module(value)
    modules = entry(value, "modules")
    for name, module in modules.items() if isinstance(modules, dict) else ():
        for place, reference in _of_module(module):
            yield pointer("modules", str(name)) + place, reference


def _experts(value: object) -> Iterator[tuple[str, object]]:
    for key in ("experts", "shared_experts"):
        for number, row in rows(entry(value, key)):
            if row.get("source_model"):
                yield pointer(key, number, "source_model"), row["source_model"]
    if any("source_model" in row for _, row in rows(entry(value, "experts"))):
        yield from _base(value)


def _of_module(value: object) -> Iterator[tuple[str, object]]:
    named = []
    for number, row in rows(entry(value, "models")):
        named.append((pointer("models", number, "model"), row.get("model")))
    for number, piece in rows(entry(value, "slices")):
        for row_number, row in rows(piece.get("sources")):
            place = pointer("slices", number, "sources", row_number, "model")
            named.append((place, row.get("model")))
        named += [(pointer("slices", number) + place, base) for place, base in _base(piece)]
    found = [(place, reference) for place, reference in named if reference]
    yield from found
    if found:
        yield from _base(value)


def _base(value: object) -> Iterator[tuple[str, object]]:
    if entry(value, "base_model"):
        yield pointer("base_model"), entry(value, "base_model")


def _split(reference: object) -> Iterator[tuple[str, str]]:
    """Yield name and revision of the model, and of the LoRA that is put on it."""
    if isinstance(reference, str):
        for part in reference.split("+"):
            name, _, revision = part.strip().partition("@")
            yield name, revision
    elif isinstance(reference, dict):
        for key in ("model", "lora"):
            yield from _split(reference.get(key))
        if text(reference, "path"):
            yield text(reference, "path"), text(reference, "revision")
