"""What a parent's name in a file refers to: a Hub repository, another site, a path, or just words.

Package URLs: https://github.com/package-url/purl-spec (type `huggingface`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from licscan.model import Kind
from licscan.upstream import catalog

_SEGMENT = r"[A-Za-z0-9_][\w.\-]{0,95}"
_REPO = re.compile(rf"({_SEGMENT})/({_SEGMENT})\Z")
_HUB_URL = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/(datasets/)?"
    rf"({_SEGMENT}(?:/{_SEGMENT})?)(?:/(?:tree|blob|resolve|raw)/([^/\s?#]+))?(?:[/?#:].*)?\Z"
)
_HF_SCHEME = re.compile(rf"hf://(datasets/)?({_SEGMENT}/{_SEGMENT})(?:@([^/\s]+))?(?:/.*)?\Z")
_PURL = re.compile(rf"pkg:huggingface/(datasets/)?({_SEGMENT}(?:/{_SEGMENT})?)(?:@(\S+))?\Z")
_SCOPE_URL = re.compile(
    rf"(?:https?://)?(?:www\.)?modelscope\.(?:cn|ai)/(?:models|(datasets))/({_SEGMENT}/{_SEGMENT}).*\Z"
)
_PATH = re.compile(r"(?:[./~\\$]|[A-Za-z]:[\\/])")
_LOCAL_OWNERS = frozenset(
    """
    checkpoint checkpoints ckpt ckpts data dataset datasets experiments exp home input inputs local
    log logs mnt model models my_model output outputs path results result root runs saved save src
    temp tmp trained weights work workspace content kaggle cache
    """.split()
)


class Name(NamedTuple):
    """A name, normalized."""

    id: str
    """A package URL without revision for the Hub, else the name as written."""
    hub: str = ""
    """`org/name` on the Hub."""
    local: bool = False
    """A path of somebody's machine."""
    revision: str = ""


def identity(raw: str, kind: Kind) -> Name:
    """Return what a name refers to; what is not certain stays the plain word."""
    raw = raw.strip()
    for pattern in (_PURL, _HF_SCHEME, _HUB_URL):
        found = pattern.match(raw)
        if found:
            data = kind is Kind.DATASET or bool(found.group(1))
            return _hub(found.group(2), Kind.DATASET if data else kind, found.group(3) or "")
    found = _SCOPE_URL.match(raw)
    if found and catalog.look_up(found.group(2), kind):
        return _hub(found.group(2), kind, "")
    if "://" in raw:
        return Name(raw)
    if _PATH.match(raw) or "\\" in raw:
        return Name(raw, local=True)
    name, _, revision = raw.partition("@")
    repo = _REPO.match(name)
    if repo:
        local = repo.group(1).lower() in _LOCAL_OWNERS and catalog.look_up(name, kind) is None
        return Name(raw, local=True) if local else _hub(name, kind, revision)
    if raw.count("/") > 1:
        return Name(raw, local=True)
    return _hub(name, kind, revision) if catalog.look_up(name, kind) else Name(raw)


def _hub(name: str, kind: Kind, revision: str) -> Name:
    middle = "datasets/" if kind is Kind.DATASET else ""
    return Name(f"pkg:huggingface/{middle}{name}", hub=name, revision=revision)


def hub_name(identifier: str) -> str:
    """Return `org/name` of a component's id, or the id itself."""
    found = _PURL.match(identifier)
    return found.group(2) if found else identifier
