"""What a license word in a metadata field means: Hub tags, ids, expressions, addresses, names.

The word itself is kept by whoever asks. What is not certain is left open: as members, or as nothing
at all; no word is ever taken for a license that merely looks alike.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from licscan.expressions import (
    ExpressionError,
    Leaf,
    Node,
    canonical,
    exception_id,
    leaves,
    mapped,
    parse,
    read,
)
from licscan.expressions import render as written
from licscan.identify.vocabulary import (
    Family,
    is_part_of_work,
    listed,
    named,
    only_in,
    says_nothing,
)
from licscan.model import NOASSERTION, NONE, Expression
from licscan.rules_root import layers

FAMILY, DEPRECATED, UNNAMED = "ambiguous-family-tag", "deprecated-id", "other-without-name"
UNKNOWN, UNPARSABLE = "unknown-license", "unparsable"

_LONGEST = 300
_MOST_READINGS = 32
# Patterns stay text: most words are tags, for which none of them is compiled.
_OPERATOR = r"(?:^|[\s)])(?:AND|OR|WITH)(?=[\s(]|$)"
_JOINED = r"(?i)[()]|\+$|\s(?:and|or|with)\s"
_HYPHENED = r"[-_]and[-_]"
_LIST = r"(?i)\s+and\s*/\s*or\s+|\s+\+\s+|[,;|/&\n]+"
_BARE = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}/[^\s,;|]+\Z"
_LITERAL = r"\[\s*(['\"].*['\"])\s*\]\Z"
_DUAL = r"(?i)(?:dual|multi)[\s-]*licen[cs]ed?\b[\s:(-]*(?:under\b)?(.+?)\)?\Z"
_FOR = r"(?i)(?:(\w+):\s*)?(.+?)(?:\s*(?:\(|\bfor\s)(?:for\s+)?(?:the\s+)?(\w+)(?:\s+only)?\)?)?\Z"
_OTHER = r"(?is)^other\b[\s:(\-]+(.*?)\)?$"


class Word(NamedTuple):
    """A license word and what it may mean."""

    raw: str
    expression: Expression | None
    """What it means, or is taken to mean first; None where that is open."""
    members: tuple[Expression, ...] = ()
    """What it may mean: licenses of a family, or beside `expression` all texts of one license."""
    problem: str = ""
    """The slug of the finding it deserves (`ambiguous-family-tag`); empty where there is none."""
    note: str = ""

    @property
    def readings(self) -> tuple[Expression, ...]:
        """All that it has to be judged as."""
        return (self.expression,) if self.expression else self.members


def resolve_word(raw: str, name: str = "", link: str = "", source: str = "") -> Word:
    """Return what a license field means; `name` and `link` are `license_name` and `license_link`.

    These two are asked where the field itself names no license (`other`). A link to a file of the
    same repository means nothing here: its text is evidence of its own. NOASSERTION has no reading
    and is no problem. `source` is the extractor: some words have a meaning in its files alone.
    """
    found = _meaning(raw.strip())
    if not found.readings and (meant := source and only_in(source, raw.strip())):
        found = _meaning(meant)
    if found.problem == UNNAMED and (name.strip() or link.strip()):
        found = _beside(found, name.strip(), link.strip())
    if raw.strip() == NOASSERTION and not found.readings:
        return Word(raw, None)
    return found if found.raw == raw else found._replace(raw=raw)


def _beside(word: Word, name: str, link: str) -> Word:
    """Return what the name and the link beside `other` say."""
    by_name, by_link = _meaning(name) if name else word, _meaning(link) if link else word
    if by_name.readings and by_link.readings:
        if set(_all(by_name)) & set(_all(by_link)):
            return by_name
        members = tuple(dict.fromkeys((*by_name.readings, *by_link.readings)))
        return Word(name, None, members, FAMILY, "license_name and license_link differ")
    if by_name.readings:
        return by_name
    if by_link.readings and (not name or by_name.problem == UNNAMED):
        return by_link
    if not name:
        return Word(link, None, (), UNKNOWN, f"what {link} holds is not known")
    return Word(name, None, (), UNKNOWN, by_name.note or f"no license of the name {name} is known")


def _meaning(word: str) -> Word:
    return _layered_meaning(word, layers())


@lru_cache(maxsize=8192)
def _layered_meaning(word: str, _layers: tuple[Path, ...]) -> Word:
    if word in (NONE, NOASSERTION):
        return Word(word, NONE) if word == NONE else Word(word, None, (), UNNAMED)
    if len(word) > _LONGEST:
        return Word(word, None, (), UNKNOWN, "a text, not a name")
    for ask in _ASKED:
        if found := ask(word):
            return found
    return Word(word, None, (), UNKNOWN)


def _by_list(word: str) -> Word | None:
    return _word(word, listed(word))


def _by_silence(word: str) -> Word | None:
    return Word(word, None, (), UNNAMED) if says_nothing(word) else None


def _by_name(word: str) -> Word | None:
    return _word(word, named(word))


def _by_flags(word: str) -> Word | None:
    """Permissions that a hosting site states as flags."""
    if "=" not in word:
        return None
    from licscan.identify import flags

    found = flags.expression(word)
    return Word(word, canonical(found), note="flags of a hosting site") if found else None


def _simple(word: str) -> Word:
    """Return what a word means that is no address, list or expression."""
    found = _by_list(word) or _by_flags(word) or _by_name(word)
    return found or Word(word, None, (), UNKNOWN)


def _by_address(word: str) -> Word | None:
    """An address; beside words it has to agree with them."""
    if "://" not in word and "www." not in word:
        return _by_bare_address(word)
    from licscan.identify import license_links

    found = license_links.addresses(word)
    if not found:
        return None
    rest = license_links.without_addresses(word).strip("[]() \t\n")
    said = None if says_nothing(rest) or len(rest) < 2 else _meaning(rest)
    if said and not said.readings:
        return Word(word, None, (), said.problem, said.note)
    pages = [page for address in found if (page := _page(address)).readings]
    if said and not pages:
        return said._replace(raw=word)
    if not said and len(pages) < len(found):
        return Word(word, None, (), UNKNOWN, "the address is not known to name a license")
    return _one_of(word, [*pages, *([said] if said else [])])


def _by_bare_address(word: str) -> Word | None:
    """An address without `https://`; it has to be one that is known."""
    if not re.match(_BARE, word.lower()):
        return None
    page = _page(word)
    return page._replace(raw=word) if page.readings else None


def _page(address: str) -> Word:
    from licscan.identify import license_links

    page = license_links.named_by(address)
    if page is None:
        return Word(address, None, (), UNKNOWN)
    found = _simple(page.word)
    return found._replace(note="; ".join(filter(None, (page.note, found.note))))


def _by_expression(word: str) -> Word | None:
    """Names joined by AND, OR or WITH; each is understood as it would be alone."""
    text = word if " " in word else re.sub(_HYPHENED, " AND ", word)
    if not re.search(_JOINED, text) and not re.search(_OPERATOR, text):
        return None
    try:
        node = read(text)
    except ExpressionError as error:
        return Word(word, None, (), UNPARSABLE, str(error)) if re.search(_OPERATOR, word) else None
    choices = {leaf: _choices(leaf) for leaf in leaves(node)}
    if unknown := [leaf for leaf, meant in choices.items() if not meant.readings]:
        if not re.search(_OPERATOR, word):
            return None
        names = ", ".join(written(leaf) for leaf in unknown)
        return Word(word, None, (), UNKNOWN, f"not known: {names}")
    rows = itertools.product(*(meant.readings for meant in choices.values()))
    rows_kept = list(itertools.islice(rows, _MOST_READINGS + 1))
    if len(rows_kept) > _MOST_READINGS:
        return Word(word, None, (), UNKNOWN, "too many readings")
    members = [written(mapped(node, _replacing(choices, row))) for row in rows_kept]
    return _joined(word, members, choices.values())


def _replacing(choices: Iterable[Leaf], row: Iterable[Expression]) -> Callable[[Leaf], Node]:
    chosen = dict(zip(choices, map(parse, row), strict=True))
    return lambda leaf: chosen[leaf]


def _choices(leaf: Leaf) -> Word:
    """Return what one license of an expression may be."""
    found = _simple(leaf.id)
    if leaf.id.endswith("+") and not found.readings:
        found = _later(leaf.id)
    if not leaf.exception:
        return found
    exception = exception_id(leaf.exception)
    members = tuple(Expression(f"{one} WITH {exception}") for one in found.readings)
    if not exception or any(" " in one for one in found.readings):
        return Word(leaf.id, None, (), UNKNOWN)
    return Word(leaf.id, members[0]) if len(members) == 1 else found._replace(members=members)


def _later(word: str) -> Word:
    """Return what a name with `+` means, where it has no name of its own."""
    only = _simple(word.removesuffix("+")).expression
    try:
        return Word(word, canonical(f"{only}+"))
    except ExpressionError:
        return Word(word, None, (), UNKNOWN)


def _by_parts(word: str) -> Word | None:
    """A list says neither AND nor OR (GGUF joins tags by a comma): a reading each."""
    inner = re.match(_LITERAL, word) or re.match(_DUAL, word)
    text = inner[1] if inner else word
    if inner or " for " in text:
        text = re.sub(r"(?i)\s+(?:and|or)\s+", ",", text)
    parts = [part for part in (part.strip(" '\"") for part in re.split(_LIST, text)) if part]
    if len(parts) < 2 and not inner:
        return None
    found = [_simple(part) for part in parts]
    if all(one.readings for one in found):
        return _one_of(word, found)
    return _by_part_of_work(word, parts)


def _by_part_of_work(word: str, parts: list[str]) -> Word | None:
    """`MIT (code), CC-BY-4.0 (data)`: each is for a part of the work, and a reading here."""
    split = [re.match(_FOR, part) for part in parts]
    if not all(one and is_part_of_work(one[1] or one[3] or "") for one in split):
        return None
    found = [_simple(one[2]) for one in split if one]
    if not all(one.readings for one in found):
        return None
    return _one_of(word, found)._replace(note="each is for a part of the work")


def _by_other(word: str) -> Word | None:
    """`other-C-UDA`, `other (mrl)`."""
    rest = re.match(_OTHER, word)
    if not rest:
        return None
    found = _meaning(rest[1].strip())
    return found._replace(raw=word, note=found.note or f"other, named {rest[1].strip()}")


_ASKED = (
    *(_by_list, _by_silence, _by_address, _by_flags),
    *(_by_name, _by_expression, _by_parts, _by_other),
)


def _word(raw: str, found: str | Family | None) -> Word | None:
    if found is None:
        return None
    if isinstance(found, str):
        return Word(raw, Expression(found))
    members = tuple(map(Expression, found.members))
    first = members[0] if members and not found.problem else None
    return Word(raw, first, members, found.problem, found.note)


def _one_of(raw: str, words: list[Word]) -> Word:
    """Return what several statements leave open; one that agrees with all the others is enough."""
    return _joined(raw, [one for word in words for one in word.readings], words)


def _joined(raw: str, members: Iterable[Expression], words: Iterable[Word]) -> Word:
    unique = tuple(dict.fromkeys(members))
    notes = dict.fromkeys(word.note for word in words if word.note)
    problems = {word.problem for word in words if word.problem}
    if len(unique) == 1 and not problems:
        return Word(raw, unique[0], note="; ".join(notes))
    problem = DEPRECATED if problems == {DEPRECATED} else FAMILY
    return Word(raw, None, unique, problem, "; ".join(notes))


def _all(word: Word) -> tuple[Expression, ...]:
    return word.members or word.readings
