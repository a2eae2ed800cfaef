"""Provisional: license words by the Hub's tag table."""

from __future__ import annotations
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from licscan.model import Expression
from licscan.rules_root import rules_root


@dataclass(frozen=True, slots=True)
class Word:
    raw: str
    expression: Expression | None
    members: tuple[Expression, ...] = ()
    problem: str = ""
    note: str = ""


@lru_cache
def _tags():
    d = tomllib.loads((rules_root() / "tags.toml").read_text())
    return d["tags"], d.get("families", {})


def resolve_word(raw: str, name: str = "", link: str = "") -> Word:
    tags, fam = _tags()
    w = raw.strip().lower()
    if w in tags:
        return Word(raw, Expression(tags[w]))
    if w in fam:
        f = fam[w]
        return Word(
            raw,
            None,
            tuple(Expression(m) for m in f.get("members", ())),
            f.get("problem", "ambiguous-family-tag"),
        )
    p = rules_root() / "licenses"
    for f in p.glob("*.toml"):
        if f.stem.lower() == w:
            return Word(raw, Expression(f.stem))
    if w == "gemma":
        return Word(raw, Expression("LicenseRef-scancode-gemma-tou-2025-03-24"))
    if w in ("other", ""):
        if name:
            return resolve_word(name)
        return Word(raw, None, (), "other-without-name")
    return Word(raw, None, (), "unknown-license")
