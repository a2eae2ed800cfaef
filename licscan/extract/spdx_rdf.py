"""SPDX 2 documents in RDF/XML, in the form that the same documents have in JSON; by spdx-tools.

Source: https://spdx.github.io/spdx-spec/v2.3/ (annex C). One graph can be written as XML in many
ways, so this is the one form of SPDX 2 that is left to the library.
"""

from __future__ import annotations

import re
from typing import Any

from licscan.sources.document import Positioned
from licscan.sources.unreadable import Unreadable

LARGEST = 1_000_000
"""Bytes; the library takes a second for some tens of kilobytes."""
_ABOUT = re.compile(r"\brdf:(?:about|ID)\s*=\s*[\"'](?:[^\"'#]*#)?(SPDXRef-[A-Za-z0-9.-]+)[\"']")
_LISTED = ("packages", "files")


def rdf_form(path: str, data: bytes) -> Positioned:
    """Return a document as its JSON would be; places are those of packages and files.

    Raises:
        Unreadable: it is too large, or the library does not take it for a document.
    """
    if len(data) > LARGEST:
        problem = f"The RDF is {len(data):,} bytes; no more than {LARGEST:,} are read."
        raise Unreadable(problem, limit=True)
    value = _converted(data)
    return Positioned(path, value, lambda: _places(value, data.decode("utf-8", "replace")))


def _converted(data: bytes) -> Any:
    from rdflib import Graph
    from spdx_tools.spdx.jsonschema.document_converter import DocumentConverter
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.parser.rdf.rdf_parser import translate_graph_to_document

    try:
        graph = Graph()
        graph.parse(data=data, format="xml")
        document = translate_graph_to_document(graph)
        return DocumentConverter().convert(document)  # type: ignore[no-untyped-call]
    except SPDXParsingError as error:
        messages = error.get_messages()  # type: ignore[no-untyped-call]
        first = next(iter(messages), "no reason given")
        raise Unreadable(f"The SPDX document in RDF is broken: {first}.") from error
    except Exception as error:  # what rdflib and the library meet in odd graphs is of any kind
        raise Unreadable(f"The RDF cannot be read ({type(error).__name__}).") from error


def _places(value: Any, text: str) -> dict[str, tuple[int, int]]:
    """Return where each package and file is described."""
    lines: dict[str, int] = {}
    for found in _ABOUT.finditer(text):
        lines.setdefault(found[1], 1 + text.count("\n", 0, found.start()))
    places = {"": (1, 1)}
    for listed in _LISTED:
        for number, row in enumerate(value.get(listed, ())):
            line = lines.get(str(row.get("SPDXID")))
            if line:
                places[f"/{listed}/{number}"] = (line, 1)
    return places
