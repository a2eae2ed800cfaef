"""A license text as numbered clauses: what stands at `4(c)`, `2.b.i` or `Attachment A`.

Texts number their clauses in every way there is. A clause is looked for, not parsed: from its own
mark to the mark that follows it among its siblings. Where two marks could be meant (a list inside
a section counts from one again) the wider stretch is taken: a clause is never cut short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]
Series = Callable[[int], str]

_QUOTES = str.maketrans(
    dict.fromkeys(map(chr, (0x2018, 0x2019)), "'")
    | dict.fromkeys(map(chr, (0x201C, 0x201D)), '"')
    | dict.fromkeys(map(chr, (0x2013, 0x2014)), "-")
    | {"\u00a0": " ", "`": None}
)
_DECORATION = re.compile(r"^[#>*•|\s]+(?=\S)")
_ESCAPE = re.compile(r"\\(?=[.()\[\]*#_-])")
_COPYRIGHT = re.compile(r"(?:copyright\s+)?\(c\)|copyright\W*\d", re.IGNORECASE)
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_LABEL = r"\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|[a-z]"
_LINE_MARK = re.compile(
    rf"(?:(section|article|clause|part|第)\s*)?(\(?)({_LABEL})(\.?\)|\.|:|条|(?=\s))(?=\s|[\[\"'(A-Z]|$)",
    re.IGNORECASE,
)
_INLINE_MARK = re.compile(
    rf"(?<=\s)(?<!copyright )(\()({_LABEL})\)(?=[\s\"']|[A-Za-z])", re.IGNORECASE
)
_FLAT_MARK = re.compile(rf"(?<=[.;:] )({_LABEL})([.)])(?=\s)", re.IGNORECASE)
_STEPS = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+")
_LABEL_ONLY = re.compile(rf"(?:{_LABEL})", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_RANGE = re.compile(
    r"^(.*?)\(?([A-Za-z]{1,5}|\d+(?:\.\d+)?)\)?-\(?([A-Za-z]{1,5}|\d+(?:\.\d+)?)\)?$"
)
_INLINE = -1
"""The indent of a mark that does not open a line; no section of the whole text starts so."""
_ANNEX = ("attachment", "exhibit", "appendix", "schedule", "annex", "addendum")


class Mark(NamedTuple):
    """A number or letter that opens a clause."""

    at: int
    label: str
    style: tuple[str, str, int]
    """The word before it, the bracket around it, and how far its line is indented."""


class Text(NamedTuple):
    """A text with single blanks and plain quotes, in lower case, and where its clauses open."""

    words: str
    marks: tuple[Mark, ...]
    paragraphs: tuple[int, ...]
    headings: tuple[int, ...]
    """Lines that stand alone, are short and do not end a sentence."""
    annexes: tuple[int, ...]
    """Lines that open an attachment."""

    @property
    def whole(self) -> Span:
        """All of it."""
        return 0, len(self.words)

    @property
    def numbered(self) -> bool:
        """Whether it counts its clauses at all."""
        first = {mark.label for mark in self.marks if mark.style[2] >= 0}
        return {"1", "2"} <= first


def plain(text: str) -> str:
    """Return a text in lower case, with single blanks and plain quotes."""
    return " ".join(text.translate(_QUOTES).lower().split())


def read(raw: str) -> Text:
    """Prepare a text; Markdown decoration is dropped."""
    kept: list[str] = []
    marks: list[Mark] = []
    paragraphs: list[int] = []
    headings: list[int] = []
    annexes: list[int] = []
    at, opens = 0, True
    rows = [*_ESCAPE.sub("", raw.translate(_QUOTES)).replace("**", "").splitlines(), ""]
    for row, following in pairwise(rows):
        line = " ".join(_DECORATION.sub("", row).split())
        if not line:
            opens = True
            continue
        if opens and line.lower().startswith(_ANNEX):
            annexes.append(at)
        alone = (opens or row.startswith("#")) and not following.strip()
        if alone and _is_heading(line):
            headings.append(at)
        elif opens and not _COPYRIGHT.match(line):
            paragraphs.append(at)
        marks += _marks(line, at, len(row) - len(row.lstrip()))
        kept.append(line)
        at += len(line) + 1
        opens = False
    words = " ".join(kept).lower()
    return Text(words, tuple(marks), tuple(paragraphs), tuple(headings), tuple(annexes))


def _is_heading(line: str) -> bool:
    return len(line.split()) <= 8 and line[-1] not in ".;,"


def _marks(line: str, at: int, indent: int) -> Iterator[Mark]:
    opening = _LINE_MARK.match(line)
    if opening and (opening[1] or opening[4] or _stands(opening[3], line[opening.end() :])):
        word = (opening[1] or "").lower()
        bracket = opening[2] + opening[4].replace(":", ".")
        yield Mark(at, opening[3].lower(), (word, bracket, indent))
    for inline in _INLINE_MARK.finditer(line):
        yield Mark(at + inline.start(), inline[2].lower(), ("", "()", _INLINE))
    for flat in _FLAT_MARK.finditer(line):
        yield Mark(at + flat.start(), flat[1].lower(), ("", flat[2], _INLINE))


def _stands(label: str, rest: str) -> bool:
    """Whether a bare number opens a clause; a bare letter is a word of a broken line."""
    return label.replace(".", "").isdigit() and rest.lstrip()[:1].isupper()


def clause(text: Text, name: str) -> tuple[Span, ...]:
    """Return where the clause of this name stands; several where it names several, or none.

    `4(c)`, `4c`, `4.2(a)`, `IV.b`, `2a-b`, `1, 3(b)`, `Attachment A`, `paragraph 2`, `preamble`
    and the name of a heading are understood; a remark in brackets is not read.
    """
    bare = _BRACKETS.sub(lambda m: m[0] if _LABEL_ONLY.fullmatch(m[1]) else " ", name)
    found: list[Span] = []
    for part in re.split(r"[,;+/]|\band\b", bare):
        found += _part(text, " ".join(part.split()))
    return tuple(dict.fromkeys(found))


def _part(text: Text, part: str) -> Sequence[Span]:
    words = part.lower().split()
    if not words:
        return ()
    if words[0] in ("paragraph", "paragraphs", "last"):
        return _paragraphs(text, words)
    if words[0] == "preamble":
        return [
            (0, min((m.at for m in text.marks if m.label in ("1", "i")), default=len(text.words)))
        ]
    if words[0] in _ANNEX:
        return _annex(text, words)
    if words[0] in ("section", "article"):
        part = part.partition(" ")[2]
    ranged = _RANGE.match(part.replace(" ", ""))
    if ranged:
        lead, first, last = ranged.groups()
        return _between(text, _STEPS.findall(lead), first, last)
    steps = _STEPS.findall(part)
    if steps and _LABEL_ONLY.fullmatch(steps[0]):
        return _walk(text, steps)
    if words[:2] == ["definition", "of"]:
        return _definition(text, " ".join(words[2:]).removesuffix("(s)"))
    return _heading(text, part.lower())


def _definition(text: Text, name: str) -> Sequence[Span]:
    start = text.words.find(f'"{name}')
    if start < 0:
        return ()
    return [(start, next((at for at in text.paragraphs if at > start), len(text.words)))]


def _paragraphs(text: Text, words: Sequence[str]) -> Sequence[Span]:
    starts = [*text.paragraphs, len(text.words)]
    if words[0] == "last":
        return [(starts[-2], starts[-1])]
    first, _, last = words[1].partition("-")
    if not int(first) <= int(last or first) < len(starts):
        return ()
    return [(starts[int(first) - 1], starts[int(last or first)])]


def _annex(text: Text, words: Sequence[str]) -> Sequence[Span]:
    name = " ".join(words[:2])
    starts = [at for at in text.annexes if text.words.startswith(name, at)]
    spans = [
        (at, next((end for end in text.annexes if end > at and end not in starts), text.whole[1]))
        for at in starts[-1:]
    ]
    return _inner(text, spans, [word for word in words[2:] if word not in ("item", "items")])


def _heading(text: Text, name: str) -> Sequence[Span]:
    """Return what stands under a heading, or a paragraph that opens with these words."""
    end = len(text.words)
    found: list[Span] = []
    for starts in (text.headings, text.paragraphs):
        for at, following in pairwise([*starts, end]):
            opens = text.words.startswith(name, at)
            found += [(at, following)] if opens and not text.words[at:][len(name)].isalpha() else []
    return found


def _between(text: Text, lead: Sequence[str], first: str, last: str) -> Sequence[Span]:
    opening, closing = _walk(text, [*lead, first]), _walk(text, [*lead, last])
    if not opening or not closing:
        return ()
    return [(min(start for start, _ in opening), max(end for _, end in closing))]


def _walk(text: Text, steps: Sequence[str]) -> Sequence[Span]:
    return _inner(text, [text.whole], steps)


def _inner(text: Text, spans: Sequence[Span], steps: Sequence[str]) -> Sequence[Span]:
    """Follow the steps of a name inwards; `4.2` may also be the second item of section 4.

    Copies of a text often lose their numbers: a stretch that counts nothing stands for its items.
    """
    for step in steps:
        found = [found for span in spans for found in _items(text, span, step.lower())]
        if not found and "." in step and not _dotted(text, step):
            found = list(_inner(text, spans, step.split(".")))
        spans = found or [span for span in spans if not _counts(text, span, step.lower())]
    return spans


def _dotted(text: Text, step: str) -> bool:
    lead = step[: step.rindex(".") + 1]
    return any(mark.label.startswith(lead) for mark in text.marks)


def _counts(text: Text, within: Span, step: str) -> bool:
    """Whether a stretch has a first and a second item in the manner of this step."""
    least = _INLINE if within != text.whole else 0
    labels = {
        mark.label
        for mark in text.marks
        if within[0] <= mark.at < within[1] and mark.style[2] >= least
    }
    return any({series(1), series(2)} <= labels for _, series in _series(step))


def _items(text: Text, within: Span, step: str) -> Iterator[Span]:
    least = _INLINE if within != text.whole else 0
    marks = [m for m in text.marks if within[0] <= m.at < within[1] and m.style[2] >= least]
    annex = next((at for at in text.annexes if at > within[0]), within[1])
    styles = dict.fromkeys(mark.style for mark in marks if mark.label == step)
    for style in [style for style in styles if _heads(marks, style)] or styles:
        same = [mark for mark in marks if mark.style == style]
        level = [m for m in marks if min(0, style[2]) <= m.style[2] <= style[2]]
        for index, series in _likely(same, step):
            start = _start(same, within[0], index, series)
            end = _end(same, start, index, series) or _end(level, start, index, series)
            ends = (end, _parent_end(level, start, step), annex if annex > start else 0)
            yield start, min([*filter(None, ends), within[1]])


def _heads(marks: Sequence[Mark], style: tuple[str, str, int]) -> bool:
    """Whether sections are headed so (`Section 1`), and not only spoken of at a line's start."""
    return bool(style[0]) and {"1", "2"} <= {mark.label for mark in marks if mark.style == style}


def _likely(same: Sequence[Mark], step: str) -> Sequence[tuple[int, Series]]:
    """Return the readings of a label (`i` counts and is a letter) that have siblings, else all."""
    labels = {mark.label for mark in same}
    readings = list(_series(step))
    return [(k, name) for k, name in readings if {name(k - 1), name(k + 1)} & labels] or readings


def _series(step: str) -> Iterator[tuple[int, Series]]:
    """Yield the position of a label among its siblings, and how they are named."""
    lead, dot, last = step.rpartition(".")
    if last.isdigit():
        yield int(last), lambda k: f"{lead}{dot}{k}"
    if step in _ROMAN:
        yield _ROMAN.index(step) + 1, lambda k: _ROMAN[min(k, len(_ROMAN)) - 1]
    if len(step) == 1 and step.isalpha():
        yield ord(step) - 96, lambda k: chr(96 + k)


def _start(same: Sequence[Mark], at: int, index: int, series: Series) -> int:
    """Return the first mark of the label that follows those of its elder siblings."""
    for k in range(1, index):
        at = next((m.at for m in same if m.label == series(k) and m.at >= at), at)
    own = [mark.at for mark in same if mark.label == series(index)]
    return next((start for start in own if start >= at), own[0])


def _end(marks: Sequence[Mark], start: int, index: int, series: Series) -> int:
    """Return the last mark that could be its next sibling's, 0 where none follows."""
    younger: list[list[int]] = []
    at = start
    for k in range(index + 1, index + 40):
        later = [mark.at for mark in marks if mark.label == series(k) and mark.at > at]
        if not later:
            break
        at = later[0]
        younger.append(later)
    limit = marks[-1].at + 1 if marks else 0
    for later in reversed(younger):
        limit = max(at for at in later if at < limit)
    return limit if younger else 0


def _parent_end(marks: Sequence[Mark], start: int, step: str) -> int:
    """Return where the section after `4.2`'s own begins, 0 where none does."""
    lead, dot, _ = step.partition(".")
    if not dot:
        return 0
    following = (str(int(lead) + 1), f"{int(lead) + 1}.1", f"{int(lead) + 1}.0")
    return next((m.at for m in marks if m.at > start and m.label in following), 0)
