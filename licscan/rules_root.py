"""Where the rules lie: in the package of a wheel, beside it in a checkout, and layers over them.

A layer is a company's own folder of rules, in force while `layered` says so. Tables that were read
are kept for each set of layers apart, so that audits with different layers share one process.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar, Token
from pathlib import Path
from typing import Any

from licscan.errors import UsageError

_PACKAGE = Path(__file__).resolve().parent
_LAYERS: ContextVar[tuple[Path, ...]] = ContextVar("layers", default=())


def rules_root() -> Path:
    """Return the folder of the shipped rules, for an installed wheel and for a checkout alike."""
    packaged = _PACKAGE / "_rules"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "rules"


def rules_version() -> str:
    """Return the version of the shipped rules; a changed verdict is a new minor version."""
    return (rules_root() / "VERSION").read_text(encoding="ascii").strip()


def layers() -> tuple[Path, ...]:
    """Return the folders in force over the shipped rules; the last one wins."""
    return _LAYERS.get()


def rule_folders() -> tuple[Path, ...]:
    """Return all folders of rules, the shipped ones first and the one that wins last."""
    return (rules_root(), *layers())


def read_table(path: Path) -> dict[str, Any]:
    """Parse a TOML file of rules.

    Raises:
        UsageError: it cannot be read or is not TOML.
    """
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path.name}: {error}", f"`licscan rules check {path.parent}` shows all problems"
        ) from error


class layered:
    """Put folders of rules over the shipped ones, the last one over all, while a `with` lasts."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Take the folders.

        Raises:
            UsageError: one of them is not a directory.
        """
        self._folders = tuple(folders)
        self._token: Token[tuple[Path, ...]] | None = None
        for folder in self._folders:
            if not folder.is_dir():
                raise UsageError(
                    f"the rules folder {folder} is not a directory",
                    "name a folder laid out like the shipped rules: licenses/, tags.toml, ...",
                )

    def __enter__(self) -> None:
        self._token = _LAYERS.set(self._folders)

    def __exit__(self, *_: object) -> None:
        assert self._token is not None
        _LAYERS.reset(self._token)
