"""XML bills of materials in the form that the same documents have in JSON, with their places.

Source: https://cyclonedx.org/docs/1.7/xml/ (wrappers such as `components` hold what is a list in
JSON), https://github.com/spdx/spdx-spec (SPDX 2 repeats the element of a list).
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any

from licscan.sources.document import Positioned

if TYPE_CHECKING:
    from licscan.sources.markup import Element

_LISTS = frozenset(
    {"components", "licenses", "ancestors", "descendants", "variants", "datasets", "data"}
    | {"externalReferences", "tools", "services"}
)
_REPEATED = frozenset(
    {"packages", "files", "relationships", "hasExtractedLicensingInfos", "documentDescribes"}
    | {"externalRefs", "licenseInfoFromFiles", "licenseInfoInFiles", "snippets"}
)
_KEPT = frozenset({"bom-ref"})
_DETAILED = "expression-detailed"

_Places = dict[str, tuple[int, int]]


def cyclonedx_form(path: str, root: Element) -> Positioned:
    """Return a `bom` as its JSON would be."""
    places: _Places = {}
    value = _value(root, "", places, _LISTS, frozenset())
    return Positioned(path, value, lambda: places)


def spdx_form(path: str, root: Element) -> Positioned:
    """Return an SPDX 2 `Document` as its JSON would be."""
    places: _Places = {}
    value = _value(root, "", places, frozenset(), _REPEATED)
    return Positioned(path, value, lambda: places)


def _value(
    element: Element,
    pointer: str,
    places: _Places,
    lists: Container[str],
    repeated: Container[str],
) -> Any:
    """Return an element without parts as text, a wrapper as a list, any other as a mapping."""
    places[pointer] = (element.line, element.column)
    if element.tag in lists and (element.children or not element.text.strip()):
        return [
            _item(child, f"{pointer}/{number}", places, lists, repeated, element.tag)
            for number, child in enumerate(element.children)
        ]
    attributes = {_camel(key): value for key, value in element.attributes.items()}
    if not element.children:
        words = element.text.strip()
        return {"content": words, **attributes} if attributes else words
    found: dict[str, Any] = dict(attributes)
    for child in element.children:
        if child.tag in repeated:
            rows = found.setdefault(child.tag, [])
            rows.append(
                _value(child, f"{pointer}/{child.tag}/{len(rows)}", places, lists, repeated)
            )
        elif child.tag not in found:
            key = _camel(child.tag)
            found[key] = _value(child, f"{pointer}/{key}", places, lists, repeated)
    return found


def _item(
    element: Element,
    pointer: str,
    places: _Places,
    lists: Container[str],
    repeated: Container[str],
    within: str,
) -> Any:
    """Return one part of a wrapper; licenses and references to data keep their kind as a key."""
    if within == "licenses":
        return _choice(element, pointer, places, lists, repeated)
    value = _value(element, pointer, places, lists, repeated)
    if within == "datasets" and element.tag == "ref":
        return {"ref": element.text.strip()}
    if isinstance(value, str):
        return {"name": value} if value else {}
    return value


def _choice(
    element: Element,
    pointer: str,
    places: _Places,
    lists: Container[str],
    repeated: Container[str],
) -> Any:
    places[pointer] = (element.line, element.column)
    if element.tag == _DETAILED:
        found: dict[str, Any] = {_camel(key): value for key, value in element.attributes.items()}
        details = [child for child in element.children if child.tag == "details"]
        found["expressionDetails"] = [
            _value(child, f"{pointer}/expressionDetails/{number}", places, lists, repeated)
            for number, child in enumerate(details)
        ]
        return found
    if element.tag == "expression":
        attributes = {_camel(key): value for key, value in element.attributes.items()}
        return {"expression": element.text.strip(), **attributes}
    return {element.tag: _value(element, f"{pointer}/{element.tag}", places, lists, repeated)}


def _camel(name: str) -> str:
    """Return `content-type` as JSON has it."""
    if name in _KEPT:
        return name
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)
