"""The lists of licenses: entries are categories of the rulebook, or words that name licenses."""

from __future__ import annotations

from licscan.config.table import Table, suggestion
from licscan.config.values import Listed, Lists
from licscan.identify.words import resolve_word
from licscan.rulebook import Rulebook


def lists(table: Table) -> Lists | None:
    """Return the lists, None where the configuration has none."""
    if "licenses" not in table:
        return None
    inner = table.table("licenses")
    found = Lists(
        allow=_entries(inner, "allow"),
        deny=_entries(inner, "deny") or (),
        needs_approval=_entries(inner, "needs-approval") or (),
    )
    _check_once(inner, found)
    inner.close()
    return found


def _entries(table: Table, key: str) -> tuple[Listed, ...] | None:
    words = table.texts(key)
    if words is None:
        return None
    return tuple(entry for word in words if (entry := _entry(table, key, word)))


def _entry(table: Table, key: str, word: str) -> Listed | None:
    span = table.span(key, word)
    categories = Rulebook().terms["categories"]
    if word in categories:
        return Listed(word, span, category=word)
    found = resolve_word(word)
    if found.readings:
        return Listed(word, span, expressions=found.readings)
    from licscan.expressions import license_ids

    close = suggestion(word, {*categories, *(one.lower() for one in license_ids())})
    table.wrong(key, f"{key}: {word!r} is no license and no category{close}", word)
    return None


def _check_once(table: Table, found: Lists) -> None:
    where: dict[str, str] = {}
    named = (("allow", found.allow or ()), ("deny", found.deny))
    for key, entries in (*named, ("needs-approval", found.needs_approval)):
        for entry in entries:
            other = where.setdefault(entry.word, key)
            if other != key:
                table.wrong(key, f"{entry.word!r} stands in {other} and in {key}", entry.word)
