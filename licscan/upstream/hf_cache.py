"""Where this machine keeps what it downloaded from the Hub; read, never written.

The layout is huggingface_hub's ("Understand caching"): `models--owner--name/` holds `refs/` (a
branch or tag to the commit it was at), `snapshots/<commit>/` (links) and `blobs/`. A test holds it
against that library's own `scan_cache_dir`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from licscan.model import Kind

_FOLDERS = {"models": Kind.MODEL, "datasets": Kind.DATASET}
_MAIN = "main"


class Snapshot(NamedTuple):
    """One downloaded revision of a repository, whole or in part."""

    kind: Kind
    name: str
    """`owner/name`."""
    revision: str
    folder: Path
    blobs: Path
    """Where the links of the folder lead."""
    refs: tuple[str, ...] = ()
    """Branches and tags that were at this revision."""

    @property
    def as_of(self) -> str:
        """Return the day on which the snapshot was made (UTC)."""
        from datetime import UTC, datetime

        try:
            made = self.folder.stat().st_mtime
        except OSError:
            return ""
        return datetime.fromtimestamp(made, UTC).date().isoformat()


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Return the Hub cache of this user, as huggingface_hub's `constants.py` finds it."""
    given = os.environ if environment is None else environment
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if given.get(variable):
            return _expanded(given[variable])
    if given.get("HF_HOME"):
        return _expanded(given["HF_HOME"]) / "hub"
    base = given.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")
    return _expanded(base) / "huggingface" / "hub"


class Cache:
    """A folder in the layout of the Hub cache; listed once, when it is first asked."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; one that is not there holds nothing."""
        self.folder = folder
        self._listing: dict[str, str] | None = None

    def find(self, kind: Kind, name: str, revision: str = "") -> Snapshot | None:
        """Return the snapshot of a revision; of `main`, else the newest, where none is asked for.

        Names are compared without case, as the Hub does. A revision is a commit, the beginning of
        one, a branch or a tag; one that was not downloaded is not replaced by another.
        """
        folder = self._names().get(_folder_name(kind, name).lower())
        if folder is None:
            return None
        found = list(self._snapshots(folder))
        if revision:
            fits = [s for s in found if revision in s.refs or s.revision.startswith(revision)]
            return fits[0] if len(fits) == 1 else None
        main = [s for s in found if _MAIN in s.refs]
        return main[0] if main else max(found, key=_age, default=None)

    def repositories(self) -> Iterator[Snapshot]:
        """Yield one snapshot a repository, sorted by name: `main`, else the newest."""
        for folder in sorted(self._names().values()):
            kind, name = _read_folder_name(folder)
            found = self.find(kind, name)
            if found is not None:
                yield found

    def _names(self) -> dict[str, str]:
        if self._listing is None:
            try:
                names = sorted(os.listdir(self.folder))
            except OSError:
                names = []
            repositories = [n for n in names if n.partition("--")[0] in _FOLDERS and "--" in n]
            self._listing = {name.lower(): name for name in repositories}
        return self._listing

    def _snapshots(self, folder: str) -> Iterator[Snapshot]:
        root = self.folder / folder
        kind, name = _read_folder_name(folder)
        refs = dict(_refs(root / "refs"))
        try:
            commits = sorted(os.listdir(root / "snapshots"))
        except OSError:
            return
        for commit in commits:
            at = tuple(sorted(ref for ref, where in refs.items() if where == commit))
            path = root / "snapshots" / commit
            if path.is_dir():
                yield Snapshot(kind, name, commit, path, root / "blobs", at)


def _refs(folder: Path) -> Iterator[tuple[str, str]]:
    for where, _, files in os.walk(folder):
        for file in files:
            path = Path(where) / file
            try:
                commit = path.read_text(encoding="ascii", errors="replace").strip()
            except OSError:
                continue
            yield path.relative_to(folder).as_posix(), commit


def _folder_name(kind: Kind, name: str) -> str:
    word = "datasets" if kind is Kind.DATASET else "models"
    return "--".join((word, *name.split("/")))


def _read_folder_name(folder: str) -> tuple[Kind, str]:
    word, *parts = folder.split("--")
    return _FOLDERS[word], f"{parts[0]}/{'--'.join(parts[1:])}" if parts[1:] else parts[0]


def _age(snapshot: Snapshot) -> tuple[float, str]:
    try:
        return (snapshot.folder.stat().st_mtime, snapshot.revision)
    except OSError:
        return (0.0, snapshot.revision)


def _expanded(path: str) -> Path:
    return Path(os.path.expanduser(os.path.expandvars(path)))
