"""Which published model an architecture named in a weight header points at.

The table is `rules/architectures.toml`; a value that it does not hold reveals nothing.
"""

from __future__ import annotations

import functools
import tomllib

from licscan.rules_root import rules_root

_ADAPTERS = ("lora", "textual-inversion", "control-lora")
"""What an architecture says of itself behind `/` (ModelSpec 1.0.1) or `-` (1.0.0)."""


def base_of(architecture: str) -> str:
    """Return the Hub id behind a `modelspec.architecture`; empty where it says nothing."""
    return _table("architecture").get(_split(architecture)[0], "")


def is_adapter(architecture: str) -> bool:
    """Say whether a `modelspec.architecture` is that of an adapter for its base."""
    return _split(architecture)[1] in _ADAPTERS


def _split(architecture: str) -> tuple[str, str]:
    plain = architecture.strip().lower()
    if "/" not in plain:
        for adapter in sorted(_ADAPTERS, key=len, reverse=True):
            if plain.endswith(f"-{adapter}"):
                return plain.removesuffix(f"-{adapter}"), adapter
    base, _, part = plain.partition("/")
    return base.strip(), part.strip()


def base_of_version(version: str) -> str:
    """Return the Hub id behind an `ss_base_model_version`; empty where it says nothing."""
    return _table("base-model-version").get(version.strip().lower(), "")


def base_of_civitai(name: str) -> str:
    """Return the Hub id behind a `baseModel` of CivitAI; empty where it says nothing."""
    return _table("civitai-base-model").get(name.strip().lower(), "")


@functools.cache
def _table(name: str) -> dict[str, str]:
    text = (rules_root() / "architectures.toml").read_text(encoding="utf-8")
    rows: dict[str, str] = tomllib.loads(text)[name]
    return rows
