"""What a `.civitai.info` file says of the model file beside it: permissions and base model.

CivitAI states terms as four flags, not as a license: they are told word for word, and which license
they amount to is left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.architectures import base_of_civitai
from licscan.extract.parsed import entry, text
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
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
READS = "Permission flags and base model in `.civitai.info` files."
IGNORES = "Previews, statistics, trigger words and hashes."

_FLAGS = ("allowNoCredit", "allowCommercialUse", "allowDerivatives", "allowDifferentLicense")
_ADAPTERS = frozenset({"lora", "locon", "lycoris", "dora", "textualinversion", "hypernetwork"})


def extract(document: Document) -> Iterator[Fact]:
    """Yield the model, its base, and its permissions as they are written."""
    parsed = document.json()
    if not isinstance(parsed.value, dict):
        return
    title = text(parsed.value, "model", "name")
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=title, strong=False)
    yield from _permissions(parsed, document.path)
    yield from _base(parsed)


def _permissions(parsed: Positioned, path: str) -> Iterator[Fact]:
    holder = "/model" if entry(parsed.value, "model", _FLAGS[1]) is not None else ""
    flags = entry(parsed.value, "model") if holder else parsed.value
    said = [f"{flag}={_written(entry(flags, flag))}" for flag in _FLAGS if _is_set(flags, flag)]
    if not said:
        return
    first = next(flag for flag in _FLAGS if _is_set(flags, flag))
    span = parsed.span(f"{holder}/{first}")
    words = "CivitAI permissions: " + ", ".join(said)
    yield LicenseClaim(
        span,
        words,
        Basis.DECLARED,
        NAME,
        note="flags of a hosting site; they name no license",
        scope=path.rpartition("/")[2].removesuffix(".civitai.info"),
    )
    yield Prose(span, words)


def _is_set(flags: object, flag: str) -> bool:
    return entry(flags, flag) is not None


def _written(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(item) for item in value[:16]) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)[:80]


def _base(parsed: Positioned) -> Iterator[ParentClaim]:
    raw = text(parsed.value, "baseModel")
    if not raw:
        return
    known = base_of_civitai(raw)
    adapter = text(parsed.value, "model", "type").lower() in _ADAPTERS
    yield ParentClaim(
        parsed.span("/baseModel"),
        known or raw,
        Source.CONFIG,
        NAME,
        relation=Relation.ADAPTER if adapter else None,
        note=f"the base model is written as {raw}",
    )
