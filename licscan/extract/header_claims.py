"""How a license field in the header of a weight file becomes a claim.

The field may hold a name, a link or a whole text; the raw word is kept in each case.
"""

from __future__ import annotations

from licscan.model import Basis, LicenseClaim, LicenseText, Span

_LONGEST_NAME = 300


def license_fact(
    span: Span, raw: str, extractor: str, name: str = "", link: str = ""
) -> LicenseClaim | LicenseText | None:
    """Return the claim or text for a license field; None where it is empty.

    *name* and *link* are what stands beside the field (`license.name`, `license.link`).
    """
    value = raw.strip()
    if not value:
        return None
    if len(value) > _LONGEST_NAME or value.count("\n") > 1:
        return LicenseText(span, extractor, raw)
    if is_link(value):
        return LicenseClaim(span, raw, Basis.REFERENCE, extractor, name=name, link=link or value)
    return LicenseClaim(span, raw, Basis.DECLARED, extractor, name=name, link=link)


def is_link(value: str) -> bool:
    """Say whether a field holds one web address and nothing else."""
    return value.startswith(("http://", "https://")) and len(value.split()) == 1
