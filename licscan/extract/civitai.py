"""What the file that tools lay beside a model from CivitAI says: permissions and base model.

Such a file is what CivitAI's API answers for a model or for one version of it. Terms are four flags
there and no license: they are told word for word, and `rules/flags.toml` knows what they come to.
Source: https://developer.civitai.com/site/reference/models.md
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.architectures import base_of_civitai
from licscan.extract.parsed import entry, pointer, rows, text
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Gap,
    Kind,
    LicenseClaim,
    ParentClaim,
    Prose,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "civitai"
READS = "Permission flags and base model in the files that tools lay beside a model from CivitAI."
IGNORES = "Previews, statistics, trigger words and hashes."

_FLAGS = ("allowNoCredit", "allowCommercialUse", "allowDerivatives", "allowDifferentLicense")
_ADAPTERS = frozenset({"lora", "locon", "lycoris", "dora", "textualinversion", "hypernetwork"})
_BASES = ("baseModel", "BaseModel", "base_model")
_SEVERAL = "The versions on this page have different base models; which of them lies here is open."


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model, its base, and its permissions as they are written."""
    parsed = document.json()
    known = document.path.lower().endswith(".civitai.info")
    if not isinstance(parsed.value, dict) or not (known or _is_answer(parsed.value)):
        return
    title = next(filter(None, (text(holder, "name") for _, holder in _models(parsed.value))), "")
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=title, strong=False)
    yield from _permissions(parsed)
    yield from _base(parsed)


def _is_answer(value: object) -> bool:
    """Whether JSON is an answer of the API; other tools use these file names too."""
    flagged = any(_said(holder) for _, holder in _models(value))
    return flagged or bool(_stated_bases(value) and (entry(value, "civitai") or _ids(value)))


def _ids(value: object) -> bool:
    return any(entry(value, key) for key in ("modelId", "ModelId", "modelVersions"))


def _models(value: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the places where a model may be described, the closest description first."""
    for keys in (("model",), ("civitai", "model"), ("civitai",), ()):
        if isinstance(found := entry(value, *keys), dict):
            yield keys, found


def _said(holder: object) -> list[str]:
    return [flag for flag in _FLAGS if entry(holder, flag) is not None]


def _permissions(parsed: Positioned) -> Iterator[Fact]:
    place, flags = next(((k, h) for k, h in _models(parsed.value) if _said(h)), ((), None))
    said = _said(flags)
    if not said:
        return
    span = parsed.span(pointer(*place, said[0]))
    terms = [f"{flag}={_written(entry(flags, flag))}" for flag in said]
    terms += [f"{_BASES[0]}={_written(raw)}" for raw in _one_base(parsed.value)]
    words = f"CivitAI permissions: {', '.join(terms)}"
    yield LicenseClaim(span, words, Basis.DECLARED, NAME)
    yield Prose(span, words)


def _written(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(item) for item in value[:16]) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)[:80]


def _stated_bases(value: object) -> dict[str, str]:
    """Return the base models with the places of their names; a page names one for each version."""
    for keys in ((), ("civitai",)):
        for key in _BASES:
            if raw := text(value, *keys, key):
                return {raw: pointer(*keys, key)}
    versions = rows(entry(value, "modelVersions"))
    found = {
        text(row, "baseModel"): pointer("modelVersions", n, "baseModel") for n, row in versions
    }
    return {raw: place for raw, place in found.items() if raw}


def _one_base(value: object) -> list[str]:
    """Return the base where only one is named; the site shows its license beside the flags."""
    bases = list(_stated_bases(value))
    return [base.replace(",", " ") for base in bases] if len(bases) == 1 else []


def _base(parsed: Positioned) -> Iterator[ParentClaim | Gap]:
    bases = _stated_bases(parsed.value)
    if len(bases) > 1:
        yield Gap(parsed.span("/modelVersions"), _SEVERAL)
        return
    kinds = {text(holder, "type").lower() for _, holder in _models(parsed.value)}
    kinds.add(text(parsed.value, "ModelType").lower())
    for raw, place in bases.items():
        yield ParentClaim(
            parsed.span(place),
            base_of_civitai(raw) or raw,
            Source.CONFIG,
            NAME,
            relation=Relation.ADAPTER if kinds & _ADAPTERS else None,
            note=f"the base model is written as {raw}",
        )
