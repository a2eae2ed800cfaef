"""The front matter of a card, by the Hub's own grammar, and where authors and the Hub disagree.

Source: huggingface_hub `repocard.py` (REGEX_YAML_BLOCK); unlike it, a byte order mark is read over
and an empty block is empty.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from licscan.late import late

_BLOCK = late(r"\A(\s*---[ \t]*(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|\Z))")
_EMPTY = late(r"\A\s*---[ \t]*(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|\Z)")
_OPEN = late(r"\A\s*---[ \t]*(?:\r\n|\r|\n)(?=\s*[A-Za-z_\"'#-])")
_LINE_END = late(r"\r\n|\r|\n")
_KEY = late(r"(?:- )?[\"']?[A-Za-z_][\w -]*[\"']?\s*:")
_FIELD = late(r"(?:- )?[\"']?[a-z][a-z_-]*[\"']?\s*:(?:\s|\Z)")
_PAGE = ("<", "![", "## ")
_TEMPLATE = late(
    r"""^[ \t]*(?:-[ \t]+)?(?:[\w-]+[ \t]*:[ \t]*)?["']?(?:\{\{|\{%)
      | ^[ \t]*\{[a-z_0-9]+\}[ \t]*$
      | ^[\w-]+[ \t]*:[ \t]*\{[a-z_0-9]+\}[ \t]*(?:\#.*)?$""",
    re.MULTILINE | re.VERBOSE,
)


class Block(NamedTuple):
    """A card split in two."""

    yaml: str
    """The text between the marks; empty where there is none."""
    first_line: int
    """Line of the file on which `yaml` begins."""
    body: str
    body_line: int
    unclosed: bool = False
    """The block is opened and never closed."""
    unseen: str = ""
    """Why the Hub, unlike us, does not see the block; empty where it does."""

    @property
    def is_template(self) -> bool:
        """Whether it is a template to be filled in, and so no card."""
        return "{" in self.yaml and bool(_TEMPLATE.search(_LINE_END.sub("\n", self.yaml)))


def split(text: str, marked: bool = False) -> Block:
    """Split a card into front matter and body; a text without front matter is all body.

    *marked* says that a byte order mark was taken off before.
    """
    marked = marked or text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    empty = _EMPTY.match(text)
    if empty:
        return Block("", 2, text[empty.end() :], 1 + lines(empty.group()))
    found = _BLOCK.match(text)
    if found and not _is_prose(found.group(2)):
        first = 1 + lines(found.group(1))
        return Block(
            found.group(2),
            first,
            text[found.end() :],
            1 + lines(found.group()),
            unseen=_unseen(found.group(1), marked),
        )
    return Block("", 1, text, 1, unclosed=not found and bool(_OPEN.match(text)))


def lines(text: str) -> int:
    """Count line ends."""
    return len(_LINE_END.findall(text))


def _is_prose(block: str) -> bool:
    """Tell whether two rules only frame paragraphs of a page: no field, and then a gap."""
    if _KEY.match(block.partition("\n")[0].partition("\r")[0]):
        return False
    rows = [row.strip() for row in _LINE_END.split(block.strip())]
    first = next((row for row in rows if not row.startswith("#")), "")
    if _KEY.match(first) or first.startswith("{") or any(map(_FIELD.match, rows)):
        return False
    return "" in rows or any(row.startswith(_PAGE) for row in rows)


def _unseen(opening: str, marked: bool) -> str:
    if marked:
        return "the file begins with a byte order mark, so the Hub sees no front matter"
    if opening.rstrip("\r\n") != opening.rstrip():
        return "blanks follow the opening mark, so the Hub sees no front matter"
    return ""
