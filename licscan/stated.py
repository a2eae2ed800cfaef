"""What documents of the tree state of components that lie elsewhere: their licenses and parents.

A bill of materials names the license of each part, a manifest that of its sources. Whoever wrote it
need not be right, so `upstream.known` hears it beside what is known otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable

from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Evidence,
    Kind,
    LicenseClaim,
    ParentClaim,
    Relation,
    Span,
    UpstreamClaim,
)
from licscan.resolve import resolve
from licscan.upstream.known import Stated
from licscan.upstream.names import identity

_UNSAID = {
    (Kind.DATASET, Kind.DATASET): Relation.DERIVED_FROM,
    (Kind.DATASET, Kind.MODEL): Relation.GENERATED_BY,
    (Kind.MODEL, Kind.DATASET): Relation.TRAINED_ON,
    (Kind.MODEL, Kind.MODEL): Relation.FINETUNE,
}
"""Child and parent to what was done, where a document only names the parent."""


class Documents:
    """All that the documents of a tree state, found by the component that it is about."""

    def __init__(self, claims: Iterable[UpstreamClaim]) -> None:
        self._claims: dict[str, list[tuple[str, LicenseClaim | ParentClaim]]] = {}
        for claim in claims:
            name = identity(claim.name, claim.kind)
            said = (name.revision, claim.says)
            self._claims.setdefault(name.id.lower(), []).append(said)

    def state(self, component: Component) -> Stated | None:
        """Return what is stated of a component; None for nothing."""
        claims = self._claims.get(component.id.lower(), ())
        licenses = [
            _of_another_revision(says, revision)
            if _differ(revision, component.revision)
            else says._replace(scope="", applies_to=None)
            for revision, says in claims
            if isinstance(says, LicenseClaim)
        ]
        parents = dict.fromkeys(
            _parent(says, component) for _, says in claims if isinstance(says, ParentClaim)
        )
        own = tuple(row for row in parents if row[1].id != component.id)
        if not licenses and not own:
            return None
        resolution, _ = resolve(component, licenses)
        files = dict.fromkeys(claim.span.path for claim in licenses)
        return Stated(resolution.readings, resolution.evidence, own, ", ".join(files))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and not (one.startswith(other) or other.startswith(one))


def _of_another_revision(claim: LicenseClaim, revision: str) -> LicenseClaim:
    """A license of another revision is told, and says nothing of this one."""
    note = "; ".join(filter(None, (f"of revision {revision}", claim.note)))
    return claim._replace(scope="", applies_to=None, basis=Basis.REFERENCE, note=note)


def _parent(claim: ParentClaim, child: Component) -> tuple[Relation, Component, Span]:
    name = identity(claim.raw, claim.kind)
    relation = claim.relation or _UNSAID.get((child.kind, claim.kind), Relation.LOADS)
    revision = claim.revision or name.revision
    parent = Component(ComponentId(name.id), claim.kind, revision=revision, local=False)
    return relation, parent, claim.span


def told(evidence: Iterable[Evidence]) -> str:
    """Return what was stated, with its places, as a sentence names it."""
    return " and ".join(dict.fromkeys(f"{one.raw} ({one.span})" for one in evidence))
