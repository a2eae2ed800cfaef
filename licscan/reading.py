"""Documents become facts: each is extracted, and the license texts among them are identified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from licscan.errors import LicscanError
from licscan.extract import extract
from licscan.model import NOASSERTION, Basis, Fact, Gap, LicenseClaim, LicenseText, Match

if TYPE_CHECKING:
    from licscan.identify.identifier import Identifier
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

    @cached_property
    def _identifier(self) -> Identifier:
        from licscan.identify.identifier import Identifier

        return Identifier(*self._options)

    @property
    def scancode_version(self) -> str:
        """The version of ScanCode, empty where it was not loaded."""
        return self._identifier.scancode_version if "_identifier" in vars(self) else ""

    def facts(self, documents: Iterable[Document | Gap]) -> Iterator[Fact]:
        """Yield what the documents say, license texts identified."""
        for document in documents:
            if isinstance(document, Gap):
                yield document
                continue
            self.seen += 1
            found = list(extract(document))
            self.read += bool(found)
            for fact in found:
                if isinstance(fact, LicenseText):
                    yield from self._identified(fact)
                else:
                    yield fact
