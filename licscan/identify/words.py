"""What a license word in a metadata field means: Hub tags, ids, addresses, and wild spellings.

The word itself is kept by whoever asks. What is not certain is left open: members, or nothing. The
tables are data: `rules/tags.toml`, `spdx-ids.txt`, `spellings.tsv`, `urls.tsv`; the larger ones are
read only when the smaller ones do not know.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from licscan.expressions import ExpressionError, Leaf, Node, canonical, parse
from licscan.model import NOASSERTION, NONE, Expression
from licscan.rules_root import rules_root

FAMILY, DEPRECATED, UNNAMED = "ambiguous-family-tag", "deprecated-id", "other-without-name"
UNKNOWN, UNPARSABLE = "unknown-license", "unparsable"

_EMPTY = frozenset(
    {"", "none", "null", "n/a", "na", "nan", "undefined", "unspecified", "other-", "-"}
)
_OPERATOR = re.compile(r"\s(?:AND|OR|WITH)\s", re.IGNORECASE)
_URL = re.compile(r"(?:[a-z]+://|www\.)\S+\Z", re.IGNORECASE)
_IN_TEXT = re.compile(r"https?://[^\s)>\]\"']+")
_END = re.compile(
    r"(?:/?(?:index)?\.(?:html?|txt|php|md|json)|/legalcode|/deed|/rdf|\.[a-z]{2}(?:[-_][a-z]{2})?)\Z"
)
_JURISDICTION = re.compile(r"(?<=/\d\.\d)/[a-z]{2,4}\Z")


class Word(NamedTuple):
    """A license word and what it may mean."""

    raw: str
    expression: Expression | None
    """Set where it means exactly one thing."""
    members: tuple[Expression, ...] = ()
    """What it may mean, where it is not certain."""
    problem: str = ""
    """The finding that it deserves (`ambiguous-family-tag`), empty where there is none."""
    note: str = ""

    @property
    def readings(self) -> tuple[Expression, ...]:
        """All that it may mean."""
        return (self.expression,) if self.expression else self.members


def resolve_word(raw: str, name: str = "", link: str = "") -> Word:
    """Return what a license field means; `name` and `link` are `license_name` and `license_link`.

    Where the field only says `other`, name and link are asked; a file in the repository is not a
    meaning, its text is evidence of its own.
    """
    word = raw.strip()
    if word in (NONE, NOASSERTION):
        return Word(raw, Expression(word) if word == NONE else None)
    found = _one(word)
    if found.problem in (UNNAMED, UNKNOWN):
        for further in (name, link):
            other = _one(further.strip()) if further.strip() else None
            if other and other.readings:
                return other._replace(raw=raw, note=f"named by {further.strip()}")
        if name.strip() and found.problem == UNNAMED:
            return Word(raw, None, (), UNKNOWN, f"named {name.strip()}")
    return found._replace(raw=raw)


@lru_cache(maxsize=8192)
def _one(word: str) -> Word:
    lowered = word.lower()
    if lowered in _EMPTY:
        return Word(word, None, (), UNNAMED)
    tags, families = _tags()
    if lowered in tags:
        return Word(word, Expression(tags[lowered]))
    if lowered in families:
        members, problem = families[lowered]
        return Word(word, None, members, problem)
    return next((found for ask in _ASKED if (found := ask(word))), Word(word, None, (), UNKNOWN))


def _by_id(word: str) -> Word | None:
    known = _ids().get(word.lower())
    if known is None or word.lower() in _spellings_with_several():
        return None
    return Word(word, Expression(known))


def _by_spelling(word: str) -> Word | None:
    key = normal(word)
    ids = _spellings().get(key) or _spellings().get(key.removeprefix("other-"))
    return _meaning(word, ids) if ids else None


def _by_address(word: str) -> Word | None:
    address = word if _URL.match(word) else next(iter(_IN_TEXT.findall(word)), "")
    if not address:
        return None
    wanted = _address(address)
    table = _urls()
    for _ in range(6):
        if wanted in table:
            return _meaning(word, table[wanted])
        shorter = _JURISDICTION.sub("", wanted)
        shorter = shorter if shorter != wanted else _END.sub("", wanted)
        if shorter == wanted:
            return None
        wanted = shorter.rstrip("/")
    return None


def _by_expression(word: str) -> Word | None:
    if not _OPERATOR.search(word):
        return None
    operators = re.sub(r"\s(and|or|with)\s", lambda m: m.group().upper(), word, flags=re.IGNORECASE)
    try:
        node = parse(canonical(operators))
    except ExpressionError:
        return None
    if not all(_known_leaf(leaf) for leaf in _leaves(node)):
        return None
    return Word(word, canonical(_with_known_ids(operators)))


def _by_parts(word: str) -> Word | None:
    """A comma joins tags without saying how (GGUF does so): a reading each."""
    parts = [part.strip() for part in re.split(r"[,;]", word) if part.strip()]
    if len(parts) < 2:
        return None
    found = [_one(part) for part in parts]
    if not all(one.readings for one in found):
        return None
    members = tuple(dict.fromkeys(e for one in found for e in one.readings))
    return Word(word, members[0]) if len(members) == 1 else Word(word, None, members, FAMILY)


def _by_link_text(word: str) -> Word | None:
    found = re.match(r"\[([^\]]+)\]\(([^)]*)\)", word)
    if not found:
        return None
    inner = _one(found.group(1).strip())
    return inner if inner.readings else _one(found.group(2).strip())


_ASKED = (_by_id, _by_spelling, _by_address, _by_expression, _by_link_text, _by_parts)


def _meaning(word: str, ids: tuple[str, ...]) -> Word:
    members = tuple(Expression(one) for one in ids)
    if len(members) == 1:
        return Word(word, members[0])
    return Word(word, None, members, DEPRECATED if _only_or_later(ids) else FAMILY)


def _only_or_later(ids: tuple[str, ...]) -> bool:
    """Whether the members differ only in saying -only or -or-later."""
    return len({one.removesuffix("-only").removesuffix("-or-later") for one in ids}) == 1


def normal(word: str) -> str:
    """Fold case, blanks and punctuation, `version 3.0` and a trailing `license`."""
    text = re.sub(r"[\s_/,()\u2013\u2014:\"']+", "-", word.lower().strip().strip("\"'`."))
    text = re.sub(r"^the-", "", text)
    text = re.sub(r"-v(?:ersion)?\.?-?(?=\d)", "-", text).replace("-version-", "-")
    text = re.sub(r"-+", "-", text).strip("-")
    text = re.sub(r"-(?:software-)?licen[sc]e(?:-agreement)?$", "", text)
    return re.sub(r"-licen[sc]e-", "-", text)


def _address(url: str) -> str:
    text = url.lower().partition("://")[2] or url.lower()
    text = re.split(r"[?#]", text)[0].removeprefix("www.").rstrip("/.")
    return text.replace("huggingface.co/datasets/", "huggingface.co/")


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from _leaves(part)


def _known_leaf(leaf: Leaf) -> bool:
    return leaf.id.lower() in _ids() or leaf.id.startswith("LicenseRef-")


def _with_known_ids(expression: str) -> str:
    return re.sub(r"[\w.+-]+", lambda m: _ids().get(m.group().lower(), m.group()), expression)


@lru_cache(maxsize=1)
def _tags() -> tuple[dict[str, str], dict[str, tuple[tuple[Expression, ...], str]]]:
    data = tomllib.loads((rules_root() / "tags.toml").read_text(encoding="utf-8"))
    families = {
        name: (tuple(Expression(m) for m in row["members"]), row.get("problem", FAMILY))
        for name, row in data["families"].items()
    }
    return data["tags"], families


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    """Lower-case id to id: the SPDX list, its exceptions, and the rulebook's own."""
    lines = (rules_root() / "spdx-ids.txt").read_text(encoding="utf-8").splitlines()
    ids = [line.removeprefix("+ ") for line in lines if not line.startswith("#")]
    ids += [path.name.removesuffix(".toml") for path in (rules_root() / "licenses").iterdir()]
    return {one.lower(): one for one in ids if one != NONE}


@lru_cache(maxsize=1)
def _spellings() -> dict[str, tuple[str, ...]]:
    return _rows("spellings.tsv")


@lru_cache(maxsize=1)
def _spellings_with_several() -> frozenset[str]:
    """Ids that SPDX has deprecated because they leave something open."""
    return frozenset(key for key, ids in _spellings().items() if len(ids) > 1)


@lru_cache(maxsize=1)
def _urls() -> dict[str, tuple[str, ...]]:
    return _rows("urls.tsv")


def _rows(name: str) -> dict[str, tuple[str, ...]]:
    lines = (rules_root() / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {key: tuple(ids.split("|")) for key, _, ids in pairs}
