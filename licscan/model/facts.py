"""What a file says: the facts that extractors yield, each with its place."""

# Annotations are types, not text: a named tuple would compile each text again, at every start.
from typing import NamedTuple

from licscan.model.words import Basis, Kind, Match, Relation, Source


class Span(NamedTuple):
    """A place in a scanned file."""

    path: str
    """POSIX path relative to the scan root."""
    line: int = 1
    column: int = 1
    pointer: str = ""
    """JSON pointer (RFC 6901) inside structured files, such as `/base_model/0`."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Gap(NamedTuple):
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


class LicenseClaim(NamedTuple):
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


class LicenseText(NamedTuple):
    """Text that may be a license, still to be identified; belongs to the folder of its span."""

    span: Span
    extractor: str
    text: str
    named: bool = True
    """True for a file named like a license (LICENSE, COPYING): worth an approximate match."""
    applies_to: Kind | None = None
    scope: str = ""


class ParentClaim(NamedTuple):
    """One statement that the component of this folder has a parent."""

    span: Span
    raw: str
    """The name as written: `org/name`, `name@rev`, a path, a URL, free text.

    Empty where a file says what was done with the base and not which base it is.
    """
    source: Source
    extractor: str
    kind: Kind = Kind.MODEL
    relation: Relation | None = None
    """None where the file names a parent and not what was done with it."""
    revision: str = ""
    local: bool = False
    """True where the file can only mean a path of its own tree or machine (`../model`)."""
    note: str = ""


class ComponentClaim(NamedTuple):
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


class Prose(NamedTuple):
    """Text a person reads (card body, NOTICE, ATTRIBUTION), in which duties are looked for."""

    span: Span
    text: str
    """Bounded; white space as in the file."""


class Declaration(NamedTuple):
    """What a file declares of privacy and consent: told beside the license, never judged."""

    span: Span
    topic: str
    """One of `[topics]` in `rules/declarations.toml`."""
    raw: str
    """The words of the file; bounded."""
    extractor: str


class UpstreamClaim(NamedTuple):
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
