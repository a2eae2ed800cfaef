"""What a Croissant manifest says of a dataset: its licenses, what it was made from, limits on use.

Source: https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html (and 1.0, 0.8): `license`
has cardinality many; `sdLicense` is about the metadata. Lineage: https://schema.org/isBasedOn,
https://www.w3.org/TR/prov-o/#wasDerivedFrom. A manifest is known by its `@type`, not by its name.
What it declares of privacy: https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from licscan.extract import declared
from licscan.extract.parsed import pointer, rows
from licscan.extract.record_columns import promised
from licscan.model import (
    Basis,
    ComponentClaim,
    Declaration,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Source,
    UpstreamClaim,
)
from licscan.record_licenses import AnyFact, RecordLicenses

if TYPE_CHECKING:
    from licscan.sources.document import Document, Positioned

NAME = "croissant"
READS = (
    "Licenses, conditions on use and sources of a dataset in a Croissant manifest (0.8 to 1.1); "
    "what it declares of personal data, collection, use and access (Croissant RAI)."
)
IGNORES = "`sdLicense` (it is about the metadata), the license of single files' formats, citations."

_PREFIXES = (
    "sc:",
    "schema:",
    "prov:",
    "rai:",
    "cr:",
    "http://mlcommons.org/croissant/RAI/",
    "http://mlcommons.org/croissant/",
    "https://schema.org/",
    "http://schema.org/",
    "http://www.w3.org/ns/prov#",
)
_LINEAGE = ("isBasedOn", "wasDerivedFrom")
_PARTS = ("distribution", "recordSet", "field")


class _Named(NamedTuple):
    place: str
    raw: str
    link: str = ""
    node: dict[object, object] | None = None
    """The object that it names, which may have a license of its own."""


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what one manifest states; other JSON of the same name is passed over."""
    parsed = document.json()
    root = parsed.value
    if not isinstance(root, dict) or not _is_dataset(root):
        return
    titles = [named.raw for named in _named(_get(root, "name")[1], "name")]
    yield ComponentClaim(
        parsed.span(), Kind.DATASET, NAME, name=titles[0] if len(titles) == 1 else ""
    )
    yield from _licenses(parsed, root)
    yield from _declarations(parsed, root)
    yield from _columns(parsed, root)
    own = set(_ids(root))
    for named in _lineage(root):
        if named.raw not in own:
            yield _parent(parsed, named)
            yield from _behind(parsed, named)


def _parent(parsed: Positioned, source: _Named) -> ParentClaim:
    span = parsed.span(source.place)
    return ParentClaim(span, source.raw, Source.MANIFEST, NAME, Kind.DATASET, Relation.DERIVED_FROM)


def _is_dataset(root: dict[object, object]) -> bool:
    """Whether the file is a dataset of schema.org that Croissant describes or could."""
    types = root.get("@type")
    named = {_bare(item) for item in (types if isinstance(types, list) else [types])}
    conforms = _get(root, "conformsTo", "dct:conformsTo")[1]
    return "Dataset" in named or "/croissant/" in str(conforms)


def _bare(key: object) -> str:
    """Return a key or type without the prefix of its vocabulary."""
    word = key if isinstance(key, str) else ""
    prefix = next((prefix for prefix in _PREFIXES if word.startswith(prefix)), "")
    return word.removeprefix(prefix)


def _get(node: dict[object, object], *names: str) -> tuple[str, object]:
    """Return the key as written and the value of the first of *names* that is there."""
    for key, value in node.items():
        if key in names or _bare(key) in names:
            return str(key), value
    return "", None


def _licenses(parsed: Positioned, root: dict[object, object]) -> Iterator[LicenseClaim]:
    key, value = _get(root, "license")
    found = list(_named(value, key))
    used, usage = _get(root, "usageInfo")
    limits = list(_named(usage, used))
    note = "usageInfo: " + ", ".join(limit.raw for limit in limits) if limits else ""
    for named in found:
        yield LicenseClaim(
            parsed.span(named.place),
            named.raw,
            Basis.DECLARED,
            NAME,
            applies_to=Kind.DATASET,
            group=pointer(key) if len(found) > 1 else "",
            link=named.link,
            note=note,
        )
    for limit in limits if not found else ():
        yield LicenseClaim(
            parsed.span(limit.place),
            limit.raw,
            Basis.REFERENCE,
            NAME,
            applies_to=Kind.DATASET,
            note="conditions on use, without a license beside them",
        )


def _declarations(parsed: Positioned, root: dict[object, object]) -> Iterator[Declaration]:
    """Yield what the dataset and its parts declare; an offer without a name in all its words."""
    for keys, node in _nodes(root):
        for key, value in node.items():
            topic = declared.topic("croissant", _bare(key))
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                if not topic:
                    break
                at = (*keys, str(key), *([number] if isinstance(value, list) else []))
                named = list(_named(item, *at)) or [_Named(pointer(*at), declared.told(item))]
                for one in named:
                    yield from declared.declarations(parsed.span(one.place), topic, one.raw, NAME)


def _behind(parsed: Positioned, source: _Named) -> Iterator[UpstreamClaim]:
    """Yield what the manifest states of one of its sources: licenses, and sources of its own."""
    node, at = source.node or {}, source.place.rpartition("/")[0]
    key, value = _get(node, "license")
    found = list(_named(value, key))
    for named in found:
        claim = LicenseClaim(
            parsed.span(at + named.place),
            named.raw,
            Basis.DECLARED,
            NAME,
            group=at if len(found) > 1 else "",
            link=named.link,
        )
        yield UpstreamClaim(source.raw, Kind.DATASET, claim)
    for named in _lineage(node):
        deeper = named._replace(place=at + named.place)
        yield UpstreamClaim(source.raw, Kind.DATASET, _parent(parsed, deeper))
        yield from _behind(parsed, deeper)


def _columns(parsed: Positioned, root: dict[object, object]) -> Iterator[RecordLicenses]:
    """Yield the fields of records that are named like a license, each name once."""
    seen: set[str] = set()
    for keys, node in _nodes(root):
        if len(keys) > 1 and _bare(keys[-2]) == "field":
            place, value = _get(node, "name", "@id")
            column = value.rpartition("/")[2] if isinstance(value, str) else ""
            if column not in seen:
                yield from promised(parsed.span(pointer(*keys, place)), column, NAME)
            seen.add(column)


def _named(value: object, *keys: str | int) -> Iterator[_Named]:
    """Yield the names in a text, an object (`CreativeWork`, `{"@id"}`, by language) or a list."""
    if isinstance(value, str) and value.strip():
        yield _Named(pointer(*keys), value.strip())
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if not isinstance(item, list):
                yield from _named(item, *keys, index)
    elif isinstance(value, dict):
        words = {_bare(key): (str(key), item) for key, item in value.items()}
        texts = {key: row for key, row in words.items() if isinstance(row[1], str) and row[1]}
        link = next((str(texts[key][1]) for key in ("url", "@id") if key in texts), "")
        for part in ("name", "url", "@id", "@value", "label"):
            if part in texts:
                written, raw = texts[part]
                yield _Named(pointer(*keys, written), str(raw).strip(), link, value)
                return


def _lineage(root: dict[object, object]) -> Iterator[_Named]:
    """Yield the sources of the dataset, its files, record sets and fields, each name once."""
    seen: set[str] = set()
    for keys, node in _nodes(root):
        for key, value in node.items():
            if _bare(key) not in _LINEAGE:
                continue
            for named in _named(value, *keys, str(key)):
                raw = named.link or named.raw
                if raw not in seen:
                    seen.add(raw)
                    yield named._replace(raw=raw)


def _nodes(
    root: dict[object, object],
) -> Iterator[tuple[tuple[str | int, ...], dict[object, object]]]:
    """Yield the dataset and its parts, each with the way to it."""
    waiting: list[tuple[tuple[str | int, ...], dict[object, object]]] = [((), root)]
    while waiting:
        keys, node = waiting.pop(0)
        yield keys, node
        for key, value in node.items():
            if _bare(key) in _PARTS:
                waiting += [((*keys, str(key), number), row) for number, row in rows(value)]


def _ids(root: dict[object, object]) -> Iterator[str]:
    """Yield the ids that the manifest gives to its own parts; a reference to one is no parent."""
    for _, node in _nodes(root):
        found = node.get("@id")
        if isinstance(found, str):
            yield found
