"""Which license an address names: license pages, and license files of well-known repositories.

Nothing is fetched; `rules/urls.toml` holds the addresses.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from licscan.rules_root import layers, read_table, rule_folders

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'`)\]}]+", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-z]+://)?(?:www\.)?")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:[-_][a-z]{2,4})?\Z")
_RAW = re.compile(r"^raw\.githubusercontent\.com/([^/]+/[^/]+)/(?:refs/(?:heads|tags)/)?")
_FILE = re.compile(
    r"^((?:github|gitlab)\.com/[^/]+/[^/]+|huggingface\.co/(?:datasets/)?[^/]+/[^/]+)"
    r"/(?:-/)?(?:blob|raw|resolve|tree)/([^/]+)/([^/]+)\Z"
)
_SLUG = re.compile(r"(?:-(?:license|php|html|txt|standalone))+\Z")
_OWN_NAME = re.compile(r"licen[cs]e[._-](.+)\Z")
_SHOWN = re.compile(r"[?&]tab=(.+?)-\d+-ov-file")


class Named(NamedTuple):
    """What an address says, in words that still have to be understood."""

    word: str
    note: str = ""


def addresses(text: str) -> list[str]:
    """Return the addresses in a text."""
    return [found.rstrip(".,;:") for found in _ADDRESS.findall(text)]


def without_addresses(text: str) -> str:
    """Return a text less its addresses."""
    return _ADDRESS.sub(" ", text)


def named_by(address: str) -> Named | None:
    """Return the word that an address stands for; None where it is not known to name a license."""
    if shown := _SHOWN.search(address):
        return Named(shown[1], "the license that the page shows")
    plain = _plain(address)
    return _of_flags(plain, address) or _of_file(plain) or _of_page(plain)


def _plain(address: str) -> str:
    bare = re.split(r"[?#]", address.strip().lower())[0].replace("%20", " ")
    bare = _SCHEME.sub("", bare).rstrip("/.")
    return _RAW.sub(r"github.com/\1/blob/", bare)


def _of_flags(plain: str, address: str) -> Named | None:
    """A page that shows the flags of its query; without any it says nothing."""
    begin = _urls()["flags"].get(plain)
    if begin is None or "?" not in address:
        return None
    from licscan.identify import flags

    return Named(flags.of_query(begin, address))


def _of_file(plain: str) -> Named | None:
    """A license file at the root of a repository."""
    parts = _FILE.match(plain)
    if parts is None:
        return None
    repository, revision, name = parts[1], parts[2], _shortened(parts[3])
    data = _urls()
    if name not in data["files"]:
        own = _OWN_NAME.match(name)
        return Named(own[1], "the name of the license file") if own else None
    word = data["repositories"].get(repository) or next(
        (word for begin, word in data["series"].items() if repository.startswith(begin)), None
    )
    branches = data["branches"]
    if word is None and revision in branches["names"]:
        word = branches["repositories"].get(repository)
    return Named(word, f"the license file of {repository}") if word else None


def _of_page(plain: str) -> Named | None:
    data = _urls()
    short = _shortened(plain)
    if word := data["addresses"].get(plain) or data["addresses"].get(short):
        return Named(word)
    for table, port in (("ported", True), ("words", False)):
        for begin in sorted(data[table], key=len, reverse=True):
            rest = short.removeprefix(f"{begin}/")
            if rest != short and (port or "/" not in rest):
                words = _SLUG.sub("", rest).replace("/", " ")
                return Named(f"{data[table][begin]} {words}".strip())
    return None


def _shortened(plain: str) -> str:
    """Return an address less what says in which form or language it shows its text."""
    endings = _urls()["endings"]
    while True:
        head, mark, tail = plain.rpartition(".")
        if mark and tail in endings:
            plain = head
            continue
        head, mark, tail = plain.rpartition("/")
        tail = _LANGUAGE.sub("", tail)
        if mark and tail in endings:
            plain = head
            continue
        return f"{head}{mark}{tail}".rstrip("/")


def _urls() -> dict[str, Any]:
    return _layered_urls(layers())


@lru_cache(maxsize=8)
def _layered_urls(_layers: tuple[Path, ...]) -> dict[str, Any]:
    """The shipped addresses, with those of the layers over them: tables joined, lists replaced."""
    found: dict[str, Any] = {}
    for folder in rule_folders():
        if (folder / "urls.toml").is_file():
            _join(found, read_table(folder / "urls.toml"))
    return found


def _join(under: dict[str, Any], over: dict[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict) and key in under:
            _join(under[key], value)
        else:
            under[key] = value
