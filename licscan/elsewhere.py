"""Repositories that lie elsewhere, read as the scanned one is: other trees, the cache, the Hub.

Each is a witness of what is known of a parent. Only files at the root of a repository are read: its
card, licenses and configurations.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from licscan import user_cache
from licscan.components import ROOT, Holding, assemble
from licscan.model import Component, ComponentId, Evidence, Gap, Kind, Relation, Resolution
from licscan.parentage import parentage
from licscan.reading import Reading
from licscan.resolve import resolve
from licscan.rulebook import Rulebook
from licscan.sources.document import MANIFEST_LIMIT, Document
from licscan.sources.tree import Tree
from licscan.upstream import hf_cache
from licscan.upstream.known import Found, Witness
from licscan.upstream.names import hub_name

if TYPE_CHECKING:
    from licscan.trial import Options
    from licscan.upstream.hub import Fetched, Hub

_SHORT = 12
"""Letters of a commit that are shown."""


class Elsewhere:
    """The witnesses of one run, nearest first."""

    def __init__(self, options: Options, rulebook: Rulebook) -> None:
        self._options = options
        self._rulebook = rulebook
        self._reading = Reading(options.cache, options.deep, options.scancode)
        self._cache = hf_cache.Cache(hf_cache.cache_folder())
        self._fetched = hf_cache.Cache(own_folder())

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """Return who is asked, in this order; the catalog is asked after them."""
        online = (self._on_hub,) if self._options.online else ()
        return (self._in_trees, *online, self._in_cache, self._fetched_before)

    @cached_property
    def hub(self) -> Hub:
        """The Hub, which is asked only where the user says so."""
        from licscan.upstream.hub import Hub

        return Hub(own_folder() if self._options.cache else _throwaway())

    def _in_trees(self, component: Component) -> Found | None:
        """Look for `owner/name` below the folders that the configuration names."""
        if not self._options.trees:
            return None
        name = hub_name(component.id)
        for tree in self._options.trees:
            for folder in _places(Path(tree), component.kind, name):
                if folder.is_dir():
                    return self._read(component, folder, (), f"tree {Path(tree).name}", "", "")
        return None

    def _in_cache(self, component: Component) -> Found | None:
        return self._cached(component, self._cache, "the Hugging Face cache")

    def _fetched_before(self, component: Component) -> Found | None:
        return self._cached(component, self._fetched, "the Hub, asked before")

    def _cached(self, component: Component, cache: hf_cache.Cache, words: str) -> Found | None:
        if not _is_hub(component):
            return None
        found = cache.find(component.kind, hub_name(component.id), component.revision)
        if found is None:
            return None
        words = f"{words}, revision {found.revision[:_SHORT]}, {found.as_of}"
        return self._read(
            component, found.folder, (found.blobs,), words, found.as_of, found.revision
        )

    def _on_hub(self, component: Component) -> Found | None:
        if not _is_hub(component):
            return None
        name = hub_name(component.id)
        answer = self.hub.fetch(component.kind, name, component.revision)
        if answer.snapshot is None:
            return Found(problem=answer.problem)
        snapshot = answer.snapshot
        today = self._options.today
        return self._read(
            component,
            snapshot.folder,
            (snapshot.blobs,),
            _told(answer, snapshot.revision, today),
            today or answer.changed,
            snapshot.revision,
        )

    def _read(
        self,
        component: Component,
        folder: Path,
        links: tuple[Path, ...],
        words: str,
        as_of: str,
        revision: str,
    ) -> Found | None:
        """Read a repository as the component it is known as; None where its files say nothing."""
        facts = self._reading.facts(_documents(Tree(folder, follow_into=links)))
        holding = assemble(facts)[0].get(ROOT)
        if holding is None:
            return None
        itself = holding.component = holding.component._replace(kind=component.kind)
        resolution, _ = resolve(itself, holding.licenses)
        parents = tuple(self._parents(holding, component.id))
        if not resolution.evidence and not parents:
            return None
        sightings = tuple(_placed(resolution, component.id))
        return Found(resolution.readings, sightings, parents, words, as_of, revision)

    def _parents(self, holding: Holding, name: ComponentId) -> Iterator[tuple[Relation, Component]]:
        family = parentage({ROOT: holding}, self._rulebook.finding_codes)
        outsiders = {component.id: component for component in family.outsiders}
        for edge in family.edges:
            if edge.parent in outsiders and edge.parent != name:
                yield edge.relation, outsiders[edge.parent]


def own_folder() -> Path:
    """Return where files that were fetched from the Hub are kept."""
    return (user_cache.folder() or Path("/nonexistent")) / "hub"


def _throwaway() -> Path:
    """Return a folder that is gone when the run is over: a report shows lines of its files."""
    import atexit
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="licscan-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _documents(tree: Tree) -> Iterator[Document | Gap]:
    """Yield the small files at the root of a repository; large ones hold weights or data."""
    for document in tree.siblings("README.md"):
        if isinstance(document, Document) and document.size <= MANIFEST_LIMIT:
            yield document


def _is_hub(component: Component) -> bool:
    return component.id.startswith("pkg:huggingface/") and component.kind is not Kind.CODE


def _places(tree: Path, kind: Kind, name: str) -> Iterator[Path]:
    """Yield where a tree may keep a repository: named as on the Hub, or as in its cache."""
    if name.startswith((".", "/")) or ".." in name or not name:
        return
    folder = "datasets" if kind is Kind.DATASET else "models"
    yield tree / name
    yield tree / folder / name
    yield tree / name.replace("/", "--")
    yield tree / f"{folder}--{name.replace('/', '--')}"


def _placed(resolution: Resolution, name: ComponentId) -> Iterator[Evidence]:
    """Say in a note where in the other repository each sighting is."""
    for sighting in resolution.evidence:
        note = "; ".join(
            part for part in (f"{sighting.span} of {hub_name(name)}", sighting.note) if part
        )
        yield sighting._replace(note=note)


def _told(answer: Fetched, revision: str, today: str) -> str:
    told = [f"the Hub, revision {revision[:_SHORT]}"]
    if today:
        told.append(today)
    if answer.gated:
        told.append("gated")
    if answer.renamed:
        told.append(f"renamed to {answer.renamed}")
    return ", ".join(told)
