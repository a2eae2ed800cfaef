"""Which folders are components, and which facts belong to which (DESIGN section 4, Component).

A folder below another component is one of its own only if it names its own license or parent.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from licscan.model import (
    Basis,
    Component,
    ComponentClaim,
    ComponentId,
    Declaration,
    Gap,
    Kind,
    LicenseClaim,
    ParentClaim,
    Prose,
    Relation,
    Source,
    Span,
    UpstreamClaim,
)
from licscan.record_licenses import AnyFact, RecordLicenses

ROOT = ComponentId(".")
_CODE = "code"
_LICENSE_FOLDERS = frozenset({"licenses", "license", "licence", "legal"})


class Holding:
    """A component of the tree and all that its files say."""

    __slots__ = ("component", "declarations", "licenses", "others", "parents", "prose", "records")

    def __init__(self, component: Component) -> None:
        self.component = component
        self.licenses: list[LicenseClaim] = []
        self.parents: list[ParentClaim] = []
        self.prose: list[Prose] = []
        self.declarations: list[Declaration] = []
        self.others: list[UpstreamClaim] = []
        """What its files say of components that lie elsewhere."""
        self.records: list[RecordLicenses] = []


def assemble(facts: Iterable[AnyFact]) -> tuple[dict[ComponentId, Holding], tuple[Gap, ...]]:
    """Sort facts into the components of the tree; gaps are handed back as they are."""
    facts = sorted(facts, key=_place)
    gaps = tuple(fact for fact in facts if isinstance(fact, Gap))
    folders = _folders(facts)
    holdings = {name: Holding(component) for name, component in _components(facts, folders).items()}
    for fact in facts:
        match fact:
            case ParentClaim(relation=Relation.LINKS):
                pass  # Packages become parents only where a license is known: `dependencies`.
            case ParentClaim(source=Source.CODE):
                code_holding(holdings, folder_of(fact.span)).parents.append(fact)
            case ParentClaim():
                _nearest(holdings, fact.span).parents.append(fact)
            case LicenseClaim():
                _put_license(holdings, fact)
            case Prose():
                _nearest(holdings, fact.span).prose.append(fact)
            case RecordLicenses():
                _nearest(holdings, fact.span).records.append(fact)
            case Declaration():
                _nearest(holdings, fact.span).declarations.append(fact)
            case UpstreamClaim():
                _nearest(holdings, fact.span).others.append(fact)
    return dict(sorted(holdings.items())), gaps


def homes(holdings: Mapping[ComponentId, Holding], paths: Iterable[str]) -> frozenset[ComponentId]:
    """Return the components that files belong to, with the code parts beside them."""
    known = frozenset(name for name in holdings if "#" not in name)
    folders = [_home(known, folder_of(Span(path))) for path in paths]
    return frozenset(name for name in holdings if name.partition("#")[0] in folders)


def _place(fact: AnyFact) -> tuple[str, int, str, str]:
    return (fact.span.path, fact.span.line, fact.span.pointer, type(fact).__name__)


def folder_of(span: Span) -> ComponentId:
    """Return the folder that holds the file of a span."""
    return ComponentId(span.path.rpartition("/")[0] or ROOT)


def _folders(facts: Sequence[AnyFact]) -> set[ComponentId]:
    """Return the folders that are components."""
    claimed = {
        folder_of(fact.span)
        for fact in facts
        if isinstance(fact, ComponentClaim) and fact.kind is not Kind.CODE
    }
    packaged = {
        folder_of(fact.span)
        for fact in facts
        if isinstance(fact, ComponentClaim) and fact.kind is Kind.CODE and fact.strong
    }
    speaking = {
        folder_of(fact.span)
        for fact in facts
        if (isinstance(fact, LicenseClaim) and not fact.scope)
        or (
            isinstance(fact, ParentClaim)
            and fact.raw != ""
            and fact.source is not Source.CODE
            and fact.relation is not Relation.MADE_WITH
            and not (fact.source is Source.CONFIG and fact.local)
        )
    }
    kept: set[ComponentId] = set()
    for folder in sorted(claimed | packaged, key=_depth):
        if folder in speaking or not any(above in kept for above in _above(folder)):
            kept.add(folder)
    return kept


def _depth(folder: ComponentId) -> tuple[int, str]:
    return (0 if folder == ROOT else 1 + folder.count("/"), folder)


@lru_cache(maxsize=4096)
def _above(folder: ComponentId) -> tuple[ComponentId, ...]:
    """Return the folders that hold this one, nearest first; the root is in none."""
    if folder == ROOT:
        return ()
    steps = folder.split("/")[:-1]
    return (*(ComponentId("/".join(steps[:end])) for end in range(len(steps), 0, -1)), ROOT)


def _components(
    facts: Sequence[AnyFact], folders: set[ComponentId]
) -> dict[ComponentId, Component]:
    claims: dict[ComponentId, list[ComponentClaim]] = {}
    for fact in facts:
        if isinstance(fact, ComponentClaim):
            home = _home(folders, folder_of(fact.span))
            if home is not None:
                claims.setdefault(home, []).append(fact)
    found = {folder: _component(folder, claims.get(folder, [])) for folder in folders}
    if ROOT not in found and _root_speaks(facts, folders):
        place = min(fact.span for fact in facts)
        found[ROOT] = Component(ROOT, Kind.CODE, span=place)
    return found


def _root_speaks(facts: Sequence[AnyFact], folders: set[ComponentId]) -> bool:
    """Whether something is said that belongs to no folder's component."""
    return any(
        _home(folders, folder_of(fact.span)) is None
        for fact in facts
        if isinstance(fact, ComponentClaim)
        or (isinstance(fact, ParentClaim) and fact.relation is not Relation.LINKS)
        or (isinstance(fact, LicenseClaim) and not _is_aside(fact) and _speaks_for(fact, ROOT))
    )


def _is_aside(claim: LicenseClaim) -> bool:
    """Whether a claim only names a license, and for its own file (the head of a source file)."""
    return bool(claim.scope) and claim.basis is Basis.REFERENCE


def _speaks_for(claim: LicenseClaim, component: ComponentId) -> bool:
    """Whether a license stands at the component itself; deeper down it is a vendored part's."""
    folder = folder_of(claim.span)
    kept = folder.rpartition("/")[2].lower() in _LICENSE_FOLDERS
    return folder == component or (kept and _above(folder)[0] == component)


def _home(folders: Container[ComponentId], folder: ComponentId) -> ComponentId | None:
    if folder in folders:
        return folder
    return next((name for name in _above(folder) if name in folders), None)


def _component(folder: ComponentId, claims: Sequence[ComponentClaim]) -> Component:
    own = [claim for claim in claims if folder_of(claim.span) == folder] or list(claims)
    ranked = sorted(own, key=lambda claim: (not claim.strong, _KIND_ORDER[claim.kind]))
    first = ranked[0]
    name = next((claim.name for claim in ranked if claim.name and claim.kind is first.kind), "")
    modality = tuple(dict.fromkeys(word for claim in ranked for word in claim.modality))
    return Component(folder, first.kind, name, span=first.span, modality=modality)


_KIND_ORDER = {Kind.MODEL: 0, Kind.DATASET: 1, Kind.CODE: 2, Kind.OUTPUT: 3}


def _nearest(holdings: Mapping[ComponentId, Holding], span: Span) -> Holding:
    home = _home(holdings, folder_of(span))
    return (
        holdings[home if home is not None else ROOT] if home or ROOT in holdings else _any(holdings)
    )


def _any(holdings: Mapping[ComponentId, Holding]) -> Holding:
    return holdings.get(ROOT) or Holding(Component(ROOT, Kind.CODE))


def code_holding(holdings: dict[ComponentId, Holding], folder: ComponentId) -> Holding:
    """Loader calls belong to code, never to the model in whose folder they lie."""
    near = (folder, *_above(folder))
    home = next((name for name in near if name in holdings and "#" not in name), ROOT)
    holding = holdings[home]
    if holding.component.kind is Kind.CODE:
        return holding
    part = ComponentId(f"{home}#{_CODE}")
    if part not in holdings:
        span = holding.component.span
        holdings[part] = Holding(Component(part, Kind.CODE, span=span))
        holdings[part].licenses += [c for c in holding.licenses if _covers(c, Kind.CODE)]
    return holdings[part]


def _put_license(holdings: dict[ComponentId, Holding], claim: LicenseClaim) -> None:
    holding = _nearest(holdings, claim.span)
    if not claim.scope and not _speaks_for(claim, holding.component.id):
        claim = claim._replace(scope=folder_of(claim.span))
    holding.licenses.append(claim)
    part = ComponentId(f"{holding.component.id}#{_CODE}")
    if part in holdings and _covers(claim, Kind.CODE):
        holdings[part].licenses.append(claim)


def _covers(claim: LicenseClaim, kind: Kind) -> bool:
    return claim.applies_to in (None, kind) and not claim.scope
