"""The Hub, asked only where the user said `--online`; the one door to huggingface_hub.

Small files are fetched (cards, licenses, configurations), never weights, and kept in licscan's own
cache in the layout of the Hub's, by commit; so one commit is fetched once. Endpoint, tokens and
proxies are the library's own (`HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`).
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from licscan.errors import UsageError
from licscan.extract import is_data, readers
from licscan.model import Kind
from licscan.upstream.hf_cache import Cache, Snapshot

if TYPE_CHECKING:
    from huggingface_hub import HfApi

T = TypeVar("T")

LARGEST = 1_000_000
"""Bytes of a file that is fetched."""
MOST_FILES = 200
"""Files of one repository that are fetched."""
MOST_REPOSITORIES = 300
"""Repositories that one run asks for."""

_WEIGHTS = frozenset(
    ".safetensors .gguf .ggml .onnx .bin .pt .pth .ckpt .h5 .hdf5 .keras .tflite .pb .msgpack .ot"
    " .nemo .npz .npy .pkl .pickle .joblib .tar .gz .zip .zst .parquet .arrow .mlmodel".split()
)
_CODE = frozenset((".py", ".ipynb"))
_BUSY = 429
_BROKEN = 500


class Patience(NamedTuple):
    """How long the Hub is waited for."""

    attempts: int = 4
    timeout: float = 10.0
    """Seconds for one answer."""
    pause: float = 1.0
    """Seconds before the second attempt; doubled before each further one."""
    longest: float = 30.0
    """Seconds that a pause lasts at most, whatever the Hub asks for."""


class Fetched(NamedTuple):
    """What the Hub answered."""

    snapshot: Snapshot | None = None
    renamed: str = ""
    """The name of today, where that is another one."""
    gated: bool = False
    """Its files are given only to who accepted the terms; the card may be known all the same."""
    problem: str = ""
    """Why nothing was fetched: a clause that goes on from the repository's name."""
    left_out: tuple[str, ...] = ()
    """Files that were not fetched: weights, large ones, those that nothing reads."""
    changed: str = ""
    """The day of the last change on the Hub."""


class Hub:
    """Asks the Hub for repositories, each once."""

    def __init__(self, folder: Path, patience: Patience | None = None) -> None:
        """Take the folder to keep files in.

        Raises:
            UsageError: the extra is not installed.
        """
        self.cache = Cache(folder)
        self._patience = patience or Patience()
        self._known: dict[tuple[Kind, str, str, bool], Fetched] = {}
        self._api = _api()

    def fetch(self, kind: Kind, name: str, revision: str = "", whole: bool = False) -> Fetched:
        """Return a repository's small files: those at its root, or all of it where `whole`.

        Never raises for what the Hub answers, or for none; the answer then says why.
        """
        key = (kind, name.lower(), revision, whole)
        if key not in self._known:
            if len(self._known) >= MOST_REPOSITORIES:
                problem = f"was not asked for: one run asks for {MOST_REPOSITORIES} repositories"
                return Fetched(problem=problem)
            self._known[key] = self._fetch(kind, name, revision, whole)
        return self._known[key]

    def _fetch(self, kind: Kind, name: str, revision: str, whole: bool) -> Fetched:
        from huggingface_hub import errors

        word = "dataset" if kind is Kind.DATASET else "model"
        try:
            info = self._patiently(
                lambda: self._api.repo_info(
                    name,
                    repo_type=word,
                    revision=revision or None,
                    files_metadata=True,
                    timeout=self._patience.timeout,
                )
            )
            return self._files(kind, name, revision, info, whole)
        except errors.GatedRepoError:
            return Fetched(gated=True, problem="is gated: accept its terms and set HF_TOKEN")
        except errors.RevisionNotFoundError:
            return Fetched(problem=f"has no revision {revision!r} on the Hub")
        except errors.DisabledRepoError:
            return Fetched(problem="was disabled by the Hub")
        except errors.RepositoryNotFoundError:
            return Fetched(problem="is not on the Hub, or private")
        except _failures() as error:
            return Fetched(problem=_why(error))

    def _files(self, kind: Kind, name: str, revision: str, info: Any, whole: bool) -> Fetched:
        wanted, left_out = _chosen(info.siblings or (), whole)
        gated = bool(info.gated)
        folder: Path | None = None
        for file in wanted:
            try:
                folder = self._file(kind, name, info.sha, file) or folder
            except _Closed:
                left_out = (*left_out, file)
        if folder is None:
            folder = self._write_card(kind, name, info)
        self._remember(folder, revision or "main", info.sha)
        snapshot = Snapshot(kind, name, info.sha, folder, folder.parents[1] / "blobs", ("main",))
        changed = info.last_modified.date().isoformat() if info.last_modified else ""
        renamed = info.id if info.id and info.id.lower() != name.lower() else ""
        return Fetched(snapshot, renamed, gated, "", tuple(sorted(left_out)), changed)

    def _file(self, kind: Kind, name: str, commit: str, file: str) -> Path | None:
        """Fetch a file and return the folder of the snapshot.

        Raises:
            _Closed: it is given only to who accepted the terms.
        """
        from huggingface_hub import errors, hf_hub_download

        word = "dataset" if kind is Kind.DATASET else "model"
        try:
            path: str = self._patiently(
                lambda: hf_hub_download(
                    name,
                    file,
                    repo_type=word,
                    revision=commit,
                    cache_dir=self.cache.folder,
                    etag_timeout=self._patience.timeout,
                    endpoint=self._api.endpoint,
                )
            )
        except errors.GatedRepoError as error:
            raise _Closed from error
        except errors.LocalEntryNotFoundError as error:
            cause = error.__cause__
            if isinstance(cause, errors.GatedRepoError):
                raise _Closed from error
            raise
        except errors.EntryNotFoundError:
            return None
        fetched = Path(str(path))
        return fetched.parents[len(PurePosixPath(file).parents) - 1]

    def _write_card(self, kind: Kind, name: str, info: Any) -> Path:
        """Keep the front matter that the Hub tells of a repository whose files it does not give."""
        word = "datasets" if kind is Kind.DATASET else "models"
        repository = self.cache.folder / "--".join((word, *name.split("/")))
        folder: Path = repository / "snapshots" / info.sha
        folder.mkdir(parents=True, exist_ok=True)
        data = info.card_data.to_dict() if info.card_data else {}
        # JSON is YAML too, so the card's own reader reads it.
        front = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
        (folder / "README.md").write_text(f"---\n{front}\n---\n", encoding="utf-8")
        return folder

    def _remember(self, folder: Path, asked: str, commit: str) -> None:
        """Keep at which commit a branch was; the Hub allows no `..` in its name."""
        if commit.startswith(asked) or ".." in asked:
            return
        ref = folder.parents[1] / "refs" / asked
        ref.parent.mkdir(parents=True, exist_ok=True)
        ref.write_text(commit, encoding="ascii")

    def _patiently(self, call: Callable[[], T]) -> T:
        """Call until it works or patience ends; a wait that the Hub asks for is heeded."""
        pause = self._patience.pause
        for attempt in range(1, self._patience.attempts + 1):
            try:
                return call()
            except _failures() as error:
                if attempt == self._patience.attempts or not _passing(error):
                    raise
                time.sleep(min(_asked_pause(error) or pause, self._patience.longest))
                pause *= 2
        raise AssertionError("unreachable: the last attempt returns or raises")


class _Closed(Exception):
    """A file of a gated repository."""


def _failures() -> tuple[type[Exception], ...]:
    """Return what the library raises where the network or the Hub fails."""
    from huggingface_hub import errors

    # its own error is a child of its HTTP library's, which it does not name otherwise
    return (*errors.HfHubHTTPError.__bases__, OSError, ValueError)


def _api() -> HfApi:
    try:
        from huggingface_hub import HfApi
    except ImportError as error:
        problem = "the Hub cannot be asked: huggingface_hub is not installed"
        raise UsageError(problem, "pip install 'licscan[hub]'") from error
    from licscan import __version__

    return HfApi(
        endpoint=os.environ.get("HF_ENDPOINT", "").rstrip("/") or None,
        library_name="licscan",
        library_version=__version__,
    )


def _chosen(siblings: Sequence[Any], whole: bool) -> tuple[list[str], tuple[str, ...]]:
    """Return the files to fetch and those that are left out, both sorted."""
    wanted: list[str] = []
    left_out: list[str] = []
    for sibling in sorted(siblings, key=lambda one: str(one.rfilename)):
        name = str(sibling.rfilename)
        if _is_wanted(name, sibling.size, whole) and len(wanted) < MOST_FILES:
            wanted.append(name)
        elif whole and (readers(name) or PurePosixPath(name).suffix.lower() in _WEIGHTS):
            left_out.append(name)
    return wanted, tuple(left_out)


def _is_wanted(name: str, size: int | None, whole: bool) -> bool:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if ".." in path.parts or path.is_absolute() or suffix in _WEIGHTS:
        return False
    if not whole and (len(path.parts) > 1 or suffix in _CODE or is_data(name)):
        return False
    return bool(readers(name)) and (size is None or size <= LARGEST)


def _passing(error: Exception) -> bool:
    """Whether trying again may help: the Hub is busy, broken or slow."""
    from huggingface_hub import errors

    if isinstance(error, errors.OfflineModeIsEnabled):
        return False
    codes = [_status(one) for one in _chain(error)]
    stated = [code for code in codes if code]
    return not stated or any(code == _BUSY or code >= _BROKEN for code in stated)


def _asked_pause(error: Exception) -> float:
    """Return the seconds of a `Retry-After` header (RFC 9110, 10.2.3), 0 where there is none."""
    for one in _chain(error):
        response = getattr(one, "response", None)
        asked = response.headers.get("retry-after", "") if response is not None else ""
        if asked.isdigit():
            return float(asked)
    return 0.0


def _why(error: Exception) -> str:
    from huggingface_hub import errors

    if isinstance(error, errors.OfflineModeIsEnabled):
        return "was not asked for: HF_HUB_OFFLINE is set"
    for one in _chain(error):
        code = _status(one)
        if code == _BUSY:
            return "was not given: the Hub is asked too often (429)"
        if code:
            return f"was not given: the Hub answered {code}"
    slow = any("timeout" in type(one).__name__.lower() for one in _chain(error))
    return "was not given: the Hub took too long" if slow else "was not given: no connection"


def _status(error: BaseException) -> int:
    response = getattr(error, "response", None)
    return int(response.status_code) if response is not None else 0


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
