"""The main job: a directory becomes a report.

walk -> extract -> identify -> resolve -> lineage -> judge -> report
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from licscan import proof
from licscan.ancestry import disputed, hold_to_lock, stale, upstreams
from licscan.components import Holding, assemble, homes
from licscan.errors import LicscanError, ScanError
from licscan.extract import only_lists_packages, readers
from licscan.extract.by_content import may_tell, modules_of
from licscan.model import (
    Basis,
    Component,
    ComponentId,
    Finding,
    Gap,
    Kind,
    ParentClaim,
    Relation,
    Report,
    Resolution,
    UpstreamClaim,
)
from licscan.parentage import parentage
from licscan.reading import Reading
from licscan.record_licenses import Parts
from licscan.resolve import finding, resolve
from licscan.rulebook import Rulebook
from licscan.rules_root import layered
from licscan.sources.document import Document, from_bytes
from licscan.sources.tree import Tree
from licscan.trial import Matter, Options, ranked, try_matter

if TYPE_CHECKING:
    from licscan.dependencies import Dependencies
    from licscan.ruling import Ruling

__all__ = ["NothingToScan", "Options", "audit", "audit_tree", "check", "check_tree"]


_BESIDE = frozenset({"licenses", "licences"})
"""Folders of texts for what lies beside them (REUSE specification 3.3, `LICENSES/`)."""


class NothingToScan(ScanError):
    """No file said anything."""


def audit(root: Path, options: Options = Options(), target: str = "") -> Report:  # noqa: B008
    """Audit a directory.

    Raises:
        ScanError: it is no directory, or holds nothing that an extractor reads.
        UsageError: a profile, stance or rule file is wrong.
    """
    if not root.is_dir():
        raise ScanError(f"{root} is not a directory", "name the folder of a repository")
    return audit_tree(Tree(root, options.exclude), options, target or root.resolve().name)


def audit_tree(
    tree: Tree,
    options: Options,
    target: str,
    kinds: Mapping[ComponentId, Kind] = MappingProxyType({}),
) -> Report:
    """Audit the documents of a tree; `kinds` says of folders what they hold. See `audit`."""
    with layered(options.rules):
        return _report(tree, tree.documents(), options, target, kinds=kinds)


def check(
    files: Sequence[Path],
    options: Options = Options(),  # noqa: B008
    base: Path = Path(),
) -> Report | None:
    """Audit the components of some changed files; None where none of them concerns us.

    Each file is read with those beside it, since lineage crosses files; packages are looked up only
    where a changed file names them. `base` is the folder above from which components are named.
    """
    names = [_relative(base, file) for file in files]
    return check_tree(Tree(base, options.exclude), names, options)


def check_tree(tree: Tree, names: Iterable[str], options: Options) -> Report | None:
    """Audit the components that paths of a tree belong to; None where nothing concerns us."""
    concerned = sorted({name for name in names if name and _concerns(tree, name)})
    if not concerned:
        return None
    try:
        with layered(options.rules):
            return _report(tree, _with_siblings(tree, concerned), options, ".", concerned)
    except NothingToScan:
        return None


def _concerns(tree: Tree, name: str) -> bool:
    """Say whether a file is read: for its name, or for what it is."""
    if readers(name) or not may_tell(name):
        return bool(readers(name))
    data = tree.content(name)
    return data is not None and any(modules_of(from_bytes(name, data)))


def _relative(base: Path, file: Path) -> str:
    full = file.resolve()
    inside = full.is_file() and full.is_relative_to(base.resolve())
    return full.relative_to(base.resolve()).as_posix() if inside else ""


def _with_siblings(tree: Tree, names: Sequence[str]) -> Iterator[Document | Gap]:
    """Yield the files beside the changed ones, and those of the folders above, up to the root."""
    folders = {parent for name in names for parent in PurePosixPath(name).parents}
    seen: set[str] = set()
    for folder in sorted(folders):
        for found in tree.siblings((folder / "x").as_posix(), _BESIDE):
            path = found.path if isinstance(found, Document) else str(found.span)
            if path not in seen and (path in names or not only_lists_packages(path)):
                seen.add(path)
                yield found


def _report(
    tree: Tree,
    documents: Iterable[Document | Gap],
    options: Options,
    target: str,
    concerned: Sequence[str] = (),
    kinds: Mapping[ComponentId, Kind] = MappingProxyType({}),
) -> Report:
    """Report on the documents; on the components of the `concerned` files alone where named."""
    rulebook = Rulebook()
    reading = Reading(options.cache, options.deep, options.scancode)
    facts = [*reading.facts(documents, tree.content)]
    holdings, gaps = assemble(facts)
    ruling = _ruling(options, tree, whole=not concerned)
    if ruling:
        ruling.claim(holdings)
    for name in kinds.keys() & holdings.keys():
        holdings[name].component = holdings[name].component._replace(kind=kinds[name])
    if not holdings and not gaps:
        raise NothingToScan(
            f"nothing to scan: none of {reading.seen:,} files is one that licscan reads",
            "docs/what-we-look-at.md lists them",
        )
    needed = _needed(facts, concerned, holdings, tree.root, rulebook)
    matter = _matter(holdings, gaps, options, rulebook, target, tree.root)
    matter = _with_dependencies(matter, needed)
    if ruling:
        matter = ruling.before(matter, rulebook)
    if concerned:
        matter = _narrowed(matter, homes(holdings, concerned))
    report = try_matter(matter, options, rulebook)
    report = proof.prove(report, holdings, rulebook)
    report = report._replace(findings=ranked(report.findings))
    if ruling:
        report = ruling.after(report, rulebook)
    return report._replace(
        files_seen=reading.seen,
        files_read=reading.read,
        excluded=(*tree.excluded, *tree.skipped),
        scancode_version=reading.scancode_version,
        declarations=tuple(
            (name, declared)
            for name in sorted(matter.releases)
            for declared in holdings[name].declarations
        ),
    )


def _needed(
    facts: Iterable[object],
    concerned: Sequence[str],
    holdings: dict[ComponentId, Holding],
    root: Path,
    rulebook: Rulebook,
) -> Dependencies | None:
    """Look up the packages that the code needs; where it needs none, nothing of it is loaded."""
    facts = list(facts)
    links = [f for f in facts if isinstance(f, ParentClaim) and f.relation is Relation.LINKS]
    if not links or (concerned and not any(one.span.path in concerned for one in links)):
        return None
    from licscan.dependencies import dependencies

    said = [fact for fact in facts if isinstance(fact, UpstreamClaim)]
    return dependencies(links, said, holdings, root, rulebook)


def _with_dependencies(matter: Matter, needed: Dependencies | None) -> Matter:
    if needed is None:
        return matter
    return matter._replace(
        components={**{one.id: one for one in needed.components}, **matter.components},
        resolutions={**{one.component: one for one in needed.resolutions}, **matter.resolutions},
        edges=(*matter.edges, *needed.edges),
        unexamined=needed.unexamined,
    )


def _ruling(options: Options, tree: Tree, whole: bool) -> Ruling | None:
    """Return the user's policy at work; without one, nothing of it is loaded."""
    if options.policy is None:
        return None
    from licscan.ruling import Ruling

    return Ruling(options.policy, options, tree.content, whole)


def _matter(
    holdings: Mapping[ComponentId, Holding],
    gaps: tuple[Gap, ...],
    options: Options,
    rulebook: Rulebook,
    target: str,
    root: Path,
) -> Matter:
    codes = rulebook.finding_codes
    components = {name: holding.component for name, holding in holdings.items()}
    records = _by_record(holdings)
    resolutions: dict[ComponentId, Resolution] = {}
    findings: list[Finding] = []
    for name, holding in holdings.items():
        resolutions[name], found = _resolved(holding, codes, records)
        findings += found
    family = parentage(holdings, codes)
    upstream = upstreams(holdings, family, options, rulebook)
    findings += disputed(upstream, family.edges, codes)
    upstream, drifted = hold_to_lock(upstream, family.edges, root, options, codes)
    return Matter(
        target=target,
        components={**components, **records.components, **upstream.components},
        resolutions={**resolutions, **records.resolutions, **upstream.resolutions},
        edges=(*family.edges, *records.edges, *upstream.edges),
        releases=dict.fromkeys(components, options.release),
        findings=(*findings, *family.findings, *drifted),
        gaps=(*gaps, *records.gaps, *upstream.gaps),
        stale=stale(upstream, options.today),
    )


def _by_record(holdings: Mapping[ComponentId, Holding]) -> Parts:
    """Return the parts by the licenses of records; where no file has records, nothing is loaded."""
    if not any(holding.records for holding in holdings.values()):
        return Parts({}, {}, ())
    from licscan.records import by_record

    return by_record(holdings)


def _resolved(
    holding: Holding, codes: Mapping[str, str], records: Parts
) -> tuple[Resolution, Sequence[Finding]]:
    component = holding.component
    try:
        resolution, doubts = resolve(component, holding.licenses)
    except LicscanError:
        raise
    except Exception as error:
        from licscan.mishap import undecided

        code, place = codes["gap"], component.span
        failed = undecided(code, component.id, place, "resolution", error)
        return Resolution(component.id, ()), [failed]
    found = [finding(component, doubt, codes[doubt.slug]) for doubt in doubts]
    return resolution, [*found, *_none_declared(holding, resolution, codes, records)]


def _narrowed(matter: Matter, judged: frozenset[ComponentId]) -> Matter:
    """Judge only these components; the others are still there as parents."""
    return matter._replace(
        releases={name: release for name, release in matter.releases.items() if name in judged},
        findings=tuple(found for found in matter.findings if found.component in judged),
    )


def _none_declared(
    holding: Holding, resolution: Resolution, codes: Mapping[str, str], records: Parts
) -> Iterator[Finding]:
    component: Component = holding.component
    stated = any(sighting.basis > Basis.REFERENCE for sighting in resolution.evidence)
    if resolution.readings or stated or component.span is None:
        return
    slug = "none-declared"
    where = "This repository" if component.id == "." else component.id
    yield Finding(
        code=codes[slug],
        slug=slug,
        component=component.id,
        message=f"{where} states no license{_but_records(component, records)}.",
        spans=(component.span, *(sighting.span for sighting in resolution.evidence)),
        remedy="Add `license:` to the card and ship the license text.",
    )


def _but_records(component: Component, records: Parts) -> str:
    if any(edge.child == component.id for edge in records.edges):
        return " for the whole; its records name licenses of their own"
    return ", so nobody is allowed to do anything with it"
