"""The vocabulary of a scan: frozen values that flow one way.

Nothing here opens a file, prints, or decides.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from pathlib import Path

ComponentId = NewType("ComponentId", str)
"""`.` or a folder of the tree (`vae`, `.#code`), else a package URL or a plain name."""

Expression = NewType("Expression", str)
"""A license expression in canonical form; only `expressions.canonical` makes one."""

NONE = Expression("NONE")
"""Published without a license: nothing is granted."""

NOASSERTION = Expression("NOASSERTION")
"""Not known."""


class Kind(enum.StrEnum):
    """What sort of thing carries the license."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    OUTPUT = "output"


class Relation(enum.StrEnum):
    """How a child was made from, or uses, its parent; Hub words where the Hub has them."""

    FINETUNE = "finetune"
    ADAPTER = "adapter"
    MERGE = "merge"
    QUANTIZED = "quantized"
    DISTILLED = "distilled"
    TRAINED_ON = "trained-on"
    DERIVED_FROM = "derived-from"
    GENERATED_BY = "generated-by"
    CONTAINS = "contains"
    LOADS = "loads"
    LINKS = "links"
    MADE_WITH = "made-with"
    EVALUATED_ON = "evaluated-on"


class Basis(enum.IntEnum):
    """How a license is known, weakest first."""

    REFERENCE = 1
    DECLARED = 2
    TAGGED = 3
    TEXT = 4
    CLARIFIED = 5

    def __str__(self) -> str:
        return self.name.lower()


class Verdict(enum.IntEnum):
    """What the judgement says, mildest first; a component and a report take their worst."""

    OK = 0
    OBLIGED = 1
    REVIEW = 2
    UNKNOWN = 3
    CONFLICT = 4

    def __str__(self) -> str:
        return self.name.lower()


class Severity(enum.IntEnum):
    """How loudly a finding is reported."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Match(enum.StrEnum):
    """How a license text was recognized; `identify` says what each class promises."""

    EXACT = "exact"
    RULES = "rules"
    NEAR = "near"
    TAG = "tag"
    REFERENCE = "reference"
    FIELD = "field"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a scanned file."""

    path: str
    """POSIX path relative to the scan root."""
    line: int = 1
    column: int = 1
    pointer: str = ""
    """JSON pointer (RFC 6901) inside structured files, such as `/base_model/0`."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Something the scan met but could not read; never silently dropped."""

    span: Span
    problem: str
    """A plain sentence."""
    limit: bool = False
    """True where a limit of ours was hit (LIC902), false where the input is at fault (LIC901)."""


class Defined(NamedTuple):
    """A license that a file defines itself: the name it uses for it, and the text."""

    id: str
    text: str
    name: str = ""
    """What it is called, where that is said too."""


@dataclass(frozen=True, slots=True)
class LicenseClaim:
    """One sighting of a license as the file has it; belongs to the folder of its span."""

    span: Span
    raw: str
    """The word, expression or, for a text, the identified expression, exactly as met."""
    basis: Basis
    extractor: str
    expression: str = ""
    """Set by text identification only; fields are normalized later, by the tag table."""
    match: Match = Match.FIELD
    score: float = 100.0
    """Percent of the text that matched; 100 for a field."""
    applies_to: Kind | None = None
    """The kind the file says it is for (LICENSE-CODE); None where it does not say."""
    group: str = ""
    """Claims of one list share a group; a list states neither AND nor OR, so each is a reading."""
    name: str = ""
    """`license_name` beside `license: other`."""
    link: str = ""
    """`license_link` beside it."""
    note: str = ""
    """What else is to be said: tokens that differ in a near match, or why a value is weak."""
    scope: str = ""
    """Folder or file below the component to which the claim is restricted; empty for all of it."""
    defined: tuple[Defined, ...] = ()
    """Names in `raw` for which the file has a text; they mean what the text is identified as."""


@dataclass(frozen=True, slots=True)
class LicenseText:
    """Text that may be a license, still to be identified; belongs to the folder of its span."""

    span: Span
    extractor: str
    text: str
    named: bool = True
    """True for a file named like a license (LICENSE, COPYING): worth an approximate match."""
    applies_to: Kind | None = None
    scope: str = ""


class Source(enum.IntEnum):
    """Who names the relation, the first that speaks decides (DESIGN section 4)."""

    RECIPE = 1
    ADAPTER_CONFIG = 2
    WEIGHTS = 3
    CARD = 4
    CONFIG = 5
    CODE = 6
    MANIFEST = 7


@dataclass(frozen=True, slots=True)
class ParentClaim:
    """One statement that the component of this folder has a parent."""

    span: Span
    raw: str
    """The name as written: `org/name`, `name@rev`, a path, a URL, free text."""
    source: Source
    extractor: str
    kind: Kind = Kind.MODEL
    relation: Relation | None = None
    """None where the file names a parent and not what was done with it."""
    revision: str = ""
    local: bool = False
    """True where the file can only mean a path of its own tree or machine (`../model`)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComponentClaim:
    """The folder of this span holds a component of this kind."""

    span: Span
    kind: Kind
    extractor: str
    name: str = ""
    """The name it gives itself (`model_name`, a title), used for naming duties."""
    strong: bool = True
    """False for signs that make no component below another one (a diffusers `vae/config.json`)."""
    modality: tuple[str, ...] = ()
    """`text`, `image`, `audio`, `video` where the card's task says so."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Text a person reads (card body, NOTICE, ATTRIBUTION), in which duties are looked for."""

    span: Span
    text: str
    """Bounded; white space as in the file."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a file declares of privacy and consent: told beside the license, never judged."""

    span: Span
    topic: str
    """One of `[topics]` in `rules/declarations.toml`."""
    raw: str
    """The words of the file; bounded."""
    extractor: str


@dataclass(frozen=True, slots=True)
class UpstreamClaim:
    """What a file says of something else than its folder: of a part, an ancestor, a source."""

    name: str
    """As a parent is named: a package URL, `org/name`, an address, a title."""
    kind: Kind
    says: LicenseClaim | ParentClaim

    @property
    def span(self) -> Span:
        """Where it says so."""
        return self.says.span


Claim = LicenseClaim | ParentClaim | UpstreamClaim | ComponentClaim
Fact = Claim | LicenseText | Declaration | Prose | Gap
"""What an extractor may say of a file."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something that carries a license."""

    id: ComponentId
    kind: Kind
    name: str = ""
    revision: str = ""
    local: bool = True
    """True for a component of the tree, false for one that is only named."""
    span: Span | None = None
    modality: tuple[str, ...] = ()
    records: tuple[int, int] | None = None  # under one license, of how many looked at


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sighting of a license, resolved to an expression beside its raw word."""

    raw: str
    expression: Expression
    basis: Basis
    span: Span
    extractor: str
    match: Match = Match.FIELD
    score: float = 100.0
    applies_to: Kind | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a component is offered under, and every sighting behind it.

    `readings` holds one expression where that is certain, several where the sources leave it open
    (a list in a card, members of a family tag, sources that disagree), none where nothing is known.
    """

    component: ComponentId
    readings: tuple[Expression, ...]
    declared: Expression = NOASSERTION
    detected: Expression = NOASSERTION
    concluded: Expression = NOASSERTION
    evidence: tuple[Evidence, ...] = ()
    source: str = ""
    """Where the license is known from when not from the tree (`catalog, declared, 2025-03`)."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One step of lineage: `child` has `relation` to `parent`."""

    child: ComponentId
    parent: ComponentId
    relation: Relation
    span: Span
    readings: tuple[Relation, ...] = ()
    """Further relations where the sources disagree (LIC405); empty where they agree."""
    says: str = ""
    """Which source says so, where two name different bases and one of them holds (LIC405)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an argument: this clause of this license, met on this path."""

    license: str
    term: str
    clause: str
    authority: str = ""
    path: tuple[ComponentId, ...] = ()
    """From the judged component to the upstream."""
    stance: str = ""
    verified: str = ""
    """How the fact was verified: `text`, `partial`, `secondary`, `memory`."""


class Waiver(NamedTuple):
    """A finding that somebody decided to live with: scoped, reasoned, dated (DESIGN section 6)."""

    code: str
    component: str
    """The component it is for: an id of the report, or `org/name`."""
    reason: str
    upstream: str = ""
    """The upstream it is about; empty for every one."""
    expires: str = ""
    """The last day on which it holds, `YYYY-MM-DD`; empty where it has no end."""
    span: Span = Span("licscan.toml")
    """Where it is written down."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, with its place, its argument and its remedy."""

    code: str
    slug: str
    component: ComponentId
    message: str
    spans: tuple[Span, ...]
    """The first is primary; there is always one."""
    verdict: Verdict = Verdict.OK
    severity: Severity = Severity.NOTE
    upstream: ComponentId | None = None
    reasons: tuple[Reason, ...] = ()
    remedy: str = ""
    status: str = "open"
    """`open`, `waived` or `baselined`; what is set aside stays in every report."""
    waivers: tuple[Waiver, ...] = ()
    """All that cover it, in the order of the file."""

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"finding {self.code} on {self.component} has no place")

    @property
    def fingerprint(self) -> str:
        """Identity across runs; holds no line number and no wording.

        Code, component, upstream, file and terms: two files that cannot be read are two findings.
        """
        import hashlib

        terms = sorted({f"{r.license}#{r.term}" for r in self.reasons})
        parts = [self.code, self.component, self.upstream or "", self.spans[0].path, *terms]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something an upstream asks of this release, and whether the repository does it."""

    component: ComponentId
    upstream: ComponentId
    license: str
    kind: str
    clause: str
    how: str
    """What to do, in a sentence."""
    literal: str = ""
    """The exact words that are asked for, where there are any."""
    fulfilled: bool | None = None
    """None where no repository was looked at (a plan) or the duty cannot be seen in files."""
    evidence: Span | None = None
    path: tuple[ComponentId, ...] = ()
    verified: str = ""
    stance: str = ""
    """The open question on which it depends; empty where it is owed under every reading."""


@dataclass(frozen=True, slots=True)
class Option:
    """A license under which a component may be released."""

    expression: Expression
    verdict: Verdict
    duties: tuple[str, ...] = ()
    note: str = ""
    """What the expression leaves free (`your own part under a license of your choice`)."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A smallest change that clears the conflicts of a component."""

    kind: str
    """`relicense`, `drop` or `use`."""
    component: ComponentId
    text: str
    drop: tuple[ComponentId, ...] = ()
    expression: Expression | None = None
    verdict: Verdict = Verdict.OK
    release: Release | None = None
    """The changed release, for `use`."""


@dataclass(frozen=True, slots=True)
class Right:
    """What is to be known of an upstream beside its copyright license; told, never judged."""

    component: ComponentId
    upstream: ComponentId
    license: str
    topic: str
    """`patents`, `trademarks`, `outputs`; `choice` of an upstream's OR; `held` and `owned`
    where a license was obtained or the work is one's own."""
    text: str
    clause: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """How one license of one upstream was judged for a component, step by step."""

    upstream: ComponentId
    license: str
    """As the upstream states it; empty where nothing is known."""
    path: tuple[Edge, ...]
    """Nearest step first."""
    steps: tuple[str, ...]
    """Sentences: how far it travels along each edge, then the answer to each question."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer for one component."""

    component: ComponentId
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    duties: tuple[Duty, ...] = ()
    options: tuple[Option, ...] = ()
    repairs: tuple[Repair, ...] = ()
    conditions: tuple[str, ...] = ()
    """Limits on use that are told and decide nothing (`not above 700 million users a month`)."""
    rights: tuple[Right, ...] = ()
    """Patents, trademarks and outputs along the lineage, and licenses that were obtained."""
    arguments: tuple[Argument, ...] = ()
    """Only where they were asked for (`Options.argue`)."""


@dataclass(frozen=True, slots=True)
class Release:
    """How the work is to be used or given away; what is not stated stays None."""

    acts: tuple[str, ...] = ("distribute",)
    commercial: bool | None = None
    users: int | None = None
    """Monthly active users."""
    revenue_usd: int | None = None
    """US dollars a year."""
    territories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A commercial or special license that was obtained from a licensor (DESIGN section 6)."""

    component: str
    """The upstream it was obtained for: a name, or a glob over names."""
    lifts: tuple[str, ...]
    """The terms it lifts: limit or duty kinds, `outbound`; `all` lifts everything."""
    reference: str
    """Where it is filed: a contract number, a link."""
    expires: str = ""
    """The last day on which it holds, `YYYY-MM-DD`; empty where it has no end."""
    span: Span = Span("licscan.toml")
    """Where it is written down."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a reporter may know."""

    target: str
    rules_digest: str
    verdict: Verdict
    components: tuple[Component, ...]
    resolutions: tuple[Resolution, ...]
    edges: tuple[Edge, ...]
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...] = ()
    release: Release = Release()
    profile: str = "balanced"
    files_seen: int = 0
    files_read: int = 0
    excluded: tuple[str, ...] = ()
    scancode_version: str = ""
    """Empty where ScanCode was not loaded."""
    releases: tuple[tuple[ComponentId, Release], ...] = ()
    """Components whose release differs from `release`."""
    configuration: tuple[str, str] | None = None
    """Name and sha256 of the file whose rules were applied; None where there was none."""
    stale_waivers: tuple[tuple[Waiver, str], ...] = ()
    """Waivers that cover nothing now, each with `expired` or `unused`."""
    layers: tuple[Path, ...] = ()
    """Folders of rules that lay over the shipped ones; their pages word the findings."""
    stale: tuple[str, ...] = ()
    """One line for each body of knowledge that is old (`catalog: as of 2025-03`)."""
    declarations: tuple[tuple[ComponentId, Declaration], ...] = ()
    """What components declare of privacy and consent; the judgement never sees it."""
