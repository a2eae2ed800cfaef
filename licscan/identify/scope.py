"""What a license file applies to, told by its name alone."""

from __future__ import annotations

import re

from licscan.model import Kind

_PARTS = re.compile(r"[^a-z0-9]+")
_KINDS = {
    Kind.MODEL: {"model", "models", "weight", "weights", "checkpoint", "checkpoints", "ckpt"},
    Kind.DATASET: {"data", "dataset", "datasets", "corpus", "annotations"},
    Kind.CODE: {"code", "software", "src", "source", "inference"},
    Kind.OUTPUT: {"output", "outputs"},
}
_POLICY = re.compile(r"(?:^|[^a-z])(?:(?:prohibited_)?use_polic|acceptable_use|aup(?:[^a-z]|$))")


def applies_to(path: str) -> Kind | None:
    """Return the kind that a license file's name says it is for (LICENSE-CODE, DATA_LICENSE).

    None where the name says nothing, or names two kinds.
    """
    words = set(_PARTS.split(path.rpartition("/")[2].lower()))
    kinds = [kind for kind, names in _KINDS.items() if words & names]
    return kinds[0] if len(kinds) == 1 else None


def is_policy(path: str) -> bool:
    """Tell whether a file is by its name a use policy, not a license."""
    name = path.rpartition("/")[2].lower()
    return bool(_POLICY.search(name.replace("-", "_").replace(" ", "_")))


def part(path: str) -> str:
    """Return the part of the component that a file restricts itself to; empty for all of it.

    A policy is no license of the component; a text in `LICENSES/` is a copy kept for what names
    it. Both speak for themselves only.
    """
    return path if is_policy(path) else ""
