"""XML that must not be read first, then what is."""

from __future__ import annotations

import pytest

from licscan.sources.markup import parse_xml
from licscan.sources.unreadable import Unreadable

LAUGHS = "".join(
    f'<!ENTITY {name} "{"&" + before + ";" * 1}{"&" + before + ";"}">'
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'<!DOCTYPE r [<!ENTITY a "ha">{LAUGHS}]><r>&i;</r>', "document type"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>', "document type"),
        ('<!DOCTYPE r SYSTEM "https://example.org/r.dtd"><r/>', "document type"),
        ("<r>&a;</r>", "not valid XML"),
        ("<r><a></r>", "not valid XML (line 1"),
        ("", "not valid XML"),
        ("{}", "not valid XML"),
        ("<r/><r/>", "not valid XML"),
        ('<?xml version="1.0" encoding="no-such"?><r/>', "encoding"),
        ("<a>" * 200 + "</a>" * 200, "too deeply"),
        ("<r>" + "<a/>" * 200_001 + "</r>", "too many"),
    ],
)
def test_what_is_not_read_is_said(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match="XML") as raised:
        parse_xml(text.encode())
    assert words in str(raised.value.problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_elements_have_places_and_no_namespace(encoding: str) -> None:
    text = '<r xmlns="urn:x" xmlns:y="urn:y">\n  <a y:b="1">caf\u00e9 <![CDATA[<&>]]></a>\n</r>'
    root = parse_xml(text.encode(encoding))
    (child,) = root.children
    assert (root.tag, root.namespace) == ("r", "urn:x")
    assert (child.tag, child.attributes, child.line) == ("a", {"b": "1"}, 2)
    assert child.text == "caf\u00e9 <&>"
