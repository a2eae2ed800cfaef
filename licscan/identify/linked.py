"""Licenses that running text names by the address of their page."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.identify.mentions import Mention


def linked(text: str) -> Iterator[Mention]:
    """Yield the license that each address stands for, where it is one and a known one."""
    if "://" not in text and "www." not in text:
        return
    from licscan.identify import license_links
    from licscan.identify.words import resolve_word

    for number, line in enumerate(text.splitlines()):
        for address in license_links.addresses(line):
            found = license_links.named_by(address)
            word = resolve_word(found.word) if found else None
            if word and word.expression and not word.problem:
                yield Mention(word.expression, number, whole=False)
