"""What becomes of a bug of ours: one file or one component is told as not read or not judged.

The rest of the report is unharmed. Expected errors (`LicscanError`) are none of its business.
"""

from __future__ import annotations

from licscan.errors import bug
from licscan.model import ComponentId, Finding, Gap, Severity, Span, Verdict

_SLUG = "gap"


def unread(part: str, span: Span, error: Exception) -> Gap:
    """Return the gap that stands for what a part of ours failed to read."""
    return Gap(span, f"The {part} failed: {bug(error)}")


def undecided(
    code: str, component: ComponentId, span: Span | None, part: str, error: Exception
) -> Finding:
    """Return the finding that leaves a component open, since a part of ours failed on it."""
    return Finding(
        code=code,
        slug=_SLUG,
        component=component,
        message=f"The {part} failed on {component}: {bug(error)}",
        spans=(span or Span(component),),
        verdict=Verdict.UNKNOWN,
        severity=Severity.WARNING,
        remedy="Please report it; what is said of the other components stands.",
    )
