"""The order in which a text is asked about: what is certain at once, the cache, then ScanCode."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from licscan.expressions import read, render
from licscan.identify import cache as caches
from licscan.identify import near
from licscan.identify.fast import Fast
from licscan.identify.linked import linked
from licscan.identify.mentions import Mention
from licscan.identify.own import likeness
from licscan.identify.renamed import renamed
from licscan.identify.scancode import Detection, ScanCode, Unavailable
from licscan.identify.sighting import Sighting
from licscan.model import NOASSERTION, Basis, Gap, LicenseClaim, LicenseText, Match
from licscan.rules_root import rules_root

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENGINE = "2"
"""Raised when this package would read something else from the same ScanCode."""
_TITLE = 80


class Identifier:
    """Tells the license of a text; holds the tables, the cache and, once needed, ScanCode."""

    def __init__(
        self,
        cache: bool = True,
        deep: bool = False,
        scancode: bool = True,
        rules: Traversable | None = None,
    ) -> None:
        """Take the options of a run; nothing is read yet.

        `cache`: remember ScanCode's answers between runs. `deep`: ask ScanCode about every text.
        `scancode`: False never loads it, and what it would be asked becomes a gap. `rules`: the
        rules folder, by default the one that comes with the program.
        """
        self._options = (cache, deep, scancode, rules)
        self._cached, self._deep, self._allowed, self._rules = self._options
        self._scancode = ScanCode()

    def __reduce__(self) -> tuple[type[Identifier], tuple[object, ...]]:
        """Go to another process by the options alone: it reads for itself what it needs."""
        return Identifier, self._options

    @property
    def scancode_version(self) -> str:
        """The version of ScanCode that took part; empty where it was not loaded."""
        return self._scancode.version if self._scancode.loaded else ""

    def close(self) -> None:
        """Let go of the cache file."""
        if "_cache" in vars(self):
            self._cache.close()

    def identify(self, text: LicenseText) -> tuple[LicenseClaim | Gap, ...]:
        """Return the licenses that a text is or names; a gap where that cannot be told.

        A text that is not named like a license and names none gives nothing.
        """
        if not text.text.strip():
            return (Gap(text.span, "the license file is empty"),) if text.named else ()
        try:
            return tuple(self._named(text) if text.named else self._prose(text))
        except Unavailable as error:
            problem = f"the license text could not be identified: {error.problem}"
            return (Gap(text.span, problem, error.limit),)

    @cached_property
    def _fast(self) -> Fast:
        return Fast(self._rules if self._rules is not None else rules_root())

    @cached_property
    def _cache(self) -> caches.Cache:
        folder = caches.folder() if self._cached else None
        if self._cached and folder is None:
            caches.tell("there is no home folder for a cache of license texts")
        versions = (ENGINE, self._scancode.version, self._fast.tables.digest)
        return caches.Cache(folder, versions)

    def _named(self, text: LicenseText) -> Iterator[LicenseClaim | Gap]:
        found = (self._fast.own_answer if self._deep else self._fast.answer)(text.text)
        found = found or self._asked(text.text)
        if found:
            yield _claim(text, found)
        else:
            title = _title(text.text)
            yield Gap(text.span, f'the text names no license that is known: "{title}"')

    def _prose(self, text: LicenseText) -> Iterator[LicenseClaim]:
        if self._deep:
            found = self._asked(text.text, approximate=False)
            if found and found.expression != NOASSERTION:
                yield _claim(text, found)
            return
        named: dict[str, Mention] = {}
        for mention in (*self._fast.mentions(text.text), *linked(text.text)):
            named.setdefault(mention.expression, mention)
        group = str(text.span) if len(named) > 1 else ""
        for mention in named.values():
            basis = Basis.TEXT if mention.whole else Basis.REFERENCE
            match = Match.RULES if mention.whole else Match.REFERENCE
            sighting = Sighting(mention.expression, basis, match, line=mention.line)
            yield _claim(text, sighting, group)

    def _asked(self, text: str, approximate: bool = True) -> Sighting | None:
        """Return what ScanCode finds; None where it is no license that has a name."""
        form = self._fast.tables.vocabulary.form(text)
        try:
            detection = self._detect(text, approximate)
            found = near.judge(detection, text, len(form.bare), self._fast.lexicon)
        except Unavailable:
            titled = self._fast.own.titled(form.bare)
            if not titled:
                raise
            return _titled(titled)
        if found and found.match is Match.NEAR and (titled := self._fast.own.titled(form.bare)):
            return _titled(titled, likeness(found.expression, found.score))
        return found and replace(found, expression=renamed(found.expression, self._fast.renamed))

    def _detect(self, text: str, approximate: bool) -> Detection:
        options = "approximate" if approximate else "exact"
        found = self._cache.get(text, options)
        if found is None:
            if not self._allowed:
                raise Unavailable("it is not a verbatim known text, and ScanCode was not asked")
            found = self._scancode.detect(text, approximate)
            self._cache.put(text, found, options)
        return found


def _titled(name: str, nearest: str = "") -> Sighting:
    told = ("known by its title only; the text is not one that was read", nearest)
    note = "; ".join(filter(None, told))
    return Sighting(name, Basis.TEXT, Match.NEAR, 0.0, note)


def _claim(text: LicenseText, found: Sighting, group: str = "") -> LicenseClaim:
    unknown = found.expression == NOASSERTION
    # a rule names its licenses in the order of the text
    expression = found.expression if " " not in found.expression else render(read(found.expression))
    return LicenseClaim(
        span=text.span._replace(line=text.span.line + found.line),
        raw=_title(text.text) if unknown else expression,
        basis=found.basis,
        extractor=text.extractor,
        expression=expression,
        match=found.match,
        score=found.score,
        applies_to=text.applies_to,
        group=group,
        note=found.note,
        scope=text.scope,
    )


def _title(text: str) -> str:
    """Return the first line that says something, shortened."""
    lines = (line.strip(" \t#*=-_>") for line in text.splitlines())
    title = next((line for line in lines if line), "")
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"
