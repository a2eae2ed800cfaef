"""The parts of a configuration, each read from its table; mistakes go to the table's problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from licscan.config.table import Table, suggestion
from licscan.config.values import Clarification, Scoped
from licscan.errors import UsageError
from licscan.identify.words import resolve_word
from licscan.model import NONE, Expression, Hold, Severity, Waiver
from licscan.rulebook import Rulebook
from licscan.rulebook.versions import meets

ACTS = ("use", "distribute", "host")
PROFILES = ("strict", "balanced", "lenient")
_READINGS = ("strict", "lenient", "both")
_SEVERITIES = {str(severity): severity for severity in Severity}
_ABOUT_WAIVERS = ("waiver-expired", "waiver-unused")


def component(table: Table) -> str:
    """Return the component an entry is for, a folder written as reports write it."""
    return folder(table.text("component", required=True))


def folder(word: str) -> str:
    """Return a component's name as reports write it: no `./` before, no `/` behind."""
    if not word or "://" in word or word.startswith("pkg:"):
        return word
    return PurePosixPath(word).as_posix()


def releases(table: Table) -> tuple[Scoped | None, tuple[Scoped, ...]]:
    """Return the release of the whole tree, and those of parts of it."""
    if "release" not in table:
        return None, ()
    entries = [table.table("release")] if table.is_table("release") else table.tables("release")
    whole: list[Scoped] = []
    scoped: dict[tuple[str, str], Scoped] = {}
    for entry in entries:
        found = _release(entry)
        key = (found.component, found.path)
        if all(key):
            entry.wrong("path", "[[release]] with both path and component: one of them says which")
        elif (any(key) and key in scoped) or (not any(key) and whole):
            which = found.component or found.path or "the whole tree"
            entry.wrong("", f"the release of {which} is given twice")
        elif any(key):
            scoped[key] = found
        else:
            whole.append(found)
    return (whole[0] if whole else None), tuple(scoped.values())


def _release(table: Table) -> Scoped:
    found = Scoped(
        span=table.span(),
        component=folder(table.text("component")),
        path=table.text("path").removeprefix("./").rstrip("/"),
        acts=table.texts("acts", ACTS),
        commercial=table.flag("commercial"),
        users=table.number("users"),
        revenue_usd=table.number("revenue-usd"),
        territories=table.texts("territories"),
    )
    if found.acts == ():
        table.wrong("acts", f"acts is empty (one or more of {', '.join(ACTS)})")
    table.close()
    return found


def profile(table: Table) -> str:
    """Return how contested law is read; it may stand at the top or among the stances."""
    top, inner = table.text("profile", PROFILES), table.table("stances")
    within = inner.text("profile", PROFILES)
    if top and within and top != within:
        inner.wrong("profile", f"profile is {within!r} here and {top!r} above")
    return top or within


def stances(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the contested questions that the user settled."""
    inner = table.table("stances")
    names = [name for name in inner.names() if name != "profile"]
    known = Rulebook().stances if names else {}
    for name in names:
        if name not in known:
            inner.wrong(name, f"unknown stance {name!r}" + suggestion(name, known))
    return tuple((name, inner.text(name, _READINGS)) for name in sorted(names))


def severities(table: Table) -> tuple[tuple[str, Severity], ...]:
    """Return how loud findings are to be, by code."""
    inner = table.table("severity")
    chosen: dict[str, Severity] = {}
    for name in inner.names():
        code = _code(inner, name, name)
        word = inner.text(name, _SEVERITIES)
        if code in chosen:
            inner.wrong(name, f"the severity of {code} is given twice")
        if code and word:
            chosen[code] = _SEVERITIES[word]
    return tuple(sorted(chosen.items()))


def _code(table: Table, key: str, word: str) -> str:
    """Return the code of a finding that is named by code or slug."""
    codes: Mapping[str, str] = Rulebook().finding_codes if word else {}
    known = {**codes, **{code.lower(): code for code in codes.values()}}
    found = known.get(word.lower(), "")
    if word and not found:
        table.wrong(key, f"unknown finding {word!r}" + suggestion(word, known))
    return found


def waivers(table: Table) -> tuple[Waiver, ...]:
    """Return what is waived."""
    found = []
    for entry in table.tables("waive"):
        word = entry.text("code", required=True)
        code = _code(entry, "code", word)
        if code and code in _housekeeping():
            entry.wrong("code", f"{word} is about waivers itself and cannot be waived")
        found.append(
            Waiver(
                code=code,
                component=component(entry),
                reason=entry.text("reason", required=True),
                upstream=folder(entry.text("upstream")),
                expires=entry.day("expires"),
                span=entry.span(),
            )
        )
        entry.close()
    return tuple(found)


def _housekeeping() -> list[str]:
    codes = Rulebook().finding_codes
    return [codes[slug] for slug in _ABOUT_WAIVERS]


def clarifications(table: Table) -> tuple[Clarification, ...]:
    """Return what is clarified, each component once."""
    found: dict[str, Clarification] = {}
    for entry in table.tables("clarify"):
        one = Clarification(
            component=component(entry),
            expression=_expression(entry),
            reason=entry.text("reason", required=True),
            span=entry.span(),
            file=folder(entry.text("file")),
            sha256=entry.text("sha256").lower(),
        )
        _check_binding(entry, one)
        if one.component and one.component in found:
            line = found[one.component].span.line
            entry.wrong("component", f"{one.component} is clarified twice (line {line})")
        found.setdefault(one.component, one)
        entry.close()
    return tuple(found.values())


def _check_binding(entry: Table, one: Clarification) -> None:
    if bool(one.file) != bool(one.sha256):
        lacking = "sha256" if one.file else "file"
        entry.wrong("", f"[[clarify]] without {lacking}: `licscan clarify` writes both")
    if one.sha256 and not re.fullmatch(r"[0-9a-f]{64}", one.sha256):
        entry.wrong("sha256", "sha256 must be 64 hexadecimal digits")
    if one.file and (one.file.startswith("/") or ".." in PurePosixPath(one.file).parts):
        entry.wrong("file", "file must lie in the tree, named from its root")


def _expression(entry: Table) -> Expression:
    raw = entry.text("expression", required=True)
    word = resolve_word(raw) if raw else None
    if word and word.expression:
        return word.expression
    if word:
        several = f" (one of {', '.join(word.members[:6])})" if word.members else ""
        entry.wrong("expression", f"{raw!r} names no license for certain{several}")
    return NONE


def holds(table: Table) -> tuple[Hold, ...]:
    """Return the licenses that were obtained."""
    found = []
    for entry in table.tables("hold"):
        lifts = entry.texts("lifts", _liftable())
        if not lifts:
            entry.wrong("lifts" if lifts is not None else "", "[[hold]] without lifts")
        found.append(
            Hold(
                component=component(entry),
                lifts=lifts or (),
                reference=entry.text("reference", required=True),
                expires=entry.day("expires"),
                span=entry.span(),
            )
        )
        entry.close()
    return tuple(found)


def _liftable() -> tuple[str, ...]:
    terms = Rulebook().terms
    return ("all", "outbound", *terms["limits"], *terms["duties"])


def folders(table: Table, key: str, base: Path) -> tuple[Path, ...]:
    """Return folders that are named from the folder of the configuration."""
    return tuple(_folders(table, key, base))


def _folders(table: Table, key: str, base: Path) -> Iterator[Path]:
    for word in table.texts(key) or ():
        path = base / word
        if path.is_dir():
            yield path
        else:
            table.wrong(key, f"{key}: {word} is not a folder", word)


def requirement(table: Table) -> None:
    """Hold the rules at hand against the version that the configuration asks for."""
    wanted = table.text("require-rules")
    if not wanted:
        return
    have = Rulebook().version
    try:
        met = meets(have, wanted)
    except UsageError as error:
        table.wrong("require-rules", f"require-rules {error}; {error.tip}")
        return
    if not met:
        update = (
            f"the rules are version {have}, and {wanted} is asked for: change licscan's version"
        )
        table.wrong("require-rules", update)
