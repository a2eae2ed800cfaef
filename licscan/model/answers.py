"""What is judged: findings, duties, options and repairs, and the report that holds them."""

# Annotations are types, not text: a named tuple would compile each text again, at every start.
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from licscan.model.facts import Declaration, Gap, Span
from licscan.model.matters import Component, Edge, Release, Resolution
from licscan.model.words import ComponentId, Expression, Severity, Verdict


class Reason(NamedTuple):
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


class _Finding(NamedTuple):
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


class Finding(_Finding):
    """A problem, with its place, its argument and its remedy."""

    __slots__ = ()

    if not TYPE_CHECKING:  # a type checker takes the signature from the fields

        def __new__(cls, *given, **named):
            """Build it.

            Raises:
                ValueError: it has no place.
            """
            return super().__new__(cls, *given, **named)._placed()

        @classmethod
        def _make(cls, values):
            return super()._make(values)._placed()

    def _placed(self) -> Self:
        if not self.spans:
            raise ValueError(f"finding {self.code} on {self.component} has no place")
        return self

    @property
    def fingerprint(self) -> str:
        """Identity across runs; holds no line number and no wording.

        Code, component, upstream, file and terms: two files that cannot be read are two findings.
        """
        import hashlib

        terms = sorted({f"{r.license}#{r.term}" for r in self.reasons})
        parts = [self.code, self.component, self.upstream or "", self.spans[0].path, *terms]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Duty(NamedTuple):
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


class Option(NamedTuple):
    """A license under which a component may be released."""

    expression: Expression
    verdict: Verdict
    duties: tuple[str, ...] = ()
    note: str = ""
    """What the expression leaves free (`your own part under a license of your choice`)."""


class Repair(NamedTuple):
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


class Right(NamedTuple):
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


class Argument(NamedTuple):
    """How one license of one upstream was judged for a component, step by step."""

    upstream: ComponentId
    license: str
    """As the upstream states it; empty where nothing is known."""
    path: tuple[Edge, ...]
    """Nearest step first."""
    steps: tuple[str, ...]
    """Sentences: how far it travels along each edge, then the answer to each question."""


class Judged(NamedTuple):
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


class Report(NamedTuple):
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
    unexamined: tuple[tuple[Span, tuple[str, ...]], ...] = ()
    """Software packages whose licenses are not known, by the first place of each file."""
    declarations: tuple[tuple[ComponentId, Declaration], ...] = ()
    """What components declare of privacy and consent; the judgement never sees it."""
