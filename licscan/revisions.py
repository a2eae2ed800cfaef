"""Audits of what git holds: a revision without a checkout, the index, a repository far away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from licscan.audit import NothingToScan, audit_tree, check_tree
from licscan.difference import Difference, Offer, Revision, changes, new_findings, offers
from licscan.extract import opens, opens_header
from licscan.extract.by_content import may_tell
from licscan.model import Report
from licscan.sources.addresses import split
from licscan.sources.git.remote import fetched
from licscan.sources.git.repository import NoFolder, Repository
from licscan.sources.git.tree import GitTree
from licscan.trial import Options
from licscan.upstream.lock import FILE as LOCK

Show = Callable[[Report, Path], int]
"""What is done with a report and the folder that holds the files it names."""
Told = Callable[[Difference, Report, Path], int]
"""What is done with a comparison, the later report and the folder that holds its files."""


def audit_revision(folder: Path, revision: str, options: Options, show: Show) -> int:
    """Audit a folder as a revision has it, and return what `show` does.

    Raises:
        ScanError: no repository, one that git does not trust, or nothing to scan.
        UsageError: no such revision.
    """
    repository = Repository(folder)
    commit = repository.commit(revision)
    with tree_of(repository, options) as tree:
        tree.at(commit)
        report = audit_tree(tree, options, named(repository, revision, commit))
        return shown(tree, report, show)


def compare(
    folder: Path, ends: tuple[str, str], options: Options, show: Told, history: bool = False
) -> int:
    """Audit a folder as two revisions have it, and return what `show` does with what is new.

    Raises:
        ScanError: no repository, one that git does not trust, or nothing to scan in the later one.
        UsageError: no such revision.
    """
    repository = Repository(folder)
    base, head = (Revision(name, repository.commit(name)) for name in ends)
    before = _past(repository, base, options)
    told = _history(repository, base, head, options) if history else None
    with tree_of(repository, options) as tree:
        tree.at(head.commit)
        after = audit_tree(tree, options, named(repository, head.name, head.commit))
        new = new_findings(before, after)
        tree.lay_out(span.path for finding in new for span in finding.spans)
        found = Difference(base, head, changes(before, after), new, told)
        return show(found, after, tree.root)


def _past(repository: Repository, revision: Revision, options: Options) -> Report | None:
    """Return the report of a revision; None where there was nothing to scan yet."""
    try:
        with tree_of(repository, options) as tree:
            tree.at(revision.commit)
            return audit_tree(tree, options, named(repository, revision.name, revision.commit))
    except (NoFolder, NothingToScan):
        return None


def _history(
    repository: Repository, base: Revision, head: Revision, options: Options
) -> tuple[Offer, ...]:
    """Return what each component was offered under at both ends and every tag between them."""
    tags = repository.tags(base.commit, head.commit)
    tagged = [Revision(name, repository.commit(f"refs/tags/{name}")) for name in tags]
    commits = {revision.commit for revision in tagged}
    first = [] if base.commit in commits else [base]
    last = [] if head.commit in commits | {base.commit} else [head]
    found: list[Offer] = []
    for revision in (*first, *tagged, *last):
        found += offers(revision.name, _past(repository, revision, options))
    return tuple(sorted(found, key=lambda offer: offer.component))


def check_staged(files: Sequence[Path], options: Options, show: Show, base: Path = Path()) -> int:
    """Check the components of some files as the index has them; of all that changed without any.

    `base` is the folder above them from which components are named.

    Raises:
        ScanError: no repository, or one that git does not trust.
    """
    repository = Repository(base)
    names = [_inside(base, file) for file in files] if files else repository.changed()
    if not any(_is_looked_at(name) for name in names):
        return 0
    with tree_of(repository, options) as tree:
        tree.staged()
        report = check_tree(tree, names, options._replace(outbound="none"))
        return 0 if report is None else shown(tree, report, show)


def audit_url(address: str, options: Options, show: Show) -> int:
    """Audit a repository far away (`URL[@REVISION]`); of its files, only those that are read.

    Raises:
        ScanError: it cannot be reached, or holds nothing to scan.
    """
    url, revision = split(address)
    with fetched(url, revision, opens, opens_header) as (folder, name, commit):
        repository = Repository(folder)
        with tree_of(repository, options) as tree:
            tree.at(commit)
            report = audit_tree(tree, options, f"{name}@{commit}")
            return shown(tree, report, show)


def tree_of(repository: Repository, options: Options) -> GitTree:
    """Return a repository as a tree, still to be filled."""
    return GitTree(repository, options.exclude, _is_looked_at, (LOCK,))


def _is_looked_at(path: str) -> bool:
    """Say whether a file is read, for its name or perhaps for what it is."""
    return may_tell(path) or opens(path)


def named(repository: Repository, revision: str, commit: str) -> str:
    """Return how a report calls a revision: `name@v1.0 (3f2a1b9c0d12)`."""
    words = "" if commit.startswith(revision) else f" ({commit[:12]})"
    return f"{repository.name}@{revision}{words}"


def shown(tree: GitTree, report: Report, show: Show) -> int:
    """Show a report together with the files that it names, so that their lines can be shown."""
    tree.lay_out(span.path for finding in report.findings for span in finding.spans)
    return show(report, tree.root)


def _inside(base: Path, file: Path) -> str:
    """Return a path as the tree has it; empty where it lies elsewhere. It may be gone from disk."""
    full = file.absolute()
    full = full.parent.resolve() / full.name
    return (
        full.relative_to(base.resolve()).as_posix() if full.is_relative_to(base.resolve()) else ""
    )
