"""The text of a NOTICE file for a tree: whose works it is made from, and the words they ask for.

Only what can be copied as it stands is written: names, licenses, the wordings that licenses
prescribe, copyright statements of the tree's own files. What a person has to do is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from licscan.audit import Options, audit
from licscan.extract import license_files, source_headers
from licscan.identify.fast import Fast
from licscan.identify.scancode.errors import Unavailable
from licscan.identify.scancode.holders import Copyright, copyrights
from licscan.identify.tokens import names_copyright
from licscan.model import (
    NOASSERTION,
    Component,
    ComponentId,
    Duty,
    Gap,
    LicenseText,
    Prose,
    Relation,
    Report,
    Resolution,
    Span,
)
from licscan.rulebook import Rulebook
from licscan.rules_root import layered, rules_root
from licscan.sources.document import Document
from licscan.sources.tree import Tree
from licscan.sources.unreadable import Unreadable
from licscan.upstream.names import hub_name

_RULE = "-" * 72
_NOT_SAID = ("name-prefix", "rename")
"""Duties whose literal is a part of a name, not a sentence to be shown."""
_NOT_SHIPPED = (Relation.EVALUATED_ON, Relation.MADE_WITH)
_UNASKED = Gap(Span("."), "copyright statements are found by ScanCode, which was not to be loaded")
_HUB = "pkg:huggingface/"


class Notice(NamedTuple):
    """The text of the file, and what it cannot hold."""

    text: str
    left: tuple[str, ...]
    """What has to be done besides, a sentence each."""
    gaps: tuple[Gap, ...]
    """Files whose copyright statements could not be read."""


def notice(root: Path, options: Options) -> Notice:
    """Return the NOTICE text of a directory.

    Raises:
        ScanError: it is no directory, or holds nothing that an extractor reads.
    """
    report = audit(root, options)
    tree = Tree(root, options.exclude)
    with layered(options.rules):
        found = list(statements(tree.documents())) if options.scancode else [_UNASKED]
        rulebook = Rulebook()
        held = [fact for fact in found if isinstance(fact, Copyright)]
        text = "\n".join(_text(report, held, rulebook)).rstrip() + "\n"
    gaps = tuple(fact for fact in found if isinstance(fact, Gap))
    return Notice(text, tuple(_left(report)), gaps)


def statements(documents: Iterable[Document | Gap]) -> Iterator[Copyright | Gap]:
    """Yield the copyright statements of license files, notices and heads of source files."""
    fast = Fast(rules_root())
    for document in documents:
        if isinstance(document, Gap):
            continue
        try:
            for span, text in _spoken(document, fast):
                yield from copyrights(span, text)
        except Unreadable as error:
            yield Gap(Span(document.path, error.line), error.problem, error.limit)
        except Unavailable as error:
            yield Gap(Span(document.path), error.problem, error.limit)


def _spoken(document: Document, fast: Fast) -> Iterator[tuple[Span, str]]:
    """Yield the places where a file may say who holds its copyright."""
    seen: set[Span] = set()
    for extractor in (license_files, source_headers):
        if not _is_asked(document, extractor.NAME):
            continue
        for fact in extractor.extract(document):
            if isinstance(fact, LicenseText | Prose) and fact.span not in seen:
                seen.add(fact.span)
                named = isinstance(fact, LicenseText) and fact.named
                yield fact.span, _own_lines(fact.text, fast) if named else fact.text


def _is_asked(document: Document, name: str) -> bool:
    from licscan.extract import readers

    return any(name == reader.NAME for reader in readers(document.path))


def _own_lines(text: str, fast: Fast) -> str:
    """Return a license text less all but copyright lines; nothing of one that is verbatim.

    The lines of a verbatim text are those of whoever wrote the license.
    """
    if fast.tables.whole(fast.tables.vocabulary.tokens(text)):
        return ""
    return "\n".join(line if names_copyright(line) else "" for line in text.splitlines())


def _text(report: Report, held: Sequence[Copyright], rulebook: Rulebook) -> Iterator[str]:
    components = {component.id: component for component in report.components}
    resolutions = {resolution.component: resolution for resolution in report.resolutions}
    own = [judged.component for judged in report.judged]
    for name in own:
        yield _named(components[name], report.target)
        yield f"License: {_license(resolutions.get(name), rulebook)}"
        yield ""
    for name in _works(report, own):
        yield _RULE
        yield _named(components[name], report.target)
        yield f"License: {_license(resolutions.get(name), rulebook)}"
        if name.startswith(_HUB):
            yield f"Source: {_address(name)}"
        for words in _words(report, name):
            yield f"\n{words}"
        yield ""
    yield from _copyrights(held)


def _copyrights(held: Sequence[Copyright]) -> Iterator[str]:
    """Yield each statement once, with the files that make it."""
    places: dict[str, list[str]] = {}
    for one in held:
        places.setdefault(one.statement, []).append(one.span.path)
    if not places:
        return
    yield _RULE
    yield "Copyright statements of the files in this distribution"
    yield ""
    for statement, paths in places.items():
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        yield f"{statement} ({paths[0]}{more})"


def _works(report: Report, own: Sequence[ComponentId]) -> list[ComponentId]:
    """Return the works of others that are a part of the tree's own, the nearest first."""
    parents: dict[ComponentId, list[ComponentId]] = {}
    for edge in report.edges:
        if edge.relation not in _NOT_SHIPPED:
            parents.setdefault(edge.child, []).append(edge.parent)
    found: dict[ComponentId, None] = {}
    waiting = list(own)
    while waiting:
        for parent in parents.get(waiting.pop(0), ()):
            if parent not in found and parent not in own:
                found[parent] = None
                waiting.append(parent)
    return list(found)


def _words(report: Report, upstream: ComponentId) -> list[str]:
    """Return the wordings that a work's license prescribes, each once."""
    duties = (duty for judged in report.judged for duty in judged.duties)
    asked = (duty for duty in duties if duty.upstream == upstream and _is_said(duty))
    return list(dict.fromkeys(duty.literal.partition("|")[0].strip() for duty in asked))


def _is_said(duty: Duty) -> bool:
    return bool(duty.literal) and duty.kind not in _NOT_SAID


def _left(report: Report) -> Iterator[str]:
    """Yield what the text cannot do, each once, in the order of the report."""
    left: Mapping[str, None] = dict.fromkeys(
        f"{hub_name(duty.upstream)}: {duty.how}"
        for judged in report.judged
        for duty in judged.duties
        if not duty.fulfilled and not _is_said(duty)
    )
    yield from left


def _named(component: Component, target: str) -> str:
    if component.name:
        return component.name
    return target if component.id == "." else hub_name(component.id)


def _license(resolution: Resolution | None, rulebook: Rulebook) -> str:
    found = resolution.concluded if resolution else NOASSERTION
    if found == NOASSERTION:
        readings = [one for one in resolution.readings if one != NOASSERTION] if resolution else []
        return " or ".join(readings) or "not known"
    known = rulebook.license(found)
    return f"{known.name} ({found})" if known else found


def _address(name: ComponentId) -> str:
    kind = "datasets/" if name.startswith(f"{_HUB}datasets/") else ""
    return f"https://huggingface.co/{kind}{hub_name(name)}"
