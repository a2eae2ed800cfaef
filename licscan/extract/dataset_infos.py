"""What `dataset_infos.json` and `dataset_info.json` say: a license for each configuration.

Source: `datasets.DatasetInfo` (huggingface/datasets, src/datasets/info.py): `license` is a free
text, often empty and sometimes the license itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.parsed import pointer, text
from licscan.model import (
    Basis,
    ComponentClaim,
    Kind,
    LicenseClaim,
    LicenseText,
)
from licscan.record_licenses import AnyFact, RecordLicenses

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "dataset_infos"
READS = (
    "The license of each configuration in the information that the datasets library keeps, and "
    "features in which records name licenses."
)
IGNORES = "Descriptions, citations, checksums and addresses of downloads, features."

_SIGNS = frozenset({"features", "splits", "citation", "description", "builder_name"})
_WORD = 200


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield the licenses; what all configurations agree on is the license of the whole."""
    parsed = document.json()
    infos = dict(_infos(parsed.value))
    if not infos:
        return
    yield ComponentClaim(parsed.span(), Kind.DATASET, NAME, strong=False)
    yield from _columns(parsed, infos)
    whole = len({text(info, "license") for info in infos.values()}) == 1
    for number, (config, info) in enumerate(infos.items()):
        raw = text(info, "license")
        if not raw or (whole and number):
            continue
        span = parsed.span(pointer(*([config] if config else []), "license"))
        scope = "" if whole else config
        if len(raw) > _WORD:
            yield LicenseText(span, NAME, raw, named=False, applies_to=Kind.DATASET, scope=scope)
        else:
            yield LicenseClaim(
                span, raw, Basis.DECLARED, NAME, applies_to=Kind.DATASET, scope=scope
            )


def _columns(
    parsed: Positioned, infos: dict[str, dict[object, object]]
) -> Iterator[RecordLicenses]:
    """Yield the features in which records name licenses, each once."""
    from licscan.extract.record_columns import promised

    seen: set[str] = set()
    for config, info in infos.items():
        features = info.get("features")
        for name in features if isinstance(features, dict) else ():
            place = pointer(*([config] if config else []), "features", str(name))
            if str(name) not in seen:
                yield from promised(parsed.span(place), str(name), NAME)
            seen.add(str(name))


def _infos(value: object) -> Iterator[tuple[str, dict[object, object]]]:
    """Yield configuration and information; a file of one configuration has no name for it."""
    if not isinstance(value, dict):
        return
    if _SIGNS & set(value) and not all(isinstance(inner, dict) for inner in value.values()):
        yield "", value
        return
    for config, inner in value.items():
        if isinstance(inner, dict) and _SIGNS & set(inner):
            yield str(config), inner
