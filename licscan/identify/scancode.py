"""The one door to ScanCode: loaded at most once a run, only when first asked, and bounded.

A text is asked as the text it is, never as a file of the scanned tree, so that the answer does not
hang on a file's name. The conclusions are those of ScanCode's detection layer
(`licensedcode.detection`): raw matches alone would call a cut MIT text proprietary.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from licscan.identify.tokens import names_copyright

SIZE_LIMIT = 1_000_000
"""Characters of one text."""
TIME_LIMIT = 20.0
"""Seconds for one text."""
_FOLDERS: list[str] = []
_LINE_THRESHOLD = 15
"""As `licensedcode.query.build_query` has it for text files."""
_WORDS_KEPT = 400
_EXPLAINS = 60.0
_PACKAGES = ("scancode-toolkit", "scancode-toolkit-mini")
_KINDS = ("text", "notice", "reference", "tag", "intro", "clue")


class Unavailable(Exception):
    """ScanCode gave no answer; `problem` says why, `limit` where a limit of ours was hit."""

    def __init__(self, problem: str, limit: bool = False) -> None:
        """Take a plain sentence, and whether a limit was hit."""
        super().__init__(problem)
        self.problem = problem
        self.limit = limit


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


@dataclass(frozen=True, slots=True)
class Detection:
    """What ScanCode concludes of a text."""

    expression: str
    """SPDX expression over the whole text; empty where nothing was found."""
    parts: tuple[Part, ...] = ()
    left: tuple[str, ...] = ()
    """Words under no match, those of copyright lines apart."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text: its place among the words ScanCode knows, and on what line it stands."""

    text: str
    place: int
    known: bool
    copyright: bool


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
            return self._detect(text, approximate)
        except Unavailable:
            raise
        except Exception as error:
            raise Unavailable(f"ScanCode failed on this text ({type(error).__name__})") from error

    def close(self) -> None:
        """Delete the temporary folders that ScanCode made."""
        if self._cache is not None:
            _clean_up()

    def _load(self) -> None:
        with self._lock:
            if self._failure:
                raise Unavailable(self._failure)
            if self._cache is None:
                self._cache = self._loaded_index()

    def _loaded_index(self) -> Any:
        # unpickling makes millions of objects, which the collector would walk again and again
        collecting = gc.isenabled()
        gc.disable()
        try:
            licenses = _licenses()
            gc.freeze()
        except Exception as error:
            self._failure = f"ScanCode could not be loaded ({type(error).__name__}: {error})"
            raise Unavailable(self._failure) from error
        finally:
            if collecting:
                gc.enable()
        return licenses

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
            raise Unavailable(f"ScanCode took more than {TIME_LIMIT:.0f} seconds", limit=True)
        groups = [LicenseDetection.from_matches(group) for group in group_matches(matches)]
        detections = [d for d in process_detections(groups, licensing) if d.license_expression]
        used = [match for detection in detections for match in detection.matches]
        words = _placed(query, text)
        return Detection(
            self._joined([detection.license_expression for detection in detections]),
            tuple(self._part(match, words) for match in used),
            tuple(_left(matches, words))[:_WORDS_KEPT],
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

    def _part(self, match: Any, words: Sequence[_Word]) -> Part:
        rule = match.rule
        kind = next((kind for kind in _KINDS if getattr(rule, f"is_license_{kind}")), "reference")
        added, missing = _differences(match, self._cache.index, self._spelling, words)
        return Part(
            expression=self._spdx(rule.license_expression),
            kind=kind,
            line=int(match.start_line),
            length=int(match.len()),
            coverage=float(match.coverage()),
            relevance=float(rule.relevance),
            added=added[:_WORDS_KEPT],
            missing=missing[:_WORDS_KEPT],
        )


def _licenses() -> Any:
    """Return ScanCode's loaded licenses and index, its folders kept out of the user's home."""
    import atexit
    import tempfile

    folder = tempfile.mkdtemp(prefix="licscan-")
    _FOLDERS.append(folder)
    atexit.register(_clean_up)
    for name in ("SCANCODE_TEMP", "SCANCODE_CACHE"):
        os.environ.setdefault(name, folder)
    from licensedcode.cache import get_cache
    from scancode_config import scancode_temp_dir

    _FOLDERS.append(scancode_temp_dir)
    return get_cache()


def _clean_up() -> None:
    """Delete the temporary folders; a program that leaves by `os._exit` has to ask for it."""
    import shutil

    while _FOLDERS:
        shutil.rmtree(_FOLDERS.pop(), ignore_errors=True)


def _differences(
    match: Any, index: Any, spelling: dict[int, str], words: Sequence[_Word]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that the matched part of the text has and the rule lacks, and the reverse.

    What stands on copyright lines is no difference.
    """
    matched, within = set(match.qspan), range(match.qstart, match.qend + 1)
    added = [
        word.text
        for word in words
        if word.place in within
        and not (word.known and word.place in matched)
        and not (word.place == match.qend and not word.known)
        and not word.copyright
    ]
    if match.rule.rid is None:
        return tuple(added), ()
    found, rule = set(match.ispan), index.tids_by_rid[match.rule.rid]
    missing = [spelling[number] for place, number in enumerate(rule) if place not in found]
    return tuple(added), tuple(missing)


def _placed(query: Any, text: str) -> list[_Word]:
    """Return each word with its place in the query; an unknown word has that of the one before."""
    from licensedcode.stopwords import STOPWORDS
    from licensedcode.tokenize import query_tokenizer

    place, dictionary, words = -1, query.idx.dictionary, []
    for line in text.splitlines():
        notice = names_copyright(line)
        for word in query_tokenizer(line):
            known = word in dictionary
            place += known
            if known or word not in STOPWORDS:
                words.append(_Word(word, place, known, notice))
    return words


def _left(matches: Sequence[Any], words: Sequence[_Word]) -> Iterator[str]:
    """Yield the words that no match explains, those of copyright lines apart."""
    explained: set[int] = set()
    for match in matches:
        # a match that has little of its rule explains its own words, not those between them
        whole = match.coverage() >= _EXPLAINS
        explained.update(range(match.qstart, match.qend + 1) if whole else match.qspan)
    for word in words:
        if word.place not in explained and not word.copyright:
            yield word.text
