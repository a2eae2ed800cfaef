"""What OCI packagings of a model say: ModelPack, Docker and Ollama configurations, Kitfiles.

Sources: CloudNativeAI/model-spec `docs/config.md` (`descriptor.licenses`: SPDX expressions);
docker/model-spec `config.md` and ollama/ollama `server/images.go` (the license is a layer of its
own, a blob of plain text without a name); kitops-ml/kitops `pkg/artifact` (Kitfile: a license for
the package and for each part).
"""

from __future__ import annotations

import re
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
    LicenseText,
    Relation,
    Source,
    Span,
)

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "modelpack"
READS = (
    "Licenses and datasets in CNCF ModelPack configurations, license layers of Docker and Ollama "
    "models, and licenses in KitOps Kitfiles."
)
IGNORES = "Weights, templates, digests and platforms; other blobs of an OCI layout."

_LARGEST = 1_000_000
_LONGEST_TEXT = 200_000
_LICENSE = re.compile(r"\b(?:licen[cs]e|agreement|terms of use|acceptable use)\b", re.IGNORECASE)
_HEAD_OF_TEXT = 4_096
_PARTS = (
    ("code", Kind.CODE),
    ("datasets", Kind.DATASET),
    ("docs", None),
)


def extract(document: Document) -> Iterator[Fact]:
    """Yield what a packaging states; nothing for other JSON and other blobs."""
    if "kitfile" in document.path.rpartition("/")[2].lower():
        yield from _kitfile(document.yaml())
    elif document.size <= _LARGEST:
        head = document.head(document.size)
        if head.lstrip()[:1] != b"{":
            yield from _text(document, head)
        elif b'"modelfs"' in head or (b'"rootfs"' in head and b'"config"' in head):
            yield from _config(document.json())


def _text(document: Document, data: bytes) -> Iterator[LicenseText]:
    """Yield the layer that is a license; templates and prompts are such texts as well."""
    if len(data) > _LONGEST_TEXT or b"\0" in data or "/blobs/" not in f"/{document.path}":
        return
    text = data.decode("utf-8", "replace")
    if "{{" not in text and _LICENSE.search(text[:_HEAD_OF_TEXT]):
        yield LicenseText(Span(document.path, 1), NAME, text, named=False)


def _config(parsed: Positioned) -> Iterator[Fact]:
    descriptor = entry(parsed.value, "descriptor")
    docker = entry(parsed.value, "rootfs") is not None and text(parsed.value, "config", "format")
    if not isinstance(descriptor, dict) or not (docker or "modelfs" in parsed.value):
        return
    yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=text(descriptor, "name"))
    found = [*texts(entry(descriptor, "licenses"), "descriptor", "licenses")]
    group = f"{parsed.span().path}#/descriptor/licenses" if len(found) > 1 else ""
    for place, raw in found:
        yield LicenseClaim(parsed.span(place), raw, Basis.DECLARED, NAME, group=group)
    for place, raw in texts(entry(descriptor, "datasetsURL"), "descriptor", "datasetsURL"):
        yield parent_claim(
            parsed.span(place),
            raw,
            Source.MANIFEST,
            NAME,
            kind=Kind.DATASET,
            relation=Relation.TRAINED_ON,
        )


def _kitfile(parsed: Positioned) -> Iterator[Fact]:
    if entry(parsed.value, "manifestVersion") is None:
        return
    model = entry(parsed.value, "model")
    if model is not None:
        name = text(model, "name") or text(parsed.value, "package", "name")
        yield ComponentClaim(parsed.span(), Kind.MODEL, NAME, name=name)
    yield from _license(parsed, entry(parsed.value, "package"), ("package",), None)
    yield from _license(parsed, model, ("model",), Kind.MODEL)
    for number, row in rows(entry(model, "parts")):
        yield from _license(parsed, row, ("model", "parts", number), Kind.MODEL)
    for key, kind in _PARTS:
        for number, row in rows(entry(parsed.value, key)):
            yield from _license(parsed, row, (key, number), kind)
    base = text(model, "path")
    if ":" in base.rpartition("/")[2] and not base.startswith((".", "/")):
        yield parent_claim(
            parsed.span("/model/path"),
            base,
            Source.MANIFEST,
            NAME,
            relation=Relation.CONTAINS,
            note="another packaged model",
        )


def _license(
    parsed: Positioned, value: object, keys: tuple[str | int, ...], kind: Kind | None
) -> Iterator[LicenseClaim]:
    raw = text(value, "license")
    if raw:
        scope = text(value, "path").removeprefix("./").rstrip("/")
        yield LicenseClaim(
            parsed.span(pointer(*keys, "license")),
            raw,
            Basis.DECLARED,
            NAME,
            applies_to=kind,
            scope=scope if scope != "." and keys != ("package",) else "",
        )
