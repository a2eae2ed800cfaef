"""The findings as SARIF rules; their help is the page that `explain` shows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licscan import __version__
from licscan.model import Finding, Severity
from licscan.report.identity import cut
from licscan.rulebook import Rulebook
from licscan.rules_root import layered

if TYPE_CHECKING:
    from licscan.rulebook.pages import FindingPage

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}

_PAGES = "https://github.com/licscan/licscan/blob"
_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}
_AREAS = {
    "1": "evidence",
    "2": "compatibility",
    "3": "duties",
    "4": "lineage",
    "5": "policy",
    "9": "scan",
}
_SHORT = 1_024


def rules(findings: Iterable[Finding], layers: Iterable[Path]) -> list[dict[str, Any]]:
    """Return a rule for each code that occurs, by code; a company's own pages go first."""
    slugs = {finding.code: finding.slug for finding in findings}
    with layered(layers):
        rulebook = Rulebook()
        return [_rule(code, slugs[code], rulebook.finding_page(code)) for code in sorted(slugs)]


def _rule(code: str, slug: str, page: FindingPage | None) -> dict[str, Any]:
    if page is None:  # a page that only a company's own rules have
        words = slug.replace("-", " ").capitalize() + "."
        texts = {"shortDescription": words, "fullDescription": words, "help": words}
        return {"id": code, "name": slug, **{key: {"text": text} for key, text in texts.items()}}
    return {
        "id": code,
        "name": slug,
        "shortDescription": {"text": cut(page.title, _SHORT)},
        "fullDescription": {"text": cut(page.summary, _SHORT)},
        "help": {"text": f"{page.why}\n\n{page.fix}", "markdown": page.markdown},
        "helpUri": f"{_PAGES}/v{__version__}/rules/findings/{code}-{slug}.md",
        "defaultConfiguration": {"level": page.severity},
        "properties": {
            "tags": ["license", "compliance", _AREAS.get(code[3:4], "other")],
            "precision": "high",
            "problem.severity": _PROBLEMS[page.severity],
        },
    }
