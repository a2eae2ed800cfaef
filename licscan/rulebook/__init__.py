"""The rulebook: `rules/` as typed values, each file opened when it is first asked for.

It decides nothing; what a license says is data, what follows from it is `judge`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from licscan.errors import UsageError
from licscan.model import Relation
from licscan.rulebook import reading
from licscan.rulebook.terms import License, Matrix, RelationRule, Stance
from licscan.rules_root import rules_root


class ExceptionRule(NamedTuple):
    """What an exception (`WITH`) changes of the license it stands beside."""

    id: str
    reach: Mapping[Relation, str]
    """Cells that replace the license's own (`links`: `own-part`)."""
    waives_pairs: bool
    """Whether an authority's No for the bare license no longer stands."""
    note: str


class Rulebook:
    """All rule files under one root, read lazily and once."""

    def __init__(self, *roots: Path) -> None:
        """Layer `roots`, the last one first (an overlay wins over the shipped rules)."""
        self._roots = (*reversed(roots), rules_root())
        self._licenses: dict[str, License | None] = {}
        self._exceptions: dict[str, ExceptionRule | None] = {}

    def license(self, identifier: str) -> License | None:
        """Return the license of this id, None where the rulebook lacks it.

        Raises:
            UsageError: its file is broken.
        """
        if identifier not in self._licenses:
            self._licenses[identifier] = self._read_license(identifier)
        return self._licenses[identifier]

    def exception(self, identifier: str) -> ExceptionRule | None:
        """Return the exception of this id, None where its effect is not encoded."""
        if identifier not in self._exceptions:
            path = self._find("exceptions", f"{identifier}.toml")
            self._exceptions[identifier] = _exception(reading.toml(path)) if path else None
        return self._exceptions[identifier]

    def license_ids(self) -> tuple[str, ...]:
        """Return the ids of all licenses, sorted."""
        return tuple(sorted({p.stem for p in self._files("licenses", "*.toml")}))

    def licenses(self) -> Iterator[License]:
        """Yield all licenses, sorted by id."""
        for identifier in self.license_ids():
            found = self.license(identifier)
            if found:
                yield found

    @cached_property
    def reusable_ids(self) -> tuple[str, ...]:
        """Ids of the licenses that anyone may choose for a work of their own."""
        mark = b"\nreusable = true"
        files = self._files("licenses", "*.toml")
        return tuple(path.stem for path in files if mark in path.read_bytes()[:2000])

    @cached_property
    def stances(self) -> Mapping[str, Stance]:
        """All contested questions by name."""
        tables = self._table("stances.toml")
        return {name: reading.stance_from(name, data) for name, data in tables.items()}

    @cached_property
    def relations(self) -> Mapping[Relation, RelationRule]:
        """What holds of each relation whatever the license."""
        tables = self._table("relations.toml")
        return {r: reading.relation_from(r, tables[r.value]) for r in Relation}

    @cached_property
    def terms(self) -> Mapping[str, Any]:
        """The closed vocabulary, with the tables that only the judgement needs (regions, ranks)."""
        return self._table("terms.toml")

    @cached_property
    def matrices(self) -> tuple[Matrix, ...]:
        """The authorities' decisions on pairs."""
        return tuple(reading.matrix_from(reading.toml(p)) for p in self._files("pairs", "*.toml"))

    @cached_property
    def finding_codes(self) -> Mapping[str, str]:
        """Slug to code, as the pages under `findings/` are named."""
        names = (path.stem.partition("-") for path in self._files("findings", "*.md"))
        return {slug: code for code, _, slug in names}

    def finding_page(self, name: str) -> str:
        """Return the page of a finding by code or slug; empty where there is none."""
        for slug, code in self.finding_codes.items():
            if name.lower() in (slug, code.lower()):
                path = self._find("findings", f"{code}-{slug}.md")
                assert path is not None
                _, head, page = path.read_text(encoding="utf-8").split("+++\n", 2)
                told = tomllib.loads(head)
                return f"# {code} {slug}: {told['title']}\n\n{told['summary']}\n{page}"
        return ""

    @cached_property
    def digest(self) -> str:
        """A hash over every rule file; part of each report."""
        import hashlib

        state = hashlib.sha256()
        for root in self._roots:
            for path in sorted(root.rglob("*.toml")):
                state.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
        return state.hexdigest()[:16]

    def _read_license(self, identifier: str) -> License | None:
        path = self._find("licenses", f"{identifier}.toml")
        if path is None:
            return None
        try:
            return reading.license_from(reading.toml(path))
        except (KeyError, ValueError, TypeError) as error:
            raise UsageError(
                f"{path.name}: missing or wrong entry {error}", "see rules/README.md"
            ) from error

    def _find(self, *parts: str) -> Path | None:
        if "/" in parts[-1]:
            return None
        candidates = (root.joinpath(*parts) for root in self._roots)
        return next((path for path in candidates if path.is_file()), None)

    def _files(self, folder: str, pattern: str) -> list[Path]:
        names = {path.name for root in self._roots for path in (root / folder).glob(pattern)}
        return [path for name in sorted(names) if (path := self._find(folder, name))]

    def _table(self, name: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for root in reversed(self._roots):
            if (root / name).is_file():
                merged |= reading.toml(root / name)
        merged.pop("schema", None)
        return merged


def _exception(data: Mapping[str, Any]) -> ExceptionRule:
    return ExceptionRule(
        id=data["id"],
        reach={Relation(name): word for name, word in data.get("reach", {}).items()},
        waives_pairs=data.get("waives-pairs", False),
        note=data.get("note", ""),
    )


__all__ = [
    "ExceptionRule",
    "License",
    "Matrix",
    "RelationRule",
    "Rulebook",
    "Stance",
    "rules_root",
]
