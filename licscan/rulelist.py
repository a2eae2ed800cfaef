"""Which rules there are, and where each one lies; the files are shown as they are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from licscan.errors import UsageError
from licscan.identify import vocabulary
from licscan.identify.words import resolve_word
from licscan.rulebook import License, Rulebook
from licscan.rules_root import rule_folders, rules_root

KINDS = ("license", "exception", "stance", "finding")
_FOLDERS = {"license": "licenses", "exception": "exceptions"}


class Filter(NamedTuple):
    """Which licenses are asked for; an empty field asks for all, two fields for both."""

    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()


class Rule(NamedTuple):
    """One rule, and where it lies."""

    id: str
    kind: str
    name: str
    category: str = ""
    verified: str = ""
    tags: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    source: str = "shipped"
    """`shipped`, or the folder of rules as it was named."""
    shadows: tuple[str, ...] = ()
    """The sources of rules of the same id that this one replaces."""


class Shown(NamedTuple):
    """A rule with its file."""

    rule: Rule
    path: Path
    text: str

    @property
    def data(self) -> Any:
        """The file as a table; of a page, its text."""
        if self.rule.kind == "finding":
            return self.text
        whole = tomllib.loads(self.text)
        return whole[self.rule.id] if self.rule.kind == "stance" else whole

    @property
    def file(self) -> str:
        """The path of the file below its folder of rules."""
        folder = _folder(self.path)
        return self.path.relative_to(folder).as_posix()


def rules(book: Rulebook, kind: str, asked: Filter = Filter()) -> Iterator[Rule]:  # noqa: B008
    """Yield the rules of a kind that a filter asks for, sorted by id.

    Raises:
        UsageError: a filter names a word that no rule has.
    """
    if kind == "license":
        wanted = _checked(book, asked)
        yield from (rule for rule in _licenses(book, book.licenses()) if _fits(rule, wanted))
    elif any(asked):
        raise UsageError(
            "only licenses have categories, tags, limits and duties", "leave --kind out"
        )
    elif kind == "exception":
        yield from (_exception(book, one) for one in book.exception_ids())
    elif kind == "stance":
        yield from (_stance(book, one) for one in sorted(book.stances))
    else:
        yield from (_finding(book, one) for one in sorted(book.finding_codes.values()))


def show(book: Rulebook, name: str) -> list[Shown]:
    """Return the rules that a name stands for, with their files.

    Raises:
        UsageError: no rule has this name.
    """
    if name in book.stances:
        found = [_stance(book, name)]
    elif page := book.finding_page(name):
        found = [_finding(book, page.code)]
    elif book.exception(name):
        found = [_exception(book, name)]
    else:
        word = resolve_word(name)
        ids = word.members or word.readings
        licenses = [license for one in ids if (license := book.license(str(one)))]
        found = [*_licenses(book, licenses)]
    if not found:
        raise UsageError(f"no rule is named {name!r}", "`licscan rules list` shows them")
    return [_shown(book, rule) for rule in found]


def _checked(book: Rulebook, asked: Filter) -> Filter:
    """Return the filter with its tags as ids.

    Raises:
        UsageError: a word is in no vocabulary.
    """
    known = {"categories": asked.categories, "limits": asked.limits, "duties": asked.duties}
    for field, words in known.items():
        for word in words:
            if word not in book.terms[field]:
                raise UsageError(f"no rule has {word!r}", f"one of {', '.join(book.terms[field])}")
    ids: list[str] = []
    for tag in asked.tags:
        found = resolve_word(tag)
        if not found.readings:
            raise UsageError(f"{tag!r} names no license", found.note or "use a Hub tag or an id")
        ids += map(str, found.members or found.readings)
    return asked._replace(tags=tuple(ids))


def _fits(rule: Rule, asked: Filter) -> bool:
    return (
        (not asked.categories or rule.category in asked.categories)
        and (not asked.tags or rule.id in asked.tags)
        and set(asked.limits) <= set(rule.limits)
        and set(asked.duties) <= set(rule.duties)
    )


def _licenses(book: Rulebook, licenses: Iterable[License]) -> Iterator[Rule]:
    tags = vocabulary.tags_by_license()
    for license in licenses:
        source, shadows = _sources(book, "license", f"{license.id}.toml")
        yield Rule(
            license.id,
            "license",
            license.name,
            license.category,
            license.verified.how,
            tags.get(license.id, ()),
            _once(limit.kind for limit in license.limits),
            _once(duty.kind for duty in license.duties),
            source,
            shadows,
        )


def _exception(book: Rulebook, one: str) -> Rule:
    rule = book.exception(one)
    assert rule is not None
    source, shadows = _sources(book, "exception", f"{one}.toml")
    return Rule(one, "exception", rule.note, source=source, shadows=shadows)


def _stance(book: Rulebook, one: str) -> Rule:
    stance = book.stances[one]
    lying = [path for path in book.places(".", "stances.toml") if one in _names(path)]
    source, shadows = _told(lying)
    return Rule(
        one, "stance", stance.question, verified=stance.verified, source=source, shadows=shadows
    )


def _finding(book: Rulebook, code: str) -> Rule:
    page = book.finding_page(code)
    assert page is not None
    source, shadows = _told(book.places("findings", f"{page.code}-{page.slug}.md"))
    return Rule(code, "finding", page.title, category=page.slug, source=source, shadows=shadows)


def _names(path: Path) -> set[str]:
    return set(tomllib.loads(path.read_text(encoding="utf-8")))


def _sources(book: Rulebook, kind: str, file: str) -> tuple[str, tuple[str, ...]]:
    return _told(book.places(_FOLDERS[kind], file))


def _told(paths: Sequence[Path]) -> tuple[str, tuple[str, ...]]:
    named = [_source(path) for path in paths]
    return named[0], tuple(named[1:])


def _folder(path: Path) -> Path:
    return next(one for one in reversed(rule_folders()) if path.is_relative_to(one))


def _source(path: Path) -> str:
    folder = _folder(path)
    return "shipped" if folder == rules_root() else folder.as_posix()


def _shown(book: Rulebook, rule: Rule) -> Shown:
    if rule.kind == "stance":
        path = next(p for p in book.places(".", "stances.toml") if rule.id in _names(p))
    elif rule.kind == "finding":
        path = book.places("findings", f"{rule.id}-{rule.category}.md")[0]
    else:
        path = book.places(_FOLDERS[rule.kind], f"{rule.id}.toml")[0]
    text = path.read_text(encoding="utf-8")
    return Shown(rule, path, text)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
