"""Which targets are git repositories far away, and which revision of them is meant."""

from __future__ import annotations

import re

_SCHEMES = ("https://", "http://", "ssh://", "git://", "file://", "git+https://", "git+ssh://")
_SCP = re.compile(r"[\w.-]+@[\w.-]+:(?!//)")
_AUTHORITY = re.compile(r"(?:[a-z+]+://[^/]*|[\w.-]+@[\w.-]+:)")
_SECRET = re.compile(r"(?<=://)[^/@]+@")


def is_git_url(target: str) -> bool:
    """Say whether a target is the address of a git repository (`git@host:path` included)."""
    return target.startswith(_SCHEMES) or bool(_SCP.match(target))


def split(target: str) -> tuple[str, str]:
    """Return address and revision of `URL[@REV]`; `HEAD` where none is given."""
    target = target.removeprefix("git+")
    authority = _AUTHORITY.match(target)
    begin = authority.end() if authority else 0
    path, at, revision = target[begin:].rpartition("@")
    if not at or not revision or path in ("", "/") or path.endswith("/"):
        return target, "HEAD"
    return target[:begin] + path, revision


def public_name(url: str) -> str:
    """Return an address as a report may hold it: no password, and of a file only its name."""
    if url.startswith("file://"):
        return url.rstrip("/").rpartition("/")[2].removesuffix(".git")
    return without_secrets(url)


def without_secrets(text: str) -> str:
    """Take user names and passwords out of the addresses in a text."""
    return _SECRET.sub("", text)
