"""HTML elements. What is not made here is escaped: no text of a file becomes markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

from licscan.sources.printable import printable

_NO_MARKUP = dict.fromkeys(
    (*range(0xFFFE, 0x110000, 0x10000), *range(0xFFFF, 0x110000, 0x10000), *range(0xFDD0, 0xFDF0))
)
_VOID = frozenset({"br", "input", "meta"})


class Html(str):
    """Markup that is safe, as made by `element`."""

    __slots__ = ()


def sound(text: str) -> str:
    """Return the text without what neither HTML nor XML can hold, not even escaped."""
    return printable(text).translate(_NO_MARKUP)


def element(tag: str, /, *content: str, **attributes: str) -> Html:
    """Return an element; a trailing `_` of an attribute's name is left out, other ones are `-`."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(sound(value))}"'
        for key, value in attributes.items()
    )
    if tag in _VOID:
        return Html(f"<{tag}{told}>")
    return Html(f"<{tag}{told}>{joined(content)}</{tag}>")


def joined(content: Iterable[str]) -> Html:
    """Return parts one after the other, plain text escaped."""
    return Html("".join(c if isinstance(c, Html) else html.escape(sound(c)) for c in content))


def listed(items: Iterable[str], most: int) -> Html:
    """Return a list of items, those beyond `most` counted; nothing where there is none."""
    all_ = list(items)
    if not all_:
        return Html("")
    shown = [element("li", item) for item in all_[:most]]
    more = len(all_) - most
    rest = [element("li", f"{more:,} more in the JSON report")] if more > 0 else []
    return element("ul", *shown, *rest)


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    """Return a table whose columns and first cells are headers."""
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    body = [
        element("tr", *(_cell(number, text) for number, text in enumerate(row))) for row in rows
    ]
    parts = (
        element("caption", caption),
        element("thead", head),
        element("tbody", *body),
    )
    # a wide table scrolls by itself, also by keyboard
    scrolling = {"class_": "wide", "tabindex": "0", "role": "region", "aria_label": caption}
    return element("div", element("table", *parts), **scrolling)


def _cell(number: int, text: str) -> Html:
    return element("td", text) if number else element("th", text, scope="row")
