"""License texts that ScanCode's rules lack, known by hashes of their bytes and words alone.

`rules/fingerprints/own.toml` is kept by `tools/own_texts.py`; the texts themselves are other
people's and are not shipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from licscan.identify.fingerprints import Answer, Opening, Openings
from licscan.identify.tokens import Form, digest, key
from licscan.model import NOASSERTION

_HEAD = 60


class OwnTexts:
    """The entries of `own.toml`, read when first asked."""

    def __init__(self, content: bytes) -> None:
        """Take the bytes of the file."""
        self._content = content

    @cached_property
    def _entries(self) -> list[dict[str, Any]]:
        import tomllib

        entries: list[dict[str, Any]] = tomllib.loads(self._content.decode())["text"]
        return entries

    @cached_property
    def _counted(self) -> list[dict[str, Any]]:
        entries = [entry for entry in self._entries if "words" in entry]
        return sorted(entries, key=lambda entry: -int(entry["count"]))

    @cached_property
    def _by_key(self) -> dict[int, Answer]:
        return {
            int(entry[name], 16): _answer(entry)
            for entry in self._counted
            for name in ("words", "whole")
        }

    @cached_property
    def _by_digest(self) -> dict[str, Answer]:
        return {entry["sha256"]: _answer(entry) for entry in self._entries if "sha256" in entry}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all entries."""
        return frozenset(str(entry["id"]) for entry in self._entries)

    @cached_property
    def openings(self) -> Openings:
        """The texts by their first words, the longest first."""
        found: dict[int, list[Opening]] = {}
        for entry in self._counted:
            opening = Opening(int(entry["count"]), int(entry["words"], 16), _answer(entry))
            found.setdefault(int(entry["first"], 16), []).append(opening)
        return Openings(found, frozenset(entry["start"] for entry in self._counted))

    def find(self, text: str, form: Form) -> Answer | None:
        """Return what is known of a text: by its words, all or off copyright lines, or bytes."""
        known = self._by_key
        answer = known.get(key(form.bare)) or known.get(key(form.whole))
        return answer or self._by_digest.get(digest(text))

    def nearest(self, name: str) -> str:
        """Tell what ScanCode takes this text for; empty where nobody has asked it."""
        entries = (entry for entry in self._entries if entry["id"] == name)
        asked = next((entry for entry in entries if "nearest" in entry), None)
        if asked is None:
            return ""
        return likeness(asked["nearest"], asked["likeness"])

    def titled(self, tokens: Sequence[str]) -> str:
        """Return the id of the text whose title stands in the head; empty where there is none.

        A title is no proof of the text behind it.
        """
        head = f" {' '.join(tokens[:_HEAD])} "
        for entry in self._entries:
            for title in entry.get("titles", ()):
                if f" {title} " in head:
                    return str(entry["id"])
        return ""


def likeness(nearest: str, percent: float) -> str:
    """Tell what ScanCode's nearest license is, and how near."""
    if nearest == NOASSERTION:
        return "ScanCode knows no license like it"
    return f"ScanCode's nearest is {nearest}, {percent:.0f} % of it"


def _answer(entry: dict[str, Any]) -> Answer:
    return Answer(entry["id"], "text", 100)
