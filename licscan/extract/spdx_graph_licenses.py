"""Licenses as SPDX 3 writes them: elements of their own, which a relationship leads to.

Source: https://spdx.github.io/spdx-spec/v3.0.1/ (profiles SimpleLicensing, ExpandedLicensing): an
expression, a listed license by its address, a text, or sets, choices and additions of these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from licscan.extract.parsed import rows, text
from licscan.model import Defined

_SPECIAL = (("NoAssertionLicense", "NOASSERTION"), ("NoneLicense", "NONE"))
_LISTS = ("http://spdx.org/", "https://spdx.org/")
_SETS = {
    "expandedlicensing_ConjunctiveLicenseSet": " AND ",
    "expandedlicensing_DisjunctiveLicenseSet": " OR ",
}
_LATER = "expandedlicensing_OrLaterOperator"
_ADDED = "expandedlicensing_WithAdditionOperator"
_OWN = "LicenseRef-"
_TEXT = ("simplelicensing_licenseText", "expandedlicensing_additionText")
_DEEPEST = 12
_LONGEST = 2_000

Elements = Mapping[str, dict[object, object]]
_Meant = tuple[str, tuple[Defined, ...]]


class Licenses:
    """The license elements of one document."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._known: dict[tuple[str, bool], _Meant] = {}

    def of(self, name: str, depth: int = 0) -> _Meant:
        """Return the expression of an element, or its name, and the texts it comes with."""
        key = (name, bool(depth))
        if key not in self._known:
            raw, texts = self._read(name, depth)
            # What grows beyond reading is left as the name of its element: no license is known so.
            self._known[key] = (raw, texts) if len(raw) <= _LONGEST else (_last(name), ())
        return self._known[key]

    def _read(self, name: str, depth: int) -> _Meant:
        row = self._elements.get(name, {})
        kind = text(row, "type")
        for ending, word in _SPECIAL:
            if _last(name).endswith(ending) or kind.endswith(ending):
                return word, ()
        if expression := text(row, "simplelicensing_licenseExpression"):
            return expression, self._texts(row)
        if kind in _SETS and depth < _DEEPEST:
            return self._joined(row, _SETS[kind], depth)
        if kind == _LATER and depth < _DEEPEST:
            raw, texts = self.of(text(row, "expandedlicensing_subjectLicense"), depth + 1)
            return f"{raw}+", texts
        if kind == _ADDED and depth < _DEEPEST:
            raw, texts = self.of(text(row, "expandedlicensing_subjectExtendableLicense"), depth + 1)
            added, more = self.of(text(row, "expandedlicensing_subjectAddition"), depth + 1)
            return f"{raw} WITH {added}", (*texts, *more)
        return (_last(name), ()) if name.startswith(_LISTS) else _custom(row, _last(name), depth)

    def _joined(self, row: dict[object, object], joint: str, depth: int) -> _Meant:
        listed = row.get("expandedlicensing_member")
        names = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        parts = [self.of(name, depth + 1) for name in names]
        joined = joint.join(raw for raw, _ in parts if raw)
        whole = f"({joined})" if depth and len(parts) > 1 else joined
        return whole, tuple(dict.fromkeys(one for _, texts in parts for one in texts))

    def _texts(self, row: dict[object, object]) -> tuple[Defined, ...]:
        """Return the texts of names in an expression (`customIdToUri`)."""
        targets = (
            (text(entry, "key"), self._elements.get(text(entry, "value"), {}))
            for _, entry in rows(row.get("simplelicensing_customIdToUri"))
        )
        return tuple(Defined(key, _text(row), text(row, "name")) for key, row in targets if row)


def _last(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2]


def _text(row: dict[object, object]) -> str:
    return next((text(row, key) for key in _TEXT if text(row, key)), "")


def _custom(row: dict[object, object], last: str, depth: int) -> _Meant:
    """A license with a text; within an expression it needs an id of one word."""
    written, name = _text(row), text(row, "name")
    own = last if last.startswith(_OWN) else ""
    raw = own or name or (last if written else "")
    if depth and " " in raw:
        raw = _OWN + re.sub(r"[^A-Za-z0-9.-]+", "-", raw).strip("-")
    return raw, (Defined(raw, written, name),) if raw and (written or own) else ()
