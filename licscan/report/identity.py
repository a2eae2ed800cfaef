"""How a host recognizes a finding from run to run, and where in the repository it shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from licscan.model import ComponentId, Finding, Report, Span
from licscan.report import View
from licscan.report.page import short
from licscan.report.set_aside import why_aside


def identities(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield an identity for each finding that no other one of the report has."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.fingerprint] += 1
        yield f"{finding.fingerprint}:{seen[finding.fingerprint]}"


def in_repository(view: View, span: Span) -> str:
    """Return the path of a place from the top of the checkout."""
    return f"{view.prefix}/{span.path}" if view.prefix else span.path


def called(report: Report, name: ComponentId) -> str:
    """Return what a reader calls a component: the root of a tree has only its own name."""
    own = next((one.name for one in report.components if one.id == name == "."), "")
    return own or short(name)


def cut(text: str, most: int) -> str:
    """Return the text, shortened where a host would refuse it."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def told(finding: Finding) -> str:
    """Return what a host shows of a finding: what is wrong, and the fix."""
    status = "" if finding.status == "open" else f"({why_aside(finding)}) "
    remedy = finding.remedy if finding.remedy not in finding.message else ""
    return f"{status}{finding.message}" + (f" Fix: {remedy}" if remedy else "")
