"""What DVC files say by convention: `meta.license`, the type of an artifact, imported data.

Source: iterative/dvc `annotations.py` (`desc`, `type`, `labels`, free `meta`) and imports.
DVC itself has no field for a license.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, rows, text, texts
from licscan.model import (
    Basis,
    ComponentClaim,
    Fact,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "dvc"
READS = "`meta.license` of artifacts and outputs, their type, and what was imported from elsewhere."
IGNORES = "Commands, parameters, metrics and descriptions; lock files repeat what is read."

_KINDS = {"model": Kind.MODEL, "dataset": Kind.DATASET}


def extract(document: Document) -> Iterator[Fact]:
    """Yield what the artifacts, outputs and imports of a DVC file state."""
    parsed = document.yaml()
    yield from _licenses(parsed, parsed.value, ())
    artifacts = entry(parsed.value, "artifacts")
    for name in artifacts if isinstance(artifacts, dict) else ():
        yield from _annotated(parsed, entry(artifacts, str(name)), ("artifacts", str(name)))
    for number, row in rows(entry(parsed.value, "outs")):
        yield from _annotated(parsed, row, ("outs", number))
    for number, row in rows(entry(parsed.value, "deps")):
        yield from _imported(parsed, row, number)
    stages = entry(parsed.value, "stages")
    for name, stage in stages.items() if isinstance(stages, dict) else ():
        yield from _stage(parsed, stage, ("stages", str(name)))


def _stage(parsed: Positioned, stage: object, keys: tuple[str | int, ...]) -> Iterator[Fact]:
    """Yield what is noted beside the outputs of a stage, and inputs that lie elsewhere.

    An output is a path, or a mapping of the path to what is noted beside it.
    """
    outputs = entry(stage, "outs")
    for number, row in rows(outputs):
        for path, noted in row.items():
            if isinstance(noted, dict):
                where = (*keys, "outs", number, str(path))
                yield from _annotated(parsed, {"path": str(path), **noted}, where)
    for place, raw in texts(entry(stage, "deps"), *keys, "deps"):
        if "://" in raw and not raw.startswith("remote://"):
            span = parsed.span(place)
            yield parent_claim(span, raw, Source.MANIFEST, NAME, kind=Kind.DATASET)


def _annotated(parsed: Positioned, value: object, keys: tuple[str | int, ...]) -> Iterator[Fact]:
    """Yield what is noted beside one artifact or output."""
    kind = _KINDS.get(text(value, "type").lower())
    if kind is not None:
        yield ComponentClaim(parsed.span(pointer(*keys)), kind, NAME, strong=False)
    yield from _licenses(parsed, value, keys, kind, text(value, "path"))


def _licenses(
    parsed: Positioned,
    value: object,
    keys: tuple[str | int, ...],
    kind: Kind | None = None,
    scope: str = "",
) -> Iterator[LicenseClaim]:
    found = [*texts(entry(value, "meta", "license"), *keys, "meta", "license")]
    group = f"{parsed.span().path}#{pointer(*keys, 'meta', 'license')}" if len(found) > 1 else ""
    for place, raw in found:
        yield LicenseClaim(
            parsed.span(place),
            raw,
            Basis.DECLARED,
            NAME,
            applies_to=kind,
            group=group,
            scope=scope,
        )


def _imported(parsed: Positioned, row: dict[object, object], number: int) -> Iterator[ParentClaim]:
    """Yield the repository or address that `dvc import` and `dvc import-url` took data from."""
    path, repository = text(row, "path"), text(row, "repo", "url")
    origin, place = (repository, ("repo", "url")) if repository else (path, ("path",))
    if "://" not in origin and not repository:
        return
    yield parent_claim(
        parsed.span(pointer("deps", number, *place)),
        origin,
        Source.MANIFEST,
        NAME,
        kind=Kind.DATASET,
        relation=Relation.CONTAINS,
        revision=text(row, "repo", "rev_lock") or text(row, "repo", "rev"),
        note=f"imported from {path}" if repository and path else "",
    )
