"""The vocabulary of a scan: frozen values that flow one way.

Nothing here opens a file, prints, or decides.
"""

from __future__ import annotations

from licscan.model.answers import (
    Argument,
    Duty,
    Finding,
    Judged,
    Option,
    Reason,
    Repair,
    Report,
    Right,
    Waiver,
)
from licscan.model.facts import (
    Claim,
    ComponentClaim,
    Declaration,
    Defined,
    Fact,
    Gap,
    LicenseClaim,
    LicenseText,
    ParentClaim,
    Prose,
    Span,
    UpstreamClaim,
)
from licscan.model.matters import Component, Edge, Evidence, Hold, Release, Resolution
from licscan.model.words import (
    NOASSERTION,
    NONE,
    Basis,
    ComponentId,
    Expression,
    Kind,
    Match,
    Relation,
    Severity,
    Source,
    Verdict,
)

__all__ = [
    "NOASSERTION",
    "NONE",
    "Argument",
    "Basis",
    "Claim",
    "Component",
    "ComponentClaim",
    "ComponentId",
    "Declaration",
    "Defined",
    "Duty",
    "Edge",
    "Evidence",
    "Expression",
    "Fact",
    "Finding",
    "Gap",
    "Hold",
    "Judged",
    "Kind",
    "LicenseClaim",
    "LicenseText",
    "Match",
    "Option",
    "ParentClaim",
    "Prose",
    "Reason",
    "Relation",
    "Release",
    "Repair",
    "Report",
    "Resolution",
    "Right",
    "Severity",
    "Source",
    "Span",
    "UpstreamClaim",
    "Verdict",
    "Waiver",
]
