"""How far a text is from the license it looks like, and whether the distance may matter.

Sequence matching cannot tell neighbouring versions apart: a Llama 3 text is 97 % of Llama 3.1. So
a match counts as the license itself only where nothing but names and layout differs; any differing
version, number, date or legal word makes it near, and near is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from licscan.expressions import leaves, own_name, parse
from licscan.identify.scancode import Change, Detection, Part
from licscan.identify.sighting import Sighting, named
from licscan.identify.tokens import leading
from licscan.model import NOASSERTION, Basis, Expression, Match

TEXT_WORDS = 40
"""A match of fewer words is a mention, not a license text."""
CLOSE = 95.0
"""Percent of a rule below which a match is near whatever differs."""
_SOLID = 60.0
_STRAY_LEGAL = 12
_WORDS_TOLD = 12
_CHANGES_TOLD = 5

_NUMBER = re.compile(r"v?\d|[ivx]{2,4}\Z")
_MONTHS = """
january february march april may june july august september october november december
"""
_LIMITING = """
not no non none nor never only must shall cannot except unless without until prohibited forbidden
restricted limited require required requires exclude excludes excluding exceed exceeds exceeding
commercial noncommercial nonprofit research revenue users
"""
_NAMING = """
copyright copyrights c holder holders owner owners author authors name names yyyy year years inc ltd
llc corp corporation limited company gmbh contributor contributors organization institute university
foundation team all rights reserved the and of by
"""
_TITLE_WORDS = frozenset("the a license licence agreement terms version of".split())
_TITLE_LEAST = 2
_MONTH_WORDS = frozenset(_MONTHS.split())
_LIMITING_WORDS = frozenset(_LIMITING.split())
_NAMING_WORDS = frozenset(_NAMING.split())
_OPERATORS = frozenset({"AND", "OR", "WITH"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and ids by which a distance is judged."""

    legalese: frozenset[str]
    unknown: frozenset[str]
    """Ids that stand for "some license"."""

    def is_telling(self, word: str) -> bool:
        """Tell whether a word may change what a text grants."""
        if word in _NAMING_WORDS:
            return False
        return word in self.legalese or is_number(word) or is_limiting(word)

    def says_nothing(self, expression: str) -> bool:
        """Tell whether an expression holds nothing but ids for "some license"."""
        ids = expression.replace("(", " ").replace(")", " ").split()
        return all(word in self.unknown or word in _OPERATORS for word in ids)


def judge(detection: Detection, text: str, words: int, lexicon: Lexicon) -> Sighting | None:
    """Return what a detection says of a text of so many words; None where it names no license."""
    texts = [part for part in detection.parts if _is_solid(part, lexicon)]
    if texts:
        return _of_texts(_less_own_name(detection, text, lexicon), texts, lexicon)
    legal = [word for word in detection.left if lexicon.is_telling(word)]
    verbatim = all(part.coverage >= CLOSE for part in detection.parts)
    is_named = detection.expression and not lexicon.says_nothing(detection.expression)
    if is_named and verbatim and len(legal) <= _STRAY_LEGAL:
        return named(detection.expression, text)
    if words <= TEXT_WORDS:
        return None
    matched = sum(part.length for part in detection.parts if part.coverage >= _SOLID)
    score = round(100 * min(matched, words) / words, 1)
    return Sighting(NOASSERTION, Basis.TEXT, Match.NEAR, score, "no license text that is known")


def _of_texts(detection: Detection, texts: list[Part], lexicon: Lexicon) -> Sighting:
    """Return what it means that these license texts were found, whole or nearly so."""
    score = round(min(part.coverage for part in texts), 1)
    notes = [told for part in texts if (told := difference(part, lexicon))]
    notes += [told] if (told := _rider(detection.left, lexicon)) else []
    if notes or score < CLOSE:
        note = "; ".join(dict.fromkeys(notes)) or f"{score} % of the known text"
        return Sighting(_joined(texts), Basis.TEXT, Match.NEAR, score, note)
    changed = [word for part in texts for word in (*part.added, *part.missing)]
    note = f"differs in names only: {leading(changed, _WORDS_TOLD)}" if changed else ""
    is_whole = len(detection.parts) == 1 and not changed and not detection.left
    match = Match.EXACT if is_whole else Match.RULES
    return Sighting(detection.expression, Basis.TEXT, match, score, note)


def _less_own_name(detection: Detection, text: str, lexicon: Lexicon) -> Detection:
    """Return a detection without "some license" where that is the one whose text this is.

    A notice under a text names it by its title ("Licensed under the Frob Community License").
    """
    vague = [part for part in detection.parts if lexicon.says_nothing(part.expression)]
    if not vague or not all(_names_title(part, text) for part in vague):
        return detection
    if "(" in detection.expression or " OR " in detection.expression:
        return detection
    ids = detection.expression.split(" AND ")
    named = [one for one in ids if not lexicon.says_nothing(one)]
    telling = tuple(part for part in detection.parts if part not in vague)
    return replace(detection, expression=" AND ".join(named or ids), parts=telling)


def _names_title(part: Part, text: str) -> bool:
    lines = [re.findall(r"[^\W_]+", line.lower()) for line in text.splitlines()]
    title = [word for word in next(filter(None, lines), []) if word not in _TITLE_WORDS]
    if len(title) < _TITLE_LEAST or not 0 < part.line <= len(lines):
        return False
    line = [word for word in lines[part.line - 1] if word not in _TITLE_WORDS]
    return f" {' '.join(title)} " in f" {' '.join(line)} "


def difference(part: Part, lexicon: Lexicon) -> str:
    """Tell the differing words that may matter, as a sentence; empty where none do."""
    added, missing = Counter(part.added), Counter(part.missing)
    own = _name_words(part.expression)
    here = [word for word in added - missing if lexicon.is_telling(word) or word in own]
    there = [word for word in missing - added if lexicon.is_telling(word) or word in own]
    here, there = _less_list_numbers(here, there)
    if not here and not there and not part.reworded:
        return ""
    kind = "version, number or date" if any(map(is_number, (*here, *there))) else "wording"
    told = _changed(part, {*here, *there}) or _apart(here, there)
    return f"differs from {part.expression} in {kind}: {told}"


def _changed(part: Part, telling: set[str]) -> str:
    """Tell the places where words that matter differ, those with a number first."""
    different = dict.fromkeys(part.changes)
    places = [
        place
        for place in different
        if place in part.reworded or telling.intersection((*place[0], *place[1]))
    ]
    places.sort(key=_weight)
    told = [_place(*place) for place in places[:_CHANGES_TOLD]]
    if len(places) > _CHANGES_TOLD:
        told.append(f"and {len(places) - _CHANGES_TOLD} more places")
    return ", ".join(told)


def _weight(place: Change) -> int:
    """Return the rank of a place: other numbers first, the numbers of a list last."""
    words = (*place[0], *place[1])
    if len(words) == 1 and is_number(words[0]) and len(words[0]) < 3:
        return 2
    return 0 if any(map(is_number, words)) else 1


def _place(known: Sequence[str], found: Sequence[str]) -> str:
    if not known:
        return f"added {quoted(found)}"
    return f"{quoted(known)} became {quoted(found)}" if found else f"left out {quoted(known)}"


def quoted(words: Sequence[str]) -> str:
    """Return words in quotation marks, many of them shortened."""
    cut = " …" if len(words) > _WORDS_TOLD else ""
    return f'"{" ".join(words[:_WORDS_TOLD])}{cut}"'


def _apart(here: list[str], there: list[str]) -> str:
    told = [f"has {leading(_first(here), _WORDS_TOLD)}"] if here else []
    told += [f"lacks {leading(_first(there), _WORDS_TOLD)}"] if there else []
    return " and ".join(told)


def is_number(word: str) -> bool:
    """Tell whether a word is a version (`v2`, `rail+`), a number or a part of a date."""
    return bool(_NUMBER.match(word)) or word in _MONTH_WORDS or word.endswith("+")


def is_limiting(word: str) -> bool:
    """Tell whether a word by itself makes a sentence grant less."""
    return word in _LIMITING_WORDS


def _name_words(expression: str) -> frozenset[str]:
    """Return the words of the names of licenses that are one licensor's own.

    Where the name itself is another one, it is another license.
    """
    named = (own_name(leaf.id) for leaf in leaves(parse(Expression(expression))))
    found = (re.split(r"[^a-z0-9]+", name.lower())[1:] for name in named)
    return frozenset(word for words in found for word in words if len(word) > 1)


def _less_list_numbers(here: list[str], there: list[str]) -> tuple[list[str], list[str]]:
    """Return the words less the numbers of a list that only one side has: 1, 2, 3."""
    for words, others in ((here, there), (there, here)):
        numbers = {word for word in words if is_number(word)}
        counted = {str(number + 1) for number in range(len(numbers))}
        if len(numbers) > 1 and numbers == counted and not any(map(is_number, others)):
            words[:] = [word for word in words if word not in numbers]
    return here, there


def _first(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: not is_number(word))


def _rider(left: tuple[str, ...], lexicon: Lexicon) -> str:
    """Tell of words beside the text that may change what it grants."""
    legal = [word for word in left if word in lexicon.legalese and word not in _NAMING_WORDS]
    limiting = [word for word in left if is_limiting(word)]
    if not (limiting and legal) and len(legal) < _STRAY_LEGAL:
        return ""
    strong = {word for word in limiting if word not in _NAMING_WORDS} or {*limiting, *legal}
    first = next(place for place, word in enumerate(left) if word in strong)
    told = quoted(left[max(0, first - _WORDS_TOLD // 2) :])
    return f"{len(left)} words stand beside the known text, among them {told}"


def _is_solid(part: Part, lexicon: Lexicon) -> bool:
    """Tell whether a part is a license text by itself."""
    is_text = part.kind == "text" and part.length >= TEXT_WORDS and part.coverage >= _SOLID
    return is_text and not lexicon.says_nothing(part.expression)


def _joined(parts: list[Part]) -> str:
    expressions = list(dict.fromkeys(part.expression for part in parts))
    if len(expressions) == 1:
        return expressions[0]
    return " AND ".join(f"({text})" if " OR " in text else text for text in expressions)
