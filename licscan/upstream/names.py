"""What a parent's name in a file refers to: a Hub repository, another site, a path, or just words.

Package URLs: https://github.com/package-url/purl-spec (type `huggingface`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from licscan.model import Kind
from licscan.rules_root import rules_root
from licscan.upstream import catalog
from licscan.upstream.addresses import (
    Address,
    Site,
    is_host,
    is_repository,
    is_segment,
    read_address,
)

_SCHEME = "pkg:huggingface/"
_DATA = "datasets/"
_ROOTS = ("/", "./", "../", "~/", "$", "%", "file:")
_FILES = (".bin", ".safetensors", ".gguf", ".pt", ".pth", ".ckpt", ".onnx", ".h5", ".csv", ".json")


class Name(NamedTuple):
    """A name, normalized."""

    id: str
    """A package URL for the Hub, one spelling of an address elsewhere, or the name as written.

    It holds no revision, so that all who name a parent name the same one; see `pinned`.
    """
    hub: bool = False
    """Refers to a repository of the Hub."""
    local: bool = False
    """A path of somebody's machine, or a placeholder for one."""
    free_text: bool = False
    """Words that describe something and name nothing."""
    revision: str = ""

    @property
    def pinned(self) -> str:
        """Return the id with its revision, `pkg:huggingface/org/name@rev`."""
        return f"{self.id}@{self.revision}" if self.hub and self.revision else self.id


def identity(raw: str, kind: Kind) -> Name:
    """Return what a name refers to; what is not certain stays the word as written."""
    raw = _unlinked(raw.strip())
    address = read_address(raw)
    if address is not None:
        return _addressed(address, raw, kind)
    if _is_placeholder(raw) or _is_rooted(raw):
        return _cached(raw, kind) or Name(raw, local=True)
    if any(character.isspace() for character in raw):
        return Name(raw, free_text=True)
    if "://" in raw or is_host(raw.partition("/")[0]):
        return Name(raw)
    name, _, revision = raw.partition("@")
    if is_repository(name):
        return Name(raw, local=True) if _is_own(name, kind) else _hub(name, kind, revision)
    if raw.count("/") > 1 or raw.endswith("/") or raw.lower().endswith(_FILES):
        return _cached(raw, kind) or Name(raw, local=True)
    return _hub(name, kind, revision) if _is_unowned(name, kind) else Name(raw)


def hub_name(identifier: str) -> str:
    """Return `org/name` of a component's id, or the id itself."""
    if not identifier.startswith(_SCHEME):
        return identifier
    return identifier.removeprefix(_SCHEME).removeprefix(_DATA).partition("@")[0]


@lru_cache(maxsize=1)
def local_folders() -> frozenset[str]:
    """Return the words that stand for a folder of one's own where an owner would stand."""
    text = (rules_root() / "catalog" / "local-folders.txt").read_text(encoding="utf-8")
    return frozenset(" ".join(line.partition("#")[0] for line in text.splitlines()).split())


def _hub(name: str, kind: Kind, revision: str) -> Name:
    middle = _DATA if kind is Kind.DATASET else ""
    return Name(f"{_SCHEME}{middle}{name}", hub=True, revision=revision)


def _addressed(address: Address, raw: str, kind: Kind) -> Name:
    kind = address.kind or kind
    if address.site is Site.HUB:
        known = "/" in address.name or _is_unowned(address.name, kind)
        return _hub(address.name, kind, address.revision) if known else Name(raw)
    if address.site is Site.MODELSCOPE:
        same = catalog.same_on_hub(address.name, kind)
        if same:
            return _hub(same, kind, address.revision)
    return Name(address.url, revision=address.revision)


def _unlinked(raw: str) -> str:
    """Return the address of a Markdown link or an address in angle brackets."""
    if raw.startswith("[") and raw.endswith(")") and "](" in raw:
        return raw.rpartition("](")[2][:-1].strip()
    return raw[1:-1] if raw.startswith("<") and raw.endswith(">") and "://" in raw else raw


def _is_placeholder(raw: str) -> bool:
    """`{checkpoint}`, `{{ base_model }}`, `<path to model>`."""
    return ("{" in raw and "}" in raw) or (raw.startswith("<") and raw.endswith(">"))


def _is_rooted(raw: str) -> bool:
    """Whether a text begins as only paths do; `.5B tokens` and `~220M words` do not."""
    hidden = raw.startswith((".", "~")) and "/" in raw and " " not in raw
    drive = raw[:1].isalpha() and raw[1:3] == ":/" and raw[3:4] != "/"
    return hidden or drive or "\\" in raw or raw.startswith(_ROOTS) or raw in (".", "..", "~")


def _is_own(name: str, kind: Kind) -> bool:
    """Whether `owner/name` is rather a folder and a file or folder in it."""
    owner = name.partition("/")[0].lower()
    if owner not in local_folders() and not name.lower().endswith(_FILES):
        return False
    entry = catalog.look_up(name, kind)
    return entry is None or entry.family


def _is_unowned(name: str, kind: Kind) -> bool:
    """Whether a name without owner is one that the Hub knows so."""
    if not name or not is_segment(name):
        return False
    entry = catalog.look_up(name, kind)
    return entry is not None and entry.hub


def _cached(raw: str, kind: Kind) -> Name | None:
    """Return the Hub repository that a path into the Hub's cache spells out."""
    if "--" not in raw:
        return None
    from licscan.extract.hub_names import cached_id

    found = cached_id(raw)
    return _hub(found, kind, "") if found and is_repository(found) else None
