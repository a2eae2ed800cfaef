"""What the permission flags of a hosting site come to, as an expression of the rulebook.

A site may state terms as flags in place of a license: `CivitAI permissions: allowNoCredit=false,
allowCommercialUse=[Image, Rent]`. What each flag takes away is a license file of its own, and
`rules/flags.toml` says which; they hold together, and with the license of the base where the site
shows that one beside them. A flag that is missing is not one that is off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from licscan.rules_root import read_table, rules_root

_PAIR = re.compile(r"(\w+)=(\[[^\]]*\]|\{[^}]*\}|[^,]*)")
_WORD = re.compile(r"\w+")

Site = Mapping[str, Any]


def expression(word: str) -> str | None:
    """Return the expression that flags stand for; None where the word is none of the kind."""
    begin, mark, rest = word.partition(":")
    if not mark or "=" not in rest:
        return None
    site = next((site for site in _sites().values() if site["begin"] == begin), None)
    if site is None:
        return None
    flags = {name: value.strip() for name, value in _PAIR.findall(rest)}
    parts = dict.fromkeys((*_base(site, flags), *_switches(site, flags), *_words(site, flags)))
    return " AND ".join(parts) or str(site["nothing-withheld"])


def of_query(begin: str, address: str) -> str:
    """Return the flags of an address's query in the form in which `expression` reads them.

    The same flag given more than once is one with several words.
    """
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(urlsplit(address).query):
        found.setdefault(name, []).append(value)
    said = (
        f"{name}={values[0] if len(values) == 1 else '[' + ', '.join(values) + ']'}"
        for name, values in found.items()
    )
    return f"{begin}: {', '.join(said)}"


def _base(site: Site, flags: Mapping[str, str]) -> Iterator[str]:
    """Yield the license that the site shows beside the flags, by the base model."""
    rule = site["base-license"]
    base = flags.get(rule["flag"], "").lower()
    if base and base not in {name.lower() for name in rule["none"]}:
        known = {name.lower(): meant for name, meant in rule["of"].items()}
        yield str(known.get(base, site["unstated"]))


def _switches(site: Site, flags: Mapping[str, str]) -> Iterator[str]:
    for name, withheld in site["false"].items():
        said = flags.get(name, "").lower()
        if said == "false":
            yield withheld
        elif said != "true":
            yield site["unstated"]


def _words(site: Site, flags: Mapping[str, str]) -> Iterator[str]:
    for name, rule in site["words"].items():
        if name not in flags:
            yield site["unstated"]
            continue
        given = _given(flags[name], rule)
        free = rule["merges-free"]
        merges_free = flags.get(free["flag"], "").lower() == "true"
        for word, withheld in rule["missing"].items():
            if word not in given:
                yield free.get(word, withheld) if merges_free else withheld
        if given - {*rule["ranks"], rule["none"]}:
            yield site["unstated"]


def _given(value: str, rule: Mapping[str, Any]) -> set[str]:
    """Return the words of a flag; one that stands alone and in no list holds those before it."""
    words = set(_WORD.findall(value))
    ranks: list[str] = rule["ranks"]
    if value[:1] in ("[", "{") or len(words) != 1:
        return words
    (word,) = words
    return set(ranks[: ranks.index(word) + 1]) if word in ranks else words


@lru_cache(maxsize=1)
def _sites() -> dict[str, Site]:
    table = read_table(rules_root() / "flags.toml")
    return {name: site for name, site in table.items() if isinstance(site, dict)}
