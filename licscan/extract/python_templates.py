"""The parts of a template, `"{}/{name}"` or `"%s/x"`: what is fixed and what is filled in."""

from __future__ import annotations

import re
import string
from typing import NamedTuple

_PERCENT = re.compile(r"%(?:(?P<escaped>%)|(?P<plain>[sd])|.?)")


class Part(NamedTuple):
    """A piece of a template: fixed text, or the place of an argument."""

    text: str = ""
    position: int = -1
    name: str = ""

    @property
    def fixed(self) -> bool:
        """Whether nothing is filled in here."""
        return self.position < 0 and not self.name


def brace_parts(template: str) -> list[Part]:
    """Split a template of `str.format`; nothing where a field is more than a place or a name."""
    parts: list[Part] = []
    count = 0
    try:
        pieces = list(string.Formatter().parse(template))
    except ValueError:
        return []
    for text, name, _, _ in pieces:
        parts.append(Part(text))
        if name is None:
            continue
        if name == "" or name.isdecimal():
            parts.append(Part(position=int(name) if name else count))
            count += 1
        elif name.isidentifier():
            parts.append(Part(name=name))
        else:
            return []
    return parts


def percent_parts(template: str) -> list[Part]:
    """Split a template of the `%` operator; nothing where a field is more than `%s` or `%d`."""
    parts: list[Part] = []
    end = count = 0
    for found in _PERCENT.finditer(template):
        parts.append(Part(template[end : found.start()]))
        end = found.end()
        if found["escaped"]:
            parts.append(Part("%"))
        elif found["plain"]:
            parts.append(Part(position=count))
            count += 1
        else:
            return []
    return [*parts, Part(template[end:])]
