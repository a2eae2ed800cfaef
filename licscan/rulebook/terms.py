"""What a license says, as typed values: duties, limits, reach and the outbound rule.

The words are closed lists in `rules/terms.toml`; nothing here reads a file.
"""

# Annotations are types, not text: a named tuple would compile each text again, at every start.
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from licscan.model import Relation


class Cited(NamedTuple):
    """Where a text says it."""

    clause: str = ""
    pattern: str = ""
    """A few lower-case words that stand at that clause."""
    pattern_file: str = ""
    """The file the pattern stands in where it is not the license itself."""
    verified: str = ""
    """The fact's own mark, where it was verified less well than the rest of the license."""


class DutyRule(NamedTuple):
    """Something the license asks for, and the acts that trigger it."""

    kind: str
    on: tuple[str, ...]
    cited: Cited = Cited()
    literal: str = ""
    note: str = ""
    when: str = ""
    """`commercial` where only commercial use triggers it."""
    asks: str = ""
    """A fact on which it depends (`modality`)."""


class Condition(NamedTuple):
    """A test of the use that is made, or a node over several of them."""

    metric: str = ""
    value: int = 0
    unit: str = ""
    per: str = ""
    comparison: str = ">"
    asks: str = ""
    """A fact that the plan may state (`core-business`)."""
    when: str = ""
    """`commercial` where the use must be."""
    every: "tuple[Condition, ...]" = ()
    """All of these must hold."""
    some: "tuple[Condition, ...]" = ()
    """One of these must hold."""

    def tests(self) -> "Iterator[Condition]":
        """Yield the single tests, in the order of the file."""
        nodes = (*self.every, *self.some)
        if not nodes:
            yield self
        for node in nodes:
            yield from node.tests()


class Limit(NamedTuple):
    """Something the license does not allow, or allows only below a threshold."""

    kind: str
    binds: tuple[str, ...]
    """`label`: the outgoing license must withhold it too. `use`: whoever uses the material."""
    on: tuple[str, ...] = ()
    """The acts of a release that it is about; empty for all of them."""
    detail: str = ""
    cited: Cited = Cited()
    policy: str = ""
    items: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    scope: str = ""
    family_exempt: bool = False
    when: str = ""
    asks: str = ""
    exempt: str = ""
    metric: str = ""
    value: int = 0
    unit: str = ""
    per: str = ""
    comparison: str = ">"
    effect: str = ""
    """`ends-rights`, `display` or `royalty`."""
    tested: str = ""
    who: str = ""
    literal: str = ""
    condition: Condition | None = None
    """Several tests in place of one `metric` and `value`."""

    @property
    def binds_label(self) -> bool:
        """Whether the outgoing license must withhold it."""
        return "label" in self.binds

    @property
    def binds_use(self) -> bool:
        """Whether it binds whoever uses the material."""
        return "use" in self.binds


class Cell(NamedTuple):
    """How far a license travels along one relation (JUDGEMENT section 1, reach)."""

    word: str
    """`yes copy own-part use only no silent barred unknown contested each`."""
    terms: tuple[str, ...] = ()
    """The terms that travel, for `only`."""
    stance: str = ""
    strict: "Cell | None" = None
    lenient: "Cell | None" = None
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For `each`: a stance and the terms it decides; `rest` stands for all other terms."""
    asks: str = ""

    @property
    def words(self) -> str:
        """The cell as a person reads it."""
        match self.word:
            case "only":
                return f"only {', '.join(self.terms)}"
            case "contested":
                assert self.strict is not None
                assert self.lenient is not None
                both = f"strict {self.strict.words}, lenient {self.lenient.words}"
                return f"contested ({self.stance}): {both}"
            case "each":
                return "contested: " + "; ".join(f"{', '.join(t)} ({s})" for s, t in self.each)
        return self.word


class Outbound(NamedTuple):
    """Under what a work made from the material may be released."""

    rule: str
    carry: str = ""
    """For `keep-restrictions`: `term` (must stand in the outgoing license) or `effect`."""
    compatible: tuple[tuple[str, str], ...] = ()
    """License and how: `relicense`, `later`, `combine` or `beside`."""
    lenient: str = ""
    stance: str = ""
    cited: Cited = Cited()
    keep: str = ""
    note: str = ""
    larger_work: str = ""


class Permit(NamedTuple):
    """Whether an act is granted."""

    word: str
    """`yes`, `no`, `conditional`, `unaddressed`."""
    note: str = ""
    cited: Cited = Cited()


class Verified(NamedTuple):
    """How far the facts of a license were checked against its text, and when."""

    how: str
    """`text`, `partial`, `secondary` or `memory`."""
    on: str
    source: str = ""
    sha256: str = ""
    url: str = ""
    second_reading: str = ""
    copy: str = ""
    """Another file with the same words: `licensedcode/data/...`, or `sha256:` and its hash."""


class License(NamedTuple):
    """One license, clause by clause."""

    id: str
    name: str
    category: str
    verified: Verified
    permits: Mapping[str, Permit]
    """Act to whether it is granted."""
    duties: tuple[DutyRule, ...]
    limits: tuple[Limit, ...]
    reach: Mapping[Relation, Cell]
    outbound: Outbound
    hosting: str
    binds_by: str = "copyright"
    family: str = ""
    version: str = ""
    applies_to: tuple[str, ...] = ()
    reusable: bool = False
    osi_approved: bool = False
    duties_unread: bool = False
    reach_cited: Cited = Cited()
    termination: Mapping[str, str] = MappingProxyType({})
    outputs_claim: str = ""
    """Who may claim rights in what the model puts out, in the words of a person."""
    outputs_cited: Cited = Cited()
    notes: tuple[str, ...] = ()

    def how(self, term: str, clause: str) -> str:
        """Return how the fact behind a term was verified: its own mark, else the license's."""
        rules = [(duty.kind, duty.cited) for duty in self.duties]
        rules += [(limit.kind, limit.cited) for limit in self.limits]
        rules += [("outbound", self.outbound.cited), ("reach", self.reach_cited)]
        rules += [(act, permit.cited) for act, permit in self.permits.items()]
        marks = [cited.verified for kind, cited in rules if (kind, cited.clause) == (term, clause)]
        return next(filter(None, marks), self.verified.how)

    @property
    def permissive(self) -> bool:
        """Whether it adds no limits and lets the work carry any other license."""
        return self.outbound.rule == "any" and not any(limit.binds for limit in self.limits)


class Stance(NamedTuple):
    """A contested question of law, with both of its readings."""

    name: str
    question: str
    strict: str
    lenient: str
    profiles: Mapping[str, str]
    """Profile to `strict`, `lenient` or `both`."""
    positions: tuple[str, ...]
    verified: str
    wording_only: bool = False


class RelationRule(NamedTuple):
    """What is true of a relation whatever the license."""

    relation: Relation
    says: str
    making: bool
    modifies: bool
    counts: bool = True
    stances: tuple[tuple[str, str, str], ...] = ()
    """Stance, the cell word under its lenient reading, and `copyright` where only such licenses."""


class Matrix(NamedTuple):
    """What an authority decided of pairs, outgoing <- incoming."""

    authority: str
    version: str
    licenses: frozenset[str]
    """Every ordered pair of these is decided yes unless the tables below say otherwise."""
    yes: frozenset[tuple[str, str]]
    no: frozenset[tuple[str, str]]
    undecided: frozenset[tuple[str, str]]
    verified: str = "text"
    explained: Mapping[tuple[str, bool], str] = MappingProxyType({})
    """Incoming license and decision to why the terms alone say otherwise."""

    @property
    def cited(self) -> str:
        """The authority as a report names it, with how its word was read where not in its text."""
        mark = "" if self.verified == "text" else f" ({self.verified})"
        return f"{self.authority} {self.version}{mark}"

    def decides(self, outgoing: str, incoming: str) -> bool | None:
        """Return True for yes, False for no, None where the authority does not decide."""
        pair = (outgoing, incoming)
        if pair in self.no:
            return False
        if pair in self.yes:
            return True
        if outgoing == incoming or pair in self.undecided or not {*pair} <= self.licenses:
            return None
        return True
