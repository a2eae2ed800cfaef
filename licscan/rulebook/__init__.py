"""The rulebook: `rules/` as typed values, each file opened when it is first asked for.

It decides nothing; what a license says is data, what follows from it is `judge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from licscan.errors import UsageError
from licscan.model import Relation
from licscan.rulebook import reading
from licscan.rulebook.terms import License, Matrix, RelationRule, Stance
from licscan.rules_root import read_table, rule_folders, rules_root, rules_version

if TYPE_CHECKING:
    from licscan.rulebook.pages import FindingPage

_SHOWN = "`licscan rules check DIR` shows all problems of a folder of rules"
_HASHED = frozenset({".toml", ".tsv", ".txt", ".bin", ".md"})


class ExceptionRule(NamedTuple):
    """What an exception (`WITH`) changes of the license it stands beside."""

    id: str
    reach: Mapping[Relation, str]
    """Cells that replace the license's own (`links`: `own-part`)."""
    waives_pairs: bool
    """Whether an authority's No for the bare license no longer stands."""
    note: str


class Rulebook:
    """All rule files, read lazily and once, those of the layers in force over the shipped ones."""

    def __init__(self) -> None:
        """Take the folders that are in force now (`rules_root.layered`)."""
        self._roots = tuple(reversed(rule_folders()))
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
            self._exceptions[identifier] = _exception(read_table(path)) if path else None
        return self._exceptions[identifier]

    def exception_ids(self) -> tuple[str, ...]:
        """Return the ids of the exceptions whose effect is encoded, sorted."""
        return tuple(sorted({p.stem for p in self._files("exceptions", "*.toml")}))

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
        try:
            return {name: reading.stance_from(name, data) for name, data in tables.items()}
        except (KeyError, ValueError, TypeError) as error:
            raise UsageError(f"stances.toml: missing or wrong entry {error}", _SHOWN) from error

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
        return tuple(reading.matrix_from(read_table(p)) for p in self._files("pairs", "*.toml"))

    @cached_property
    def finding_codes(self) -> Mapping[str, str]:
        """Slug to code, as the pages under `findings/` are named."""
        names = (path.stem.partition("-") for path in self._files("findings", "*.md"))
        return {slug: code for code, _, slug in names}

    def finding_page(self, name: str) -> FindingPage | None:
        """Return the page of a finding by code or slug, None where there is none.

        Raises:
            UsageError: the page lacks a part.
        """
        for slug, code in self.finding_codes.items():
            path = self._find("findings", f"{code}-{slug}.md")
            if path and name.lower() in (slug, code.lower()):
                from licscan.rulebook.pages import page_from

                return page_from(path)
        return None

    @cached_property
    def version(self) -> str:
        """The version of the shipped rules; a changed verdict is a new minor version."""
        return rules_version()

    @cached_property
    def digest(self) -> str:
        """A hash over every rule file, layers included; part of each report."""
        import hashlib

        state = hashlib.sha256()
        for root in reversed(self._roots):
            for path in sorted(path for path in root.rglob("*") if path.suffix in _HASHED):
                state.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
        return state.hexdigest()[:16]

    def places(self, folder: str, name: str) -> tuple[Path, ...]:
        """Return the files of this name, the one in force first and those that it shadows after."""
        candidates = (root / folder / name for root in self._roots)
        return tuple(path for path in candidates if path.is_file())

    def license_table(self, identifier: str) -> Mapping[str, Any] | None:
        """Return the file of a license as a table, with what it takes over from another.

        Raises:
            UsageError: it cannot be read.
            ValueError: what it extends is unknown, or extends it in turn.
        """
        from licscan.rulebook.inherit import whole

        data = self._license_file(identifier)
        return whole(data, self._license_file) if data and "extends" in data else data

    def _license_file(self, identifier: str) -> Mapping[str, Any] | None:
        path = self._find("licenses", f"{identifier}.toml")
        return read_table(path) if path else None

    def _read_license(self, identifier: str) -> License | None:
        path = self._find("licenses", f"{identifier}.toml")
        if path is None:
            return None
        try:
            return reading.license_from(self.license_table(identifier) or {})
        except (KeyError, ValueError, TypeError) as error:
            raise UsageError(
                f"{path.name}: missing or wrong entry {error}",
                _SHOWN,
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
                merged |= read_table(root / name)
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
