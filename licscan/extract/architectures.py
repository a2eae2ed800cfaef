"""Which published model an architecture named in a weight header points at.

The table is `rules/architectures.toml`; a value that it does not hold reveals nothing.
"""

from __future__ import annotations

import functools
import tomllib

from licscan.rules_root import rules_root


def base_of(architecture: str) -> str:
    """Return the Hub id behind a `modelspec.architecture`; empty where it says nothing."""
    return _table("architecture").get(architecture.partition("/")[0].strip().lower(), "")


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
