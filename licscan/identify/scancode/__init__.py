"""The one door to ScanCode: loaded at most once a run, only when first asked, and bounded.

A text is asked as the text it is, never as a file of the scanned tree, so that the answer does not
hang on a file's name. The conclusions are those of ScanCode's detection layer
(`licensedcode.detection`): raw matches alone would call a cut MIT text proprietary. A process
forked after the load shares it; texts asked once are in the cache for all others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Any

from licscan.identify.scancode import wording
from licscan.identify.scancode.deadline import bounded
from licscan.identify.scancode.errors import Unavailable
from licscan.identify.scancode.rewording import Change, reworded

__all__ = ["SIZE_LIMIT", "TIME_LIMIT", "Change", "Detection", "Part", "ScanCode", "Unavailable"]

SIZE_LIMIT = 1_000_000
"""Characters of one text."""
TIME_LIMIT = 20.0
"""Seconds for one text."""
_LINE_THRESHOLD = 15
"""As `licensedcode.query.build_query` has it for text files."""
_WORDS_KEPT = 400
_CHANGES_KEPT = 60
_PACKAGES = ("scancode-toolkit", "scancode-toolkit-mini")
_KINDS = ("text", "notice", "reference", "tag", "intro", "clue")


@dataclass(frozen=True, slots=True)
class Part:
    """One rule that matched a part of a text."""

    expression: str
    kind: str
    line: int
    length: int
    """Words of the text under the match."""
    coverage: float
    """Percent of the rule's words that the text has."""
    relevance: float
    added: tuple[str, ...] = ()
    """Words inside the match that the rule lacks."""
    missing: tuple[str, ...] = ()
    """Words of the rule that the text lacks."""
    changes: tuple[Change, ...] = ()
    """Both side by side, in the order of the text."""
    reworded: tuple[Change, ...] = ()
    """Those of them that change common words, not only a name or a blank."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What ScanCode concludes of a text."""

    expression: str
    """SPDX expression over the whole text; empty where nothing was found."""
    parts: tuple[Part, ...] = ()
    left: tuple[str, ...] = ()
    """Words under no match, those of copyright lines apart."""


class ScanCode:
    """ScanCode's license index, loaded by the first text that needs it."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._cache: Any = None
        self._failure = ""
        self._words: dict[int, str] = {}
        self._lock = Lock()

    @property
    def loaded(self) -> bool:
        """True once a text was asked."""
        return self._cache is not None

    @property
    def version(self) -> str:
        """The installed version, told without loading it; empty where there is none."""
        from importlib.metadata import PackageNotFoundError, version

        for package in _PACKAGES:
            try:
                return version(package)
            except PackageNotFoundError:
                continue
        return ""

    def detect(self, text: str, approximate: bool = True) -> Detection:
        """Return what ScanCode concludes of a text.

        `approximate` also finds texts that were changed, at twenty times the cost.
        Errors: `Unavailable` where ScanCode is missing, fails, or a limit is hit.
        """
        if len(text) > SIZE_LIMIT:
            raise Unavailable(f"the text has more than {SIZE_LIMIT} characters", limit=True)
        if not text.strip():
            return Detection("")
        self._load()
        try:
            with bounded(TIME_LIMIT):
                return self._detect(text, approximate)
        except TimeoutError as error:
            problem = f"ScanCode took more than {TIME_LIMIT:.0f} seconds"
            raise Unavailable(problem, limit=True) from error
        except Exception as error:
            raise Unavailable(f"ScanCode failed on this text ({type(error).__name__})") from error

    def _load(self) -> None:
        with self._lock:
            if self._failure:
                raise Unavailable(self._failure)
            if self._cache is None:
                self._cache = self._loaded_index()

    def _loaded_index(self) -> Any:
        from licscan.identify.scancode.loading import licenses

        try:
            return licenses()
        except Exception as error:
            self._failure = f"ScanCode could not be loaded ({type(error).__name__}: {error})"
            raise Unavailable(self._failure) from error

    def _detect(self, text: str, approximate: bool) -> Detection:
        from licensedcode.detection import LicenseDetection, group_matches, process_detections
        from licensedcode.query import Query

        index, licensing = self._cache.index, self._cache.licensing
        deadline = time.time() + TIME_LIMIT
        query = Query(query_string=text, idx=index, line_threshold=_LINE_THRESHOLD)
        if not query.tokens:
            return Detection("")
        matches = index.match_query(query, approximate=approximate, deadline=deadline)
        if time.time() > deadline:
            # what it found by then is not all there is
            raise TimeoutError
        groups = [LicenseDetection.from_matches(group) for group in group_matches(matches)]
        detections = [d for d in process_detections(groups, licensing) if d.license_expression]
        used = [match for detection in detections for match in detection.matches]
        words = wording.placed(query, text)
        return Detection(
            self._joined([detection.license_expression for detection in detections]),
            tuple(self._part(match, words, text) for match in used),
            tuple(islice(wording.left(matches, words), _WORDS_KEPT)),
        )

    def _joined(self, expressions: Sequence[str]) -> str:
        from license_expression import combine_expressions

        if not expressions:
            return ""
        licensing = self._cache.licensing
        joined = combine_expressions(expressions, relation="AND", unique=True, licensing=licensing)
        return self._spdx(str(licensing.parse(str(joined)).simplify()))

    def _spdx(self, expression: str) -> str:
        from licensedcode.cache import build_spdx_license_expression

        return str(build_spdx_license_expression(expression, self._cache.licensing))

    @property
    def _spelling(self) -> dict[int, str]:
        if not self._words:
            self._words = {number: word for word, number in self._cache.index.dictionary.items()}
        return self._words

    def _part(self, match: Any, words: Sequence[wording.Word], text: str) -> Part:
        rule = match.rule
        kind = next((kind for kind in _KINDS if getattr(rule, f"is_license_{kind}")), "reference")
        known = wording.rule_words(match, self._cache.index, self._spelling)
        changes = tuple(islice(wording.changes(match, words, known), _CHANGES_KEPT))
        return Part(
            expression=self._spdx(rule.license_expression),
            kind=kind,
            line=int(match.start_line),
            length=int(match.len()),
            coverage=float(match.coverage()),
            relevance=float(rule.relevance),
            added=tuple(islice(wording.added(match, words), _WORDS_KEPT)),
            missing=tuple(islice(wording.missing(match, known), _WORDS_KEPT)),
            changes=changes,
            reworded=tuple(reworded(changes, text, match.rule.text)) if changes else (),
        )
