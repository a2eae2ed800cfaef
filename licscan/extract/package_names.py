"""How files name the software packages that a program needs: PEP 508, VCS addresses, npm, conda.

Names become package URLs without a version (https://github.com/package-url/purl-spec).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from licscan.model import Kind, ParentClaim, Relation, Source, Span

_PYTHON = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*"
    r"(?P<rest>$|[=<>!~;(@].*)"
)
_EXACT = re.compile(r"\(?\s*={2,3}\s*(?P<version>[\w.+!-]+)\s*\)?\s*(?:;.*)?(?:--.*)?")
_VCS = re.compile(r"(?:git|hg|svn|bzr)\+\S+")
_EGG = re.compile(r"[#&]egg=(?P<name>[A-Za-z0-9._-]+)")
_CONDA = re.compile(
    r"(?:[\w./:-]+::)?(?P<name>[a-z0-9_.][a-z0-9_.-]*)\s*"
    r"(?:={1,2}(?P<version>[\w.]+)(?:=[\w.*]+)?|[=<>!~ \[].*)?",
    re.IGNORECASE,
)
_NPM = re.compile(r"(?:@[a-z0-9-~][a-z0-9-._~]*/)?[a-z0-9-~][a-z0-9-._~]*", re.IGNORECASE)
_BESIDE = frozenset(
    "bench benchmark benchmarks build check ci coverage dev develop development devel doc docs "
    "documentation format lint linting mypy notebook notebooks precommit pylint qa ruff style "
    "test testing tests tox typing".split()
)
_PARTS = re.compile(r"[^a-z0-9]+")


class Package(NamedTuple):
    """A package by its package URL, and its version where exactly one is named."""

    url: str
    version: str = ""


def python_package(text: str) -> Package | None:
    """Read one requirement of Python; None for paths, options and what is none."""
    text = text.strip()
    if _VCS.match(text):
        return _from_repository(text)
    found = _PYTHON.fullmatch(text)
    if found is None:
        return None
    exact = _EXACT.fullmatch(found["rest"])
    return Package(python_url(found["name"]), exact["version"] if exact else "")


def python_url(name: str) -> str:
    """Return the package URL of a Python package, its name in one spelling (PEP 503)."""
    return "pkg:pypi/" + re.sub(r"[-_.]+", "-", name).lower()


def _from_repository(text: str) -> Package | None:
    """Read `git+https://host/owner/name.git@revision#egg=name`."""
    egg = _EGG.search(text)
    path = text.partition("#")[0].partition("://")[2] or text.partition("#")[0]
    last = path.rpartition("/")[2].partition("@")[0].removesuffix(".git")
    name = egg["name"] if egg else last
    return Package(python_url(name)) if _PYTHON.fullmatch(name) else None


def conda_package(text: str) -> Package | None:
    """Read one match specification of conda, `channel::name=version=build`."""
    found = _CONDA.fullmatch(text.strip())
    if found is None:
        return None
    return Package("pkg:conda/" + found["name"].lower(), found["version"] or "")


def npm_package(name: str, version: str = "") -> Package | None:
    """Read the name of an npm package, with or without a scope."""
    if not _NPM.fullmatch(name):
        return None
    return Package("pkg:npm/" + name.replace("@", "%40", 1), version)


def requirement(span: Span, package: Package, extractor: str) -> ParentClaim:
    """Return the claim that the code of a folder links a package that its users install."""
    return ParentClaim(
        span,
        package.url,
        Source.CODE,
        extractor,
        kind=Kind.CODE,
        relation=Relation.LINKS,
        revision=package.version,
    )


def is_beside(name: str) -> bool:
    """Say whether a group or file is for those who work on the software, not for its users."""
    return not _BESIDE.isdisjoint(_PARTS.split(name.lower()))
