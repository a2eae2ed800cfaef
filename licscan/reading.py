"""Documents become facts: each is extracted, and the license texts among them are identified."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from licscan.errors import LicscanError
from licscan.extract import extract
from licscan.model import (
    NOASSERTION,
    Basis,
    Fact,
    Gap,
    LicenseClaim,
    LicenseText,
    Match,
    UpstreamClaim,
)
from licscan.record_licenses import AnyFact

if TYPE_CHECKING:
    from licscan.identify.defined import Definitions
    from licscan.identify.identifier import Identifier
    from licscan.identify.pointers import Pointer
    from licscan.sources.document import Document


class Reading:
    """Reads documents and counts them; texts are identified by tables that load when one is met."""

    def __init__(self, cache: bool, deep: bool, scancode: bool) -> None:
        """Take whether to remember texts, to run ScanCode on all, and whether it may be loaded."""
        self.seen = 0
        self.read = 0
        self._options = (cache, deep, scancode)

    def _identified(self, text: LicenseText) -> Iterator[Fact]:
        """Yield what a text is; a license file that cannot be told is still a license."""
        found = self._identify(text)
        yield from found
        if text.named and found and all(isinstance(fact, Gap) for fact in found):
            yield LicenseClaim(
                text.span,
                text.span.path,
                Basis.TEXT,
                text.extractor,
                expression=NOASSERTION,
                match=Match.NEAR,
                score=0.0,
                applies_to=text.applies_to,
                scope=text.scope,
            )

    def _identify(self, text: LicenseText) -> Sequence[Fact]:
        try:
            return self._identifier.identify(text)
        except LicscanError:
            raise
        except Exception as error:
            from licscan.mishap import unread

            return (unread("identification of the text", text.span, error),)

    def _settled(self, fact: AnyFact) -> Iterator[AnyFact]:
        """Yield a fact with the names understood that its file defines itself."""
        if isinstance(fact, LicenseClaim) and fact.defined:
            yield from self._definitions.settled(fact)
        elif (
            isinstance(fact, UpstreamClaim)
            and isinstance(fact.says, LicenseClaim)
            and fact.says.defined
        ):
            for claim in self._definitions.settled(fact.says):
                yield fact._replace(says=claim)
        else:
            yield fact

    @cached_property
    def _definitions(self) -> Definitions:
        from licscan.identify.defined import Definitions

        return Definitions(self._identify)

    @cached_property
    def _identifier(self) -> Identifier:
        from licscan.identify.identifier import Identifier

        return Identifier(*self._options)

    @property
    def scancode_version(self) -> str:
        """The version of ScanCode, empty where it was not loaded."""
        return self._identifier.scancode_version if "_identifier" in vars(self) else ""

    def facts(
        self,
        documents: Iterable[Document | Gap],
        content: Callable[[str], bytes | None] | None = None,
    ) -> Iterator[AnyFact]:
        """Yield what the documents say, license texts identified.

        `content` gives the bytes of a file of the tree by its path: files that a card or a section
        names for the license are read too.
        """
        pointers: list[Pointer] = []
        texts: set[str] = set()
        for document in documents:
            if isinstance(document, Gap):
                yield document
                continue
            self.seen += 1
            found = list(extract(document))
            self.read += bool(found)
            for fact in found:
                if isinstance(fact, LicenseText):
                    texts.add(fact.span.path)
                    pointers += _pointers(fact)
                    yield from self._identified(fact)
                else:
                    pointers += _pointers(fact)
                    yield from self._settled(fact)
        if pointers and content:
            for pointer in _open(pointers, texts):
                yield from self._followed(pointer, content)

    def _followed(self, pointer: Pointer, content: Callable[[str], bytes | None]) -> Iterator[Fact]:
        """Yield what the file is that is named for the license, at the place that names it."""
        from licscan.extract import license_files
        from licscan.sources.document import from_bytes

        data = None if pointer.target.startswith("..") else content(pointer.target)
        if data is None:
            told = "leads out of the tree" if pointer.target.startswith("..") else "is not there"
            yield Gap(pointer.span, f"The license is said to be in {pointer.target}, which {told}.")
            return
        document = from_bytes(pointer.target, data)
        if any(license_files.extract(document)):
            return
        for fact in license_files.read(document):
            if isinstance(fact, LicenseText):
                text = fact._replace(applies_to=fact.applies_to or pointer.applies_to)
                for found in self._identified(text._replace(scope=fact.scope or pointer.scope)):
                    yield _placed(found, pointer)
            elif isinstance(fact, Gap):
                yield fact


def _pointers(fact: AnyFact) -> list[Pointer]:
    """Return the files that a fact names for the license."""
    if isinstance(fact, LicenseText) and not fact.named:
        from licscan.identify.pointers import of_text

        return list(of_text(fact))
    if isinstance(fact, LicenseClaim) and fact.link:
        from licscan.identify.pointers import of_claim

        return list(of_claim(fact))
    return []


def _open(pointers: Iterable[Pointer], texts: Iterable[str]) -> list[Pointer]:
    """Return the pointers to files that were not read as a license anyway, one to each file."""
    known = {text.lower() for text in texts}
    stems = {text.rpartition(".")[0] for text in known if "." in text.rpartition("/")[2]}
    left: dict[str, Pointer] = {}
    for pointer in pointers:
        target = pointer.target.lower()
        if target not in known and target not in stems:
            left.setdefault(pointer.target, pointer)
    return list(left.values())


def _placed(fact: Fact, pointer: Pointer) -> Fact:
    if isinstance(fact, LicenseClaim):
        note = "; ".join(filter(None, (f"the text of {pointer.target}", fact.note)))
        return fact._replace(span=pointer.span, note=note)
    return fact
