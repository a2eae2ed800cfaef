"""How places where models and datasets live write a name: addresses, schemes and package URLs.

Only shapes are read here; whether a thing of that name is known is for the catalog to say.
Sources: huggingface_hub (`validate_repo_id`, `hf://` paths), the package-url types `huggingface`
and `github`. No regular expressions: compiling them would cost more than all names of a card.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from licscan.model import Kind

LONGEST = 96
"""Characters that the Hub allows in one part of a name."""


class Site(enum.Enum):
    """Where a name is at home, and how its address begins."""

    HUB = "https://huggingface.co/"
    MODELSCOPE = "https://modelscope.cn/"
    GITHUB = "https://github.com/"
    KAGGLE = "https://www.kaggle.com/"
    OLLAMA = "https://ollama.com/"


class Address(NamedTuple):
    """A name together with the site that it belongs to."""

    site: Site
    name: str
    """`owner/name`, or a name without owner."""
    kind: Kind | None = None
    """None where the address does not say (a model, on a site that holds other things too)."""
    revision: str = ""

    @property
    def url(self) -> str:
        """Return the address in one spelling, without revision."""
        folder = _FOLDERS.get((self.site, self.kind), "")
        return f"{self.site.value}{folder}{self.name}"


_HOSTS = {
    "huggingface.co": Site.HUB,
    "hf.co": Site.HUB,
    "hf-mirror.com": Site.HUB,
    "modelscope.cn": Site.MODELSCOPE,
    "modelscope.com": Site.MODELSCOPE,
    "modelscope.ai": Site.MODELSCOPE,
    "github.com": Site.GITHUB,
    "kaggle.com": Site.KAGGLE,
    "ollama.com": Site.OLLAMA,
    "ollama.ai": Site.OLLAMA,
    "registry.ollama.ai": Site.OLLAMA,
}
_SCHEMES = {
    "hf://": Site.HUB,
    "hf-hub:": Site.HUB,
    "hf_hub:": Site.HUB,
    "hf:": Site.HUB,
    "pkg:huggingface/": Site.HUB,
    "pkg:github/": Site.GITHUB,
    "git@github.com:": Site.GITHUB,
}
_FOLDERS = {
    (Site.HUB, Kind.DATASET): "datasets/",
    (Site.MODELSCOPE, None): "models/",
    (Site.MODELSCOPE, Kind.MODEL): "models/",
    (Site.MODELSCOPE, Kind.DATASET): "datasets/",
    (Site.KAGGLE, Kind.MODEL): "models/",
    (Site.KAGGLE, Kind.DATASET): "datasets/",
}
_KINDS = {"datasets": Kind.DATASET, "models": Kind.MODEL}
# First steps of a path that lead to something other than a model or a dataset.
_PAGES = frozenset(
    "api blog chat collections competitions c code discussions docs join learn new notebooks"
    " organizations orgs papers posts pricing search settings spaces sponsors tasks topics"
    " users".split()
)
_ENDS = frozenset("ai app cn co com de dev edu eu fr gov io it jp net org uk us".split())
_VIEWS = frozenset(("tree", "blob", "resolve", "raw", "commit", "releases", "archive"))


def read_address(text: str) -> Address | None:
    """Return what an address names; None for a plain name, a path and any other site."""
    if ":" not in text and "." not in text.partition("/")[0]:
        return None
    text = text.removeprefix("git+")
    for scheme, site in _SCHEMES.items():
        if text.startswith(scheme):
            return _on(site, text.removeprefix(scheme))
    host, slash, path = _without_scheme(text).partition("/")
    found = _HOSTS.get(host.lower().removeprefix("www."))
    return _on(found, path) if found and slash else None


def is_host(text: str) -> bool:
    """Whether a text is the name of a host, `arxiv.org`; an owner on the Hub has no such end."""
    first, _, end = text.rpartition(".")
    return bool(first) and end.lower() in _ENDS


def is_repository(name: str) -> bool:
    """Whether a text has the form `owner/name` of the Hub."""
    owner, slash, rest = name.partition("/")
    return bool(slash) and is_segment(owner) and is_segment(rest)


def is_segment(text: str) -> bool:
    """Whether a text could be an owner, or a name without owner, on the Hub."""
    plain = text.replace("-", "").replace("_", "").replace(".", "")
    return plain.isalnum() and text.isascii() and len(text) <= LONGEST and text[0] not in "-."


def _without_scheme(text: str) -> str:
    for scheme in ("https://", "http://", "ssh://git@"):
        if text.lower().startswith(scheme):
            return text[len(scheme) :]
    return text


def _on(site: Site, path: str) -> Address | None:
    steps = [step for step in path.partition("?")[0].partition("#")[0].split("/") if step]
    kind = _KINDS.get(steps[0].lower()) if steps else None
    if kind is not None and site is not Site.GITHUB:
        del steps[0]
    if not steps or steps[0].lower() in _PAGES:
        return None
    if site is Site.OLLAMA:
        return Address(site, "/".join(steps[:2]), kind)
    return _repository(site, kind, steps)


def _repository(site: Site, kind: Kind | None, steps: list[str]) -> Address | None:
    """Read `owner/name`, what stands behind an `@`, and the view that names a revision."""
    owner, name, *rest = (*steps, "") if len(steps) == 1 else steps
    revision = ""
    if not name:
        owner, _, revision = owner.partition("@")
    elif "@" in name:
        name, _, revision = name.partition("@")
    elif len(rest) > 1 and rest[0] in _VIEWS:
        revision = rest[1]
    full = f"{owner}/{_bare(name, site)}" if name else owner
    fits = is_repository(full) if "/" in full else site is Site.HUB and is_segment(full)
    return Address(site, full, None if site is Site.GITHUB else kind, revision) if fits else None


def _bare(name: str, site: Site) -> str:
    """Take away what stands behind a name: `.git`, or the file of a quantized model (`:Q4_K_M`)."""
    return name.removesuffix(".git") if site is Site.GITHUB else name.partition(":")[0]
