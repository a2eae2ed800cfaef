"""XML as a tree with places, read so that nothing in it can grow or reach outside.

A document type is refused whole: it is what declares entities, which expand without bound or name
other files (https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from licscan.sources.unreadable import Unreadable

_DEEPEST = 100
_MOST_ELEMENTS = 200_000


@dataclass(slots=True)
class Element:
    """One element; names are without their namespace."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """What stands in it beside its children, as written."""
    namespace: str = ""


def parse_xml(data: bytes) -> Element:
    """Parse a whole XML file.

    Raises:
        Unreadable: it is no XML, has a document type, or is nested too deeply.
    """
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    builder = _Builder(parser)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.words
    parser.StartDoctypeDeclHandler = _refused
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"The file is not valid XML (line {error.lineno}: {error})."
        raise Unreadable(problem, line=error.lineno) from error
    except (ValueError, LookupError) as error:
        raise Unreadable(f"The XML cannot be read: {error}.") from error
    return builder.root


def _refused(*_: object) -> None:
    raise Unreadable("The XML has a document type, which may declare entities; it was not read.")


class _Builder:
    """Puts elements together as the parser meets them."""

    def __init__(self, parser: object) -> None:
        self._parser = parser
        self._open: list[Element] = []
        self._count = 0
        self.root = Element("", {}, 1, 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS:
            raise Unreadable("The XML is nested too deeply or has too many elements.", limit=True)
        line = getattr(self._parser, "CurrentLineNumber", 1)
        column = 1 + getattr(self._parser, "CurrentColumnNumber", 0)
        namespace, _, tag = name.rpartition(" ")
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(tag, bare, line, column, namespace=namespace)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def words(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text
