"""The user's own word on a license, used only while the file that it is bound to is unchanged.

A word that is not used is told (LIC503): its file changed or is gone, or nothing has its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from licscan.components import Holding
from licscan.config.values import Clarification
from licscan.errors import UsageError
from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Evidence,
    Finding,
    LicenseClaim,
    Resolution,
    Severity,
)
from licscan.policy.waiving import same

Content = Callable[[str], bytes | None]
"""Reads a file of the tree; None where it is not there or too large."""
_SLUG = "clarification-void"
_BY = "clarification"


def put_claims(
    holdings: Mapping[ComponentId, Holding],
    clarifications: Iterable[Clarification],
    content: Content,
) -> None:
    """Put each word that holds among the license claims of its component of the tree.

    Raises:
        UsageError: one is for a component of the tree and bound to no file.
    """
    for one in clarifications:
        for name, holding in holdings.items():
            if not same(one.component, name):
                continue
            if not one.file:
                raise UsageError(
                    f"{one.span}: the clarification of {name} names no file",
                    "`licscan clarify` binds it to a file and its hash",
                )
            if not _broken(one, content):
                holding.licenses.append(_claim(one))


def _claim(one: Clarification) -> LicenseClaim:
    return LicenseClaim(
        one.span, one.expression, Basis.CLARIFIED, _BY, expression=one.expression, note=one.reason
    )


def clarified(
    resolutions: Mapping[ComponentId, Resolution],
    components: Mapping[ComponentId, Component],
    clarifications: Iterable[Clarification],
    content: Content,
) -> dict[ComponentId, Resolution]:
    """Return the resolutions with the words that hold for components from elsewhere."""
    found = dict(resolutions)
    for one in clarifications:
        for name, component in components.items():
            if not component.local and same(one.component, name) and not _broken(one, content):
                found[name] = _resolved(found.get(name), name, one)
    return found


def _resolved(known: Resolution | None, name: ComponentId, one: Clarification) -> Resolution:
    word = one.expression
    seen = Evidence(word, word, Basis.CLARIFIED, one.span, _BY, note=one.reason)
    before = known or Resolution(name, ())
    return before._replace(
        readings=(word,),
        concluded=word,
        evidence=(*before.evidence, seen),
        source="clarified",
    )


def voids(
    clarifications: Iterable[Clarification],
    components: Iterable[ComponentId],
    content: Content,
    codes: Mapping[str, str],
    whole: bool,
) -> Iterator[Finding]:
    """Yield a finding for each word that was not used.

    Where only a part of the tree was looked at (not `whole`), what has no component may have one
    in the rest, and is not told.
    """
    names = list(components)
    for one in clarifications:
        here = next((name for name in names if same(one.component, name)), None)
        if here is None:
            if whole:
                yield _void(one, ComponentId(one.component), "nothing here has that name", codes)
        elif problem := _broken(one, content):
            yield _void(one, here, problem, codes)


def _broken(one: Clarification, content: Content) -> str:
    """Return why a word no longer holds; empty while it does."""
    if not one.file:
        return ""
    data = content(one.file)
    if data is None:
        return f"{one.file} is not there, or too large to be read"
    digest = hashlib.sha256(data).hexdigest()
    return "" if digest == one.sha256 else f"{one.file} has changed (its sha256 is now {digest})"


def _void(
    one: Clarification, component: ComponentId, problem: str, codes: Mapping[str, str]
) -> Finding:
    return Finding(
        code=codes[_SLUG],
        slug=_SLUG,
        component=component,
        message=f"The clarification of {one.component} as {one.expression} was not used: "
        f"{problem}.",
        spans=(one.span,),
        severity=Severity.WARNING,
        remedy="Read the file again, and write the clarification anew if it still holds.",
    )
