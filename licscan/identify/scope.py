"""What a license file applies to, told by its name and the folder it lies in."""

from __future__ import annotations

import re

from licscan.model import Kind

_PARTS = re.compile(r"[^a-z0-9]+")
_KINDS = {
    Kind.MODEL: {"model", "models", "weight", "weights", "checkpoint", "checkpoints", "ckpt"},
    Kind.DATASET: {"data", "dataset", "datasets", "corpus", "annotations"},
    Kind.CODE: {"code", "software", "src", "source"},
    Kind.OUTPUT: {"output", "outputs"},
}
_FOLDERS = {
    **dict.fromkeys(("weights", "checkpoints", "ckpt", "model_weights"), Kind.MODEL),
    **dict.fromkeys(("data", "dataset", "datasets", "annotations", "corpus"), Kind.DATASET),
}
"""Not `model` or `src`: those hold code as well as weights."""
_POLICY = re.compile(
    r"(?:^|_)(?:use_polic(?:y|ies)|usage_polic(?:y|ies)|acceptable_use|aup)(?:_|$)"
)
_NOTICES = re.compile(r"(?:^|_)(?:notices?|attributions?|credits|third_?party)(?:_|$)")
_COLLECTIONS = {"licenses", "licences", "third_party", "third-party", "thirdparty", "3rdparty"}
_PACKAGED = (".dist-info", ".egg-info")


def applies_to(path: str) -> Kind | None:
    """Return the kind that a license file is for by its name (LICENSE-CODE, DATA_LICENSE).

    Where the name says nothing, a folder of weights or data does (`weights/LICENSE`). None where
    neither speaks, or the name speaks of two kinds.
    """
    folders, _, name = path.lower().rpartition("/")
    words = set(_PARTS.split(name))
    kinds = [kind for kind, names in _KINDS.items() if words & names]
    if kinds:
        return kinds[0] if len(kinds) == 1 else None
    return _FOLDERS.get(folders.rpartition("/")[2])


def is_policy(path: str) -> bool:
    """Tell whether a file is by its name a use policy, not a license."""
    return bool(_POLICY.search(_name(path)))


def is_notice(path: str) -> bool:
    """Tell whether a file is by its name a list of notices or credits, not a license."""
    return bool(_NOTICES.search(_name(path)))


def part(path: str) -> str:
    """Return the part of its component that a license file speaks for; empty for all of it.

    A policy is no license, a list of notices tells of others' works, and a text in `LICENSES/` is
    kept for whatever names it (REUSE specification 3.3): each speaks for itself alone. A wheel
    keeps its own license in `licenses/`.
    """
    if is_policy(path) or is_notice(path):
        return path
    folders = path.lower().split("/")[:-1]
    for above, folder in zip(["", *folders], folders, strict=False):
        if folder in _COLLECTIONS and not above.endswith(_PACKAGED):
            return path
    return ""


def _name(path: str) -> str:
    return _PARTS.sub("_", path.rpartition("/")[2].lower()).strip("_")
