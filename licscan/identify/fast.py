"""The answers that need no library: tables, own texts, known wordings inside a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from licscan.identify import stage
from licscan.identify.fingerprints import NO_OPENINGS, Tables
from licscan.identify.mentions import Mention, mentions, numbered
from licscan.identify.near import TEXT_WORDS, Lexicon
from licscan.identify.own import OwnTexts
from licscan.identify.renamed import read
from licscan.identify.sighting import Sighting, exact, named
from licscan.identify.tokens import Form, leading, plain
from licscan.model import Basis, Match

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_WORDS_TOLD = 12
_PROSE_WORDS = 50_000
_TEXT_WORDS = 200


class Fast:
    """The fingerprints of a rules folder, read when first asked."""

    def __init__(self, rules: Traversable) -> None:
        """Take the rules folder."""
        self._folder = rules / "fingerprints"

    @cached_property
    def tables(self) -> Tables:
        """The tables made from ScanCode's rules."""
        return Tables((self._folder / "scancode.bin").read_bytes())

    @cached_property
    def own(self) -> OwnTexts:
        """The texts that ScanCode lacks."""
        return OwnTexts((self._folder / "own.toml").read_bytes())

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """ScanCode's ids that the rulebook spells in another way; the tables have them right."""
        return read((self._folder / "renamed.toml").read_bytes())

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and ids by which a distance is judged."""
        return Lexicon(self.tables.vocabulary.legalese, self.tables.unknown)

    def answer(self, text: str) -> Sighting | None:
        """Return the license of a text named like one, or None where that is not certain."""
        form = self.tables.vocabulary.form(text)
        found = self._whole(text, form)
        bared = plain(text)
        if found or bared == text:
            return found or self._inside(text, form)
        undressed = self.tables.vocabulary.form(bared)
        return (
            self._whole(bared, undressed)
            or self._inside(text, form)
            or self._inside(bared, undressed)
        )

    def own_answer(self, text: str) -> Sighting | None:
        """Return what a text is that ScanCode lacks, or None."""
        return self._own(text, self.tables.vocabulary.form(text))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the licenses that running text holds or names."""
        tokens, lines = numbered(self.tables.vocabulary, text)
        del tokens[_PROSE_WORDS:]
        more = self.own.openings if len(tokens) > _TEXT_WORDS else NO_OPENINGS
        hits = tuple(self.tables.hits(tokens, more))
        return mentions(hits, tokens, lines, self.tables.unknown) if hits else ()

    def _whole(self, text: str, form: Form) -> Sighting | None:
        answer = self.tables.whole(form.whole)
        if answer and answer.kind != "none" and not self.lexicon.says_nothing(answer.expression):
            return exact(answer, text)
        answer = self.tables.bare(form.bare)
        is_long = not form.notices or len(form.bare) >= TEXT_WORDS
        if answer and is_long and not any(self.tables.hits(form.notices)):
            return exact(answer, text)
        return self._own(text, form)

    def _own(self, text: str, form: Form) -> Sighting | None:
        answer = self.own.find(text, form)
        if answer is None:
            return None
        return replace(exact(answer, text), note=self.own.nearest(answer.expression))

    def _inside(self, text: str, form: Form) -> Sighting | None:
        if len(form.bare) > stage.TOKEN_LIMIT or any(self.tables.hits(form.notices)):
            return None
        hits = self.tables.hits(form.bare, self.own.openings)
        found = stage.certain(form.bare, hits, self.lexicon)
        if found is None or (form.notices and not found.is_text and found.answer.kind == "text"):
            return None
        beside = f"beside it: {leading(found.beside, _WORDS_TOLD)}" if found.beside else ""
        notes = (self.own.nearest(found.answer.expression), beside)
        note = "; ".join(filter(None, notes))
        if found.is_text:
            return Sighting(found.answer.expression, Basis.TEXT, Match.RULES, note=note)
        return named(found.answer.expression, text, note)
