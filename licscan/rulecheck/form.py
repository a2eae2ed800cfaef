"""The form of rule files: known names, TOML, and the schemas. The one door to jsonschema."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licscan.rulecheck.problem import Problem, problem
from licscan.rules_root import rules_root

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_LONGEST = 160
# What lies where, and the schema it has; an empty one is read elsewhere.
_KINDS = (
    (r"licenses/[^/]+\.toml", "license"),
    (r"exceptions/[^/]+\.toml", "exception"),
    (r"pairs/[^/]+\.toml", "pairs"),
    (r"cases/[^/]+\.toml", "plan"),
    (r"tags\.toml", "tags"),
    (r"spellings\.toml", "spellings"),
    (r"urls\.toml", "urls"),
    (r"stances\.toml", "stances"),
    (r"findings/[^/]+\.md", ""),
    (r"catalog/(?:models|datasets)\.tsv", ""),
    (r"texts/.+", ""),
    (r"(?:.*/)?(?:README|CHANGELOG)\.md", ""),
)
_SHIPPED_ONLY = (
    (r"relations\.toml", "relations"),
    (r"declarations\.toml", "declarations"),
    (r"records\.toml", "records"),
    (r"flags\.toml", "flags"),
    (r"(?:terms|architectures)\.toml|VERSION|[^/]+\.(?:tsv|txt)", ""),
    (r"(?:schema|fingerprints|catalog)/.+", ""),
)
# Tables by which all words are compared; a layer that changed them would change every other name.
_SHIPPED_TABLES = frozenset({"noise", "phrases", "equals", "parts-of-work", "endings", "files"})


def files(folder: Path) -> list[Path]:
    """Return the files of a folder of rules, sorted; hidden ones are none."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [p for p in found if not any(q.startswith(".") for q in p.relative_to(folder).parts)]


def problems(folder: Path, paths: Sequence[Path], *, shipped: bool) -> Iterator[Problem]:
    """Yield what is wrong with the form of each file; a layer has fewer kinds of them."""
    for path in paths:
        name = path.relative_to(folder).as_posix()
        schema = _schema_of(name, _KINDS)
        if schema is None and (not shipped or (schema := _schema_of(name, _SHIPPED_ONLY)) is None):
            only = _schema_of(name, _SHIPPED_ONLY) is not None
            told = "only the shipped rules have this file" if only else "no rule file has this name"
            yield Problem(name, 1, "", f"{told}, so it would not be read")
        elif path.suffix == ".toml":
            yield from _toml(folder, path, schema, shipped=shipped)


def _schema_of(name: str, kinds: Sequence[tuple[str, str]]) -> str | None:
    return next((schema for pattern, schema in kinds if re.fullmatch(pattern, name)), None)


def _toml(folder: Path, path: Path, schema: str, *, shipped: bool) -> Iterator[Problem]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        line = re.search(r"at line (\d+)", str(broken))
        name = path.relative_to(folder).as_posix()
        yield Problem(name, int(line[1]) if line else 1, "", f"not TOML: {broken}")
        return
    for error in _validator(schema).iter_errors(data) if schema else ():
        yield problem(folder, path, [*error.absolute_path], _told(error))
    for key in () if shipped else sorted(_SHIPPED_TABLES & data.keys()):
        yield problem(folder, path, [key], "only the shipped rules may set this")


def _told(error: ValidationError) -> str:
    """Say what is wrong in one line; of several schemas that could fit, the nearest one."""
    from jsonschema.exceptions import best_match

    nearest = best_match([error]) or error
    told = " ".join(nearest.message.split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}..."


@lru_cache(maxsize=16)
def _validator(schema: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    path = rules_root() / "schema" / f"{schema}.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(loaded)
