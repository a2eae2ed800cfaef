"""What an MLflow model says of its source, and what its split Hub card says.

Source: mlflow/mlflow `mlflow/transformers/__init__.py`. MLflow writes no license into `MLmodel`;
it copies the card of the source as `model_card.md` and `model_card_data.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from licscan.extract.header_claims import license_fact
from licscan.extract.named_parent import parent_claim
from licscan.extract.parsed import entry, pointer, text, texts
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

NAME = "mlflow"
READS = (
    "The source model of an MLflow model, and license, base and datasets of its copied card data."
)
IGNORES = "Signatures, environments, run ids and the pickled model itself."


def extract(document: Document) -> Iterator[Fact]:
    """Yield the facts of an `MLmodel` file or of the card data beside it."""
    parsed = document.yaml()
    if not isinstance(parsed.value, dict):
        return
    if document.path.lower().endswith("model_card_data.yaml"):
        yield from _card(parsed)
    elif "flavors" in parsed.value:
        yield ComponentClaim(parsed.span(), Kind.MODEL, NAME)
        yield from _sources(parsed)
        fact = license_fact(
            parsed.span("/metadata/license"), text(parsed.value, "metadata", "license"), NAME
        )
        if fact is not None:
            yield fact


def _sources(parsed: Positioned) -> Iterator[ParentClaim]:
    """Yield the model that each flavor was saved from, once."""
    flavors = entry(parsed.value, "flavors")
    seen = set()
    for flavor in sorted(map(str, flavors)) if isinstance(flavors, dict) else ():
        name = text(flavors, flavor, "source_model_name")
        if name and name not in seen:
            seen.add(name)
            adapted = bool(entry(flavors, flavor, "peft_adaptor"))
            yield parent_claim(
                parsed.span(pointer("flavors", flavor, "source_model_name")),
                name,
                Source.CONFIG,
                NAME,
                relation=Relation.ADAPTER if adapted else None,
                revision=text(flavors, flavor, "source_model_revision"),
            )


def _card(parsed: Positioned) -> Iterator[Fact]:
    group = f"{parsed.span().path}#/license"
    licenses = [*texts(entry(parsed.value, "license"), "license")]
    for place, raw in licenses:
        yield LicenseClaim(
            parsed.span(place),
            raw,
            Basis.DECLARED,
            NAME,
            group=group if len(licenses) > 1 else "",
            name=text(parsed.value, "license_name"),
            link=text(parsed.value, "license_link"),
        )
    for place, raw in texts(entry(parsed.value, "base_model"), "base_model"):
        yield parent_claim(parsed.span(place), raw, Source.CARD, NAME)
    for place, raw in texts(entry(parsed.value, "datasets"), "datasets"):
        yield parent_claim(
            parsed.span(place),
            raw,
            Source.CARD,
            NAME,
            kind=Kind.DATASET,
            relation=Relation.TRAINED_ON,
        )
