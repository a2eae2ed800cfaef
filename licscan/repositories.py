"""Audits of what is no plain directory: a repository of the Hub, and all that a cache holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from licscan.audit import audit_tree
from licscan.components import ROOT
from licscan.elsewhere import Elsewhere
from licscan.errors import ScanError, UsageError
from licscan.model import ComponentId, Gap, Kind, Report
from licscan.rulebook import Rulebook
from licscan.sources.document import Document
from licscan.sources.tree import Tree
from licscan.trial import Options
from licscan.upstream import hf_cache
from licscan.upstream.addresses import Site, read_address
from licscan.upstream.hf_cache import Snapshot

SCHEME = "hf:"
"""Begins a target that is a repository of the Hub."""


class HubAudit(NamedTuple):
    """A report, and the folder in which its files lie."""

    report: Report
    folder: Path


def audit_hub(target: str, options: Options) -> HubAudit:
    """Audit a repository of the Hub (`hf:owner/name`, `hf:datasets/owner/name`, `@revision`).

    Weights are not downloaded, so that their headers stay unread; they stand among what was left
    out. What the repository names is looked up as in any audit.

    Raises:
        UsageError: the target names no repository, or the extra `hub` is not installed.
        ScanError: the Hub does not give it.
    """
    address = read_address(target)
    if address is None or address.site is not Site.HUB or "/" not in address.name:
        raise UsageError(f"{target} names no repository of the Hub", "hf:owner/name[@revision]")
    kind = address.kind or Kind.MODEL
    hub = Elsewhere(options, Rulebook()).hub
    answer = hub.fetch(kind, address.name, address.revision, whole=True)
    snapshot = answer.snapshot
    if snapshot is None:
        tip = "accept the terms on its page and set HF_TOKEN" if answer.gated else "check its name"
        raise ScanError(f"{target} {answer.problem}", tip)
    tree = Tree(snapshot.folder, options.exclude, follow_into=(snapshot.blobs,))
    middle = "datasets/" if kind is Kind.DATASET else ""
    name = f"{SCHEME}{middle}{answer.renamed or address.name}@{snapshot.revision}"
    report = audit_tree(tree, options, name, {ROOT: kind})
    unread = tuple(f"{file} (not downloaded)" for file in answer.left_out)
    return HubAudit(report._replace(excluded=(*report.excluded, *unread)), snapshot.folder)


def audit_cache(options: Options) -> Report:
    """Audit every repository that the Hub cache of this machine holds.

    Raises:
        ScanError: it holds none.
    """
    cache = hf_cache.Cache(hf_cache.cache_folder())
    found = list(cache.repositories())
    if not found:
        tip = "HF_HOME or HF_HUB_CACHE say where it is"
        raise ScanError("nothing to scan: the Hugging Face cache holds no repository", tip)
    kinds = {ComponentId(_folder(snapshot)): snapshot.kind for snapshot in found}
    return audit_tree(_Cached(cache.folder, options, found), options, "hf-cache", kinds)


class _Cached(Tree):
    """The snapshots of a cache as one tree, each in a folder of the repository's name."""

    def __init__(self, root: Path, options: Options, found: list[Snapshot]) -> None:
        super().__init__(root, options.exclude)
        self._found = found
        self._globs = options.exclude

    def documents(self) -> Iterator[Document | Gap]:
        for snapshot in self._found:
            tree = Tree(snapshot.folder, self._globs, follow_into=(snapshot.blobs,))
            prefix = _folder(snapshot)
            for document in tree.documents():
                yield _moved(document, prefix)
            self.excluded = (*self.excluded, *(f"{prefix}/{path}" for path in tree.excluded))


def _folder(snapshot: Snapshot) -> str:
    """Return the folder that a snapshot gets in the report, its name on the Hub."""
    return f"{'datasets/' if snapshot.kind is Kind.DATASET else ''}{snapshot.name}"


def _moved(document: Document | Gap, prefix: str) -> Document | Gap:
    if isinstance(document, Gap):
        path = f"{prefix}/{document.span.path}"
        return document._replace(span=document.span._replace(path=path))
    return Document(f"{prefix}/{document.path}", document.size, document.read_at)
