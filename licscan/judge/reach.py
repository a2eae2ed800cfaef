"""How far a license travels: a small state, carried edge by edge (JUDGEMENT section 2).

Labels of components in between are never asked here; they neither launder nor excuse.
"""

from __future__ import annotations

from typing import NamedTuple

from licscan.expressions import Leaf
from licscan.judge.law import LENIENT, STRICT, Law
from licscan.model import Expression, Kind, Relation
from licscan.rulebook import License, RelationRule, Rulebook
from licscan.rulebook.terms import Cell


class State(NamedTuple):
    """What of a license is still there at this point of the path."""

    word: str
    """`own derivative copy own-part use only output silent none unknown barred`."""
    terms: frozenset[str] | None = None
    """The terms that travel, where not all do."""
    part: tuple[Expression, ...] | None = None
    """Set inside a collection: the labels of the part that was put in, which answer for it."""
    modified: bool = False
    linked: bool = False
    trained: bool = False
    """The path ran through training with outputs."""
    received: bool = False
    """The outputs were received as a dataset, not made by the same hands."""
    silent: bool = False
    """Outputs of which the text says nothing: only a sale of non-commercial ones is judged."""
    asks: str = ""
    """A fact that the text turns on and nobody stated (`similar-purpose`)."""
    stances: frozenset[str] = frozenset()
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Where several questions decide about one edge: which of them decides which terms."""

    def carries(self, term: str) -> bool:
        """Whether this term (a limit or duty kind) is still there."""
        if self.word in ("none", "silent", "unknown"):
            return False
        return self.terms is None or term in self.terms

    @property
    def whole(self) -> bool:
        """Whether the license speaks to the work as a whole, so that a label is asked."""
        return self.word in ("derivative", "copy") or (self.word == "output" and self.terms is None)


OWN = State("own")
NONE = State("none")


class Step(NamedTuple):
    """One edge as the upstream's license sees it."""

    relation: Relation
    upstream_kind: Kind
    part_labels: tuple[Expression, ...]
    """The readings of the component that this edge starts from (the parent)."""
    installed: bool = False
    """Whether users install the parent themselves, so that no part of it is handed on."""


class Reach:
    """Applies a license's own cells to a state; remembers what it has answered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._memo: dict[tuple[object, ...], State] = {}

    def step(self, leaf: Leaf, state: State, step: Step, law: Law) -> State:
        """Return the state behind one more edge; `leaf` is one license of the upstream."""
        key = (leaf, state, step, law.name)
        if key not in self._memo:
            self._memo[key] = self._step(leaf, state, step, law)
        return self._memo[key]

    def _step(self, leaf: Leaf, state: State, step: Step, law: Law) -> State:
        if state.word in ("none", "silent"):
            return NONE
        rule = self._rulebook.relations[step.relation]
        license = self._rulebook.license(leaf.id)
        exception = self._rulebook.exception(leaf.exception) if leaf.exception else None
        if license is None or (leaf.exception and exception is None):
            return State("unknown") if rule.counts else NONE
        cell = license.reach[step.relation]
        if exception and step.relation in exception.reach:
            cell = Cell(exception.reach[step.relation])
        if state.word == "output":
            return _from_output(license, state, step.relation, law)
        cell, stances = _over_relation(cell, rule, license, step.upstream_kind, law)
        cell_before = cell
        cell, more = resolve(cell, license, law)
        if step.installed and cell.word == "own-part":
            cell = Cell("use")
        after = _advance(state, cell, step, rule)
        each = after.each or cell_before.each
        return after._replace(stances=after.stances | stances | more, each=each)


def _over_relation(
    cell: Cell, rule: RelationRule, license: License, kind: Kind, law: Law
) -> tuple[Cell, frozenset[str]]:
    asked: set[str] = set()
    for stance, lenient, binds_by in rule.stances:
        if kind is not Kind.MODEL or (binds_by and license.binds_by != binds_by):
            continue
        if law.open(stance):
            asked.add(stance)
        if law.reads(stance) == LENIENT:
            return Cell(lenient), frozenset(asked)
    return cell, frozenset(asked)


def resolve(cell: Cell, license: License, law: Law) -> tuple[Cell, frozenset[str]]:
    """Settle a contested cell under one reading; also return the stances it rests on."""
    if cell.word == "contested":
        chosen = cell.strict if law.reads(cell.stance) == STRICT else cell.lenient
        assert chosen is not None
        inner, more = resolve(chosen, license, law)
        return inner, more | ({cell.stance} if law.open(cell.stance) else frozenset())
    if cell.word == "each":
        return _resolve_each(cell, license, law)
    return cell, frozenset()


def _resolve_each(cell: Cell, license: License, law: Law) -> tuple[Cell, frozenset[str]]:
    stances = frozenset(stance for stance, _ in cell.each if law.open(stance))
    travelling = [terms for stance, terms in cell.each if law.reads(stance) == STRICT]
    if len(travelling) == len(cell.each):
        return Cell("yes"), stances
    if not travelling:
        return Cell("silent"), stances
    named = {term for _, terms in cell.each for term in terms}
    kept = {term for terms in travelling for term in terms}
    if "rest" in kept:
        rest = {limit.kind for limit in license.limits} | {duty.kind for duty in license.duties}
        # Data is no output of a model: a ban on training with those is not among the rest.
        kept |= (rest | {"outbound", "duties"}) - named - {"outputs-train-ban"}
    return Cell("only", terms=tuple(sorted(kept - {"rest"}))), stances


def _advance(state: State, cell: Cell, step: Step, rule: RelationRule) -> State:
    trained = state.trained or step.relation is Relation.DISTILLED or _trains(cell, step)
    if cell.word in ("no", "silent") or (not rule.counts and cell.word not in ("yes", "only")):
        freed = cell.word == "no"
        if step.relation is Relation.GENERATED_BY:
            return State("output", terms=frozenset(), silent=not freed)
        if trained and not freed:
            return State("silent", trained=trained)
        return State("silent") if cell.word == "silent" and state.word == "own" else NONE
    if cell.word == "unknown":
        return state._replace(word="unknown", trained=trained)
    if cell.word == "barred":
        return state._replace(word="barred", modified=True, trained=trained)
    if step.relation is Relation.GENERATED_BY:
        return state._replace(word="output", terms=_meet(state.terms, cell), trained=trained)
    changed = rule.modifies or step.relation is Relation.TRAINED_ON or trained
    if cell.word == "only" or state.word == "only":
        terms, modified = _meet(state.terms, cell), state.modified or changed
        return state._replace(word="only", terms=terms, modified=modified, trained=trained)
    return _carry_on(state, cell, step, changed, trained)


def _trains(cell: Cell, step: Step) -> bool:
    """Whether data stands for outputs: the terms that travel are a ban on training with them."""
    return step.relation is Relation.TRAINED_ON and "outputs-train-ban" in cell.terms


def _carry_on(state: State, cell: Cell, step: Step, changed: bool, trained: bool) -> State:
    if state.word in ("use", "barred") or cell.word == "use":
        return state._replace(word=state.word if state.word == "barred" else "use")
    if state.word == "own-part" or cell.word == "own-part":
        return state._replace(word="own-part", linked=True)
    if cell.word == "copy":
        return _as_copy(state, step, trained)
    return state._replace(
        word="derivative",
        part=None,
        modified=state.modified or changed,
        linked=state.linked or step.relation is Relation.LINKS,
        trained=trained,
    )


def _as_copy(state: State, step: Step, trained: bool) -> State:
    if step.relation is not Relation.CONTAINS:
        return state._replace(word="copy", trained=trained)
    labels: tuple[Expression, ...] = () if state.word == "own" else step.part_labels
    part = state.part if state.part is not None else labels
    return state._replace(word="copy", part=part, trained=trained)


def _meet(terms: frozenset[str] | None, cell: Cell) -> frozenset[str] | None:
    if cell.word != "only":
        return terms
    return frozenset(cell.terms) if terms is None else terms & frozenset(cell.terms)


def _from_output(license: License, state: State, relation: Relation, law: Law) -> State:
    """Outputs stay outputs when they are reshaped; what is trained on them may owe more."""
    if relation in (Relation.DERIVED_FROM, Relation.CONTAINS, Relation.GENERATED_BY):
        return state
    if relation not in (Relation.TRAINED_ON, Relation.DISTILLED, Relation.FINETUNE):
        return NONE
    reach = "outputs-ban-reach"
    stances = state.stances | ({reach} if law.open(reach) else set())
    if law.reads(reach) == LENIENT:
        return State("none", stances=stances)
    cell, more = resolve(license.reach[Relation.DISTILLED], license, law)
    trained = State("own", trained=True, received=True, stances=stances | more)
    if cell.word in ("no", "silent", "unknown"):
        return trained._replace(word="silent" if cell.word != "unknown" else "unknown")
    if cell.word == "only":
        return trained._replace(word="only", terms=frozenset(cell.terms))
    return trained._replace(word="derivative", modified=True, asks=cell.asks)
