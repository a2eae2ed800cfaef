"""How a parent's name in a configuration file becomes a claim: Hub id, address or local path."""

from __future__ import annotations

from licscan.extract.hub_names import cached_id, hub_address, is_path
from licscan.model import Kind, ParentClaim, Relation, Source, Span


def parent_claim(
    span: Span,
    raw: str,
    source: Source,
    extractor: str,
    *,
    kind: Kind = Kind.MODEL,
    relation: Relation | None = None,
    revision: str = "",
    note: str = "",
) -> ParentClaim:
    """Return the claim of the parent *raw*; a path is local unless it leads into the Hub cache."""
    cached = cached_id(raw)
    if cached:
        note = "; ".join(part for part in (note, f"written as {raw}") if part)
        raw = cached
    local = not cached and "://" not in raw and hub_address(raw) is None and is_path(raw)
    return ParentClaim(span, raw, source, extractor, kind, relation, revision, local, note)
