"""The front matter of a card, by the Hub's own grammar, and where authors and the Hub disagree.

Source: huggingface_hub `repocard.py` (REGEX_YAML_BLOCK); unlike it, a byte order mark is read over
and an empty block is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLOCK = re.compile(
    r"\A(\s*---[ \t]*(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z))"
)
_EMPTY = re.compile(r"\A\s*---[ \t]*(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|\Z)")
_OPEN = re.compile(r"\A\s*---[ \t]*(?:\r\n|\r|\n)(?=[A-Za-z_\"'#-])")
_LINE_END = re.compile(r"\r\n|\r|\n")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|^[ \t]*\{[a-z_0-9]+\}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A card split in two."""

    yaml: str
    """The text between the marks; empty where there is none."""
    first_line: int
    """Line of the file on which `yaml` begins."""
    body: str
    body_line: int
    unclosed: bool = False
    """The block is opened and never closed."""

    @property
    def is_template(self) -> bool:
        """Whether it is a template to be filled in, and so no card."""
        return bool(_TEMPLATE.search(self.yaml))


def split(text: str) -> Block:
    """Split a card into front matter and body; a text without front matter is all body."""
    text = text.removeprefix("\ufeff")
    empty = _EMPTY.match(text)
    if empty:
        return Block("", 2, text[empty.end() :], 1 + lines(empty.group()))
    found = _BLOCK.match(text)
    if found:
        first = 1 + lines(found.group(1))
        return Block(found.group(2), first, text[found.end() :], 1 + lines(found.group()))
    return Block("", 1, text, 1, unclosed=bool(_OPEN.match(text)))


def lines(text: str) -> int:
    """Count line ends."""
    return len(_LINE_END.findall(text))
