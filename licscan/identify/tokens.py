"""The words of a text as a license scanner counts them, and the texts less what never matters.

The word rules are those of ScanCode (`licensedcode/tokenize.py`): runs of letters and digits with
at most one `+` inside, in lower case, less stop words, each alias replaced by its one spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, sha256

_WORDS = re.compile(r"[^_\W]+\+?[^_\W]*").findall
_FOREIGN = re.compile(r"[^\x00-\x7f]+").findall
_SPACED = bytes(
    ord(char) if char.isalnum() or char == "+" else ord(" ")
    for char in (chr(code).lower() if code < 0x80 else " " for code in range(256))
)
"""Each ASCII letter and digit in lower case, `+`, and a blank for all else."""

_NOTICE = re.compile(
    r"""[^\w(©&\\\[<{]*
    (?:(?:portions?|parts?|some|this\ (?:file|work|software|code)(?:\ is)?)
       (?:\ (?:of\ this\ \w+\ )?(?:are|is))?[\s,]+)?
    (?:copyrights?\b|\(c\)|©|&copy;|&\#(?:169|xa9);|\\u00a9|all\ rights\ reserved\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED = re.compile(
    r"\b(?:1[89]|20)\d\d\b|©|&copy;|\bcopyrights?\W{0,4}\(c\)|\(c\)\s*copyright|all\s+rights\s+reserved"
    r"|[\[<{(]\W?(?:yyyy|year|name|owner|holder|author)|copyrights?(?:\s+by)?:?\s+(?-i:[A-Z0-9\[<{$])",
    re.IGNORECASE,
)
_LONGEST_LINE = 1000
_SIGN = "©"
_SIGNS = (b"copyright", b"(c)", b"&copy;", b"&#169;", b"&#xa9;", b"\\u00a9", b"reserved")
_LEGAL = re.compile(
    r"licen[sc]|permi[ts]|\bterms\b|subject\sto|public\sdomain|distribut|warrant|\bgrant|govern"
    r"|\bnotices?\b|\b(?:holders?|owners?)\s+(?:or|be|shall|may|and\s+contrib)|\blaws?\b|infring|liab"
    r"|\b(?:must|shall|may)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:copyright|\(c\)|©)\W{0,8}(?:\(c\)|©)?\s*(?:1[89]|20)\d\d\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"\A\ufeff?\s*---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_LINK = re.compile(r"(\[[^\[\]\n]{1,300}\])\([^()\s]{1,500}\)")


@dataclass(frozen=True, slots=True)
class Form:
    """A text as its words: all of them, those off copyright lines, and those on them."""

    whole: list[str]
    bare: list[str]
    notices: list[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words are dropped, which stand for another, and which belong to legal language."""

    stops: frozenset[str]
    aliases: dict[str, str]
    legalese: frozenset[str]
    _spelled: dict[str, str] = field(init=False, repr=False, compare=False)
    """What each word becomes; a stop word becomes nothing."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spelled", {**self.aliases, **dict.fromkeys(self.stops, "")})

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text, in order."""
        words = _words(text)
        return list(filter(None, map(self._spelled.get, words, words)))

    def form(self, text: str) -> Form:
        """Return a text as its words."""
        whole: list[str] = []
        bare: list[str] = []
        notices: list[str] = []
        for is_notice, part in _segments(text):
            words = self.tokens(part)
            whole += words
            (notices if is_notice else bare).extend(words)
        return Form(whole, bare, notices)


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case; one with no foreign letters needs no pattern."""
    if not text.isascii() and any(map(str.isalnum, "".join(set(_FOREIGN(text))).lower())):
        return _WORDS(text.lower())
    spaced = text.encode("ascii", "replace").translate(_SPACED).decode("ascii")
    runs = spaced.split()
    if "+" not in spaced:
        return runs
    return [word for run in runs for word in (_WORDS(run) if "+" in run else (run,))]


def key(tokens: Sequence[str]) -> int:
    """Return the 64-bit BLAKE2b key of a token list."""
    return int.from_bytes(blake2b(" ".join(tokens).encode(), digest_size=8).digest(), "little")


def is_copyright(line: str) -> bool:
    """Tell whether a line only says who holds the copyright.

    It starts, after comment signs, with a copyright word or sign, holds a year, a name or a blank
    for one, and no words of a license.
    """
    return bool(_NOTICE.match(line) and _NAMED.search(line)) and not _LEGAL.search(line)


def names_copyright(line: str) -> bool:
    """Tell whether a line says anywhere in what year who holds the copyright, and nothing legal."""
    return is_copyright(line) or bool(_DATED.search(line) and not _LEGAL.search(line))


def _segments(text: str) -> Iterator[tuple[bool, str]]:
    """Yield a text in pieces of whole lines, in order; True for its copyright lines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    done = seen = 0
    for place in sorted(_sign_places(text)):
        if place < seen:
            continue
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place) + 1 or len(text)
        seen = end
        if end - start < _LONGEST_LINE and is_copyright(text[start:end].strip()):
            if done < start:
                yield False, text[done:start]
            yield True, text[start:end]
            done = end
    if done < len(text):
        yield False, text[done:]


def _sign_places(text: str) -> Iterator[int]:
    """Yield where a copyright line may be; far cheaper than to try the pattern on each line."""
    # one byte for each character, so that a place in these is one in the text
    lowered = text.encode("ascii", "replace").lower()
    for sign in _SIGNS:
        place = lowered.find(sign)
        while place >= 0:
            yield place
            place = lowered.find(sign, place + 1)
    place = text.find(_SIGN)
    while place >= 0:
        yield place
        place = text.find(_SIGN, place + 1)


def split_front_matter(text: str) -> tuple[str, str]:
    """Split a text into its YAML front matter (without the rulers) and the rest."""
    match = _FRONT_MATTER.match(text)
    return (match.group(1) or "", text[match.end() :]) if match else ("", text)


def plain(text: str) -> str:
    """Return a text less HTML tags, character references and the targets of Markdown links."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(" ", _without_comments(text))
    if "&" not in text:
        return text
    from html import unescape

    return unescape(text)


def _without_comments(text: str) -> str:
    """Return a text less HTML comments; by hand, as a pattern would go over it again and again."""
    first, *rest = text.split("<!--")
    return " ".join([first, *(part.partition("-->")[2] or part for part in rest)])


def digest(text: str) -> str:
    """Return the SHA-256 of a text with plain line ends, as UTF-8."""
    plain_ends = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    return sha256(plain_ends).hexdigest()


def leading(words: Iterable[str], count: int) -> str:
    """Return the first distinct words as a list for a sentence."""
    return ", ".join(list(dict.fromkeys(words))[:count])
