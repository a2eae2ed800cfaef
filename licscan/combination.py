"""What is named on a command line becomes a plan: Hub names, repositories on disk, recipes, lists.

Nothing is asked for that can be told from the names: a recipe says what is done, several models
are a merge, one is fine-tuned, datasets are trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from licscan.errors import UsageError
from licscan.extract import extract
from licscan.model import (
    Component,
    ComponentId,
    Edge,
    Kind,
    ParentClaim,
    Relation,
    Release,
    Report,
    Resolution,
    Span,
)
from licscan.plan_file import Plan, Planned
from licscan.sources.document import from_bytes
from licscan.upstream.catalog import look_up
from licscan.upstream.names import hub_name, identity

PRODUCT = ComponentId("the-combination")
_LINE = Span("command line")
_RECIPES = (".yaml", ".yml")
_DATA = (Relation.TRAINED_ON, Relation.DERIVED_FROM)
_DATA_MARK = "datasets/"
_LARGEST_LIST = 1_000_000
Audit = Callable[[Path], Report]


class _Ingredient(NamedTuple):
    """One thing that goes in, with what is known of it already."""

    component: Component
    license: str | None = None
    relation: Relation | None = None
    """What a recipe says is done with it."""
    span: Span = _LINE
    behind: Report | None = None
    """The report on a repository on disk, whose lineage comes along."""


def combination(
    words: Sequence[str], relation: Relation | None, license: str | None, audit: Audit
) -> Plan:
    """Return the plan of a combination; `audit` reads a repository on disk.

    A word is `org/name`, either with `=license`; a folder; a mergekit recipe (`.yaml`); or a file
    with one such word a line.

    Raises:
        UsageError: a file that names nothing, or a folder with nothing to scan.
    """
    found = [one for word in dict.fromkeys(words) for one in _read(word, relation, audit)]
    unique = list({one.component.id: one for one in reversed(found)}.values())[::-1]
    if not unique:
        raise UsageError("nothing to combine", "name a model, a folder, a recipe or a list")
    settled = [(one, one.relation or relation or _inferred(one, unique)) for one in unique]
    derived = all(how is Relation.DERIVED_FROM for _, how in settled)
    kind = Kind.DATASET if derived else Kind.MODEL
    product = Planned(Component(PRODUCT, kind, "the combination", span=_LINE), None)
    behind = [one for one, _ in settled if one.behind]
    edges = [Edge(PRODUCT, one.component.id, how, one.span) for one, how in settled]
    return Plan(
        path="command line",
        title=", ".join(f"{how} {hub_name(one.component.id)}" for one, how in settled),
        planned=(*_planned(settled), *_ancestors(behind), product),
        edges=(*edges, *(edge for one in behind for edge in _edges(one))),
        product=PRODUCT,
        raw_license=license,
        release=Release(),
        resolutions=tuple(resolution for one in behind for resolution in _resolutions(one)),
    )


def _read(word: str, relation: Relation | None, audit: Audit) -> Iterator[_Ingredient]:
    path = Path(word)
    if path.is_dir():
        yield from _folder(path, audit)
    elif path.is_file():
        yield from _file(path, relation, audit)
    else:
        name, _, license = word.partition("=")
        yield _named(name, license or None, relation)


def _named(
    name: str,
    license: str | None,
    relation: Relation | None,
    how: Relation | None = None,
    span: Span = _LINE,
) -> _Ingredient:
    kind = _kind(name, relation)
    known = ComponentId(identity(name, kind).id)
    shown = PurePosixPath(name).as_posix()
    return _Ingredient(Component(known, kind, shown, local=False, span=span), license, how, span)


def _kind(name: str, relation: Relation | None) -> Kind:
    """A model, unless the relation or the catalog says that it is a dataset."""
    if relation in _DATA:
        return Kind.DATASET
    known = look_up(name)
    data = _DATA_MARK in name or (known is not None and known.kind is Kind.DATASET)
    return Kind.DATASET if data and relation is None else Kind.MODEL


def _file(path: Path, relation: Relation | None, audit: Audit) -> Iterator[_Ingredient]:
    if path.stat().st_size > _LARGEST_LIST:
        raise UsageError(f"{path} is too large for a recipe or a list", "name its parts instead")
    data = path.read_bytes()
    if path.suffix.lower() in _RECIPES:
        claims = [f for f in extract(from_bytes(path.name, data)) if isinstance(f, ParentClaim)]
        if not claims:
            raise UsageError(f"{path} names no model", "a mergekit recipe has `models:`")
        for claim in claims:
            yield _from_recipe(path, claim, audit)
        return
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        word = line.partition("#")[0].strip()
        if word:
            name, _, license = word.partition("=")
            yield _named(name, license or None, relation, span=Span(path.name, number))


def _from_recipe(path: Path, claim: ParentClaim, audit: Audit) -> _Ingredient:
    how = claim.relation or Relation.MERGE
    local = path.parent / claim.raw
    if claim.local and local.is_dir():
        (inside, *_) = _folder(local, audit)
        return inside._replace(relation=how, span=claim.span)
    return _named(claim.raw, None, None, how, claim.span)._replace(relation=how)


def _folder(path: Path, audit: Audit) -> Iterator[_Ingredient]:
    report = audit(path)
    roots = [one for one in report.components if one.local]
    main = next((one for one in roots if one.id == "."), roots[0] if roots else None)
    if main is None:
        raise UsageError(f"{path} holds no model, dataset or code", "name another folder")
    component = main._replace(id=_id(path, main.id), name=main.name or path.name, local=True)
    yield _Ingredient(component, None, None, _LINE, report)


def _id(path: Path, component: ComponentId) -> ComponentId:
    """Name a component of a repository on disk by its path, so that two do not meet."""
    folder = path.as_posix().rstrip("/") or "/"
    return ComponentId(folder if component == "." else f"{folder}/{component}")


def _renamed(one: _Ingredient, report: Report, name: ComponentId) -> ComponentId:
    """Return the name in the plan of a component of the report."""
    local = {component.id for component in report.components if component.local}
    if name not in local:
        return name
    main = next(c for c in report.components if c.local and _ends(one.component.id, c.id))
    folder = one.component.id if main.id == "." else one.component.id.removesuffix(f"/{main.id}")
    return ComponentId(folder if name == "." else f"{folder}/{name}")


def _ends(whole: str, part: str) -> bool:
    return part == "." or whole.endswith(f"/{part}")


def _ancestors(ingredients: Iterable[_Ingredient]) -> Iterator[Planned]:
    for one in ingredients:
        assert one.behind is not None
        for component in one.behind.components:
            name = _renamed(one, one.behind, component.id)
            if name != one.component.id:
                yield Planned(component._replace(id=name), None)


def _edges(one: _Ingredient) -> Iterator[Edge]:
    assert one.behind is not None
    for edge in one.behind.edges:
        child, parent = (_renamed(one, one.behind, name) for name in (edge.child, edge.parent))
        yield edge._replace(child=child, parent=parent)


def _resolutions(one: _Ingredient) -> Iterator[Resolution]:
    assert one.behind is not None
    for resolution in one.behind.resolutions:
        yield resolution._replace(component=_renamed(one, one.behind, resolution.component))


def _planned(settled: Sequence[tuple[_Ingredient, Relation]]) -> Iterator[Planned]:
    for one, _ in settled:
        yield Planned(one.component, one.license)


def _inferred(one: _Ingredient, all_: Sequence[_Ingredient]) -> Relation:
    """What is most likely done: a model that is alone is tuned, several are merged."""
    models = [other for other in all_ if other.component.kind is Kind.MODEL]
    if one.component.kind is Kind.DATASET:
        return Relation.TRAINED_ON if models else Relation.DERIVED_FROM
    if one.component.kind is Kind.CODE:
        return Relation.LINKS
    return Relation.MERGE if len(models) > 1 else Relation.FINETUNE
