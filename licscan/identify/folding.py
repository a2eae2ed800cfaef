"""When two spellings of a license name are the same: case, blanks, punctuation, `v3` and `3.0`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_VERSION = r"(?:\b(?:version|ver)\b|v)[.\s]*(?=\d)"
_TOKEN = r"[^\W\d_]+0(?![.\d])|\d+(?:\.\d+)*|[^\W\d_]+|\++|[?*&|<>=]"
_LATER = "or later"


def literal(text: str, noise: frozenset[str]) -> str:
    """Return a name in folded form but with its numbers as written: `BSD 2.0` is not `BSD-2`."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    found = re.findall(_TOKEN, re.sub(_VERSION, " ", lowered))
    return " ".join(token for token in found if token not in noise)


def tokens(text: str, noise: frozenset[str] = frozenset()) -> list[str]:
    """Return the words and numbers of a name in folded form, less the words that say nothing.

    `GPLv3`, `gpl-3.0` and `GPL 3` are one; so are `1.1` and `1-1`. Marks that may change what is
    meant (`?`, `*`, `|`) stay, so that they match nothing.
    """
    lowered = unicodedata.normalize("NFKC", text).casefold()
    found: list[str] = []
    for token in re.findall(_TOKEN, re.sub(_VERSION, " ", lowered)):
        if token in noise:
            continue
        if token[0].isdigit():
            token = _number(token)
            if found and _digit(found[-1]) and _digit(token):
                token = _number(f"{found.pop()}.{token}")
        found.append(_LATER if token == "+" else token)
    return found


def fold(text: str, noise: frozenset[str], phrases: Iterable[tuple[str, str]]) -> str:
    """Return a name in the one form under which the tables hold it; empty for one of noise alone.

    `phrases` are pairs of folded phrases and what stands for them (`creative commons`, `cc`), in
    order; one that begins with `^` counts at the start only. What is said twice is kept once, as in
    `GNU General Public License v3 (GPLv3)`.
    """
    text = f" {' '.join(tokens(text, noise))} "
    for phrase, short in phrases:
        if phrase[0] == "^":
            if text.startswith(f" {phrase[1:]} "):
                text = f" {short}{text[len(phrase) :]}"
        elif f" {phrase} " in text:
            text = text.replace(f" {phrase} ", f" {short} ")
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half] if half and words[:half] == words[half:] else words)


def _digit(token: str) -> bool:
    return len(token) == 1 and token.isdigit()


def _number(token: str) -> str:
    while token.endswith(".0"):
        token = token[:-2]
    return token
