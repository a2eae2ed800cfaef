"""The words of a scan: what is said of kinds, relations, sources and verdicts."""

from __future__ import annotations

import enum
from typing import NewType

ComponentId = NewType("ComponentId", str)
"""`.` or a folder of the tree (`vae`, `.#code`), else a package URL or a plain name."""

Expression = NewType("Expression", str)
"""A license expression in canonical form; only `expressions.canonical` makes one."""

NONE = Expression("NONE")
"""Published without a license: nothing is granted."""

NOASSERTION = Expression("NOASSERTION")
"""Not known."""


class Kind(enum.StrEnum):
    """What sort of thing carries the license."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    OUTPUT = "output"


class Relation(enum.StrEnum):
    """How a child was made from, or uses, its parent; Hub words where the Hub has them."""

    FINETUNE = "finetune"
    ADAPTER = "adapter"
    MERGE = "merge"
    QUANTIZED = "quantized"
    DISTILLED = "distilled"
    TRAINED_ON = "trained-on"
    DERIVED_FROM = "derived-from"
    GENERATED_BY = "generated-by"
    CONTAINS = "contains"
    LOADS = "loads"
    LINKS = "links"
    MADE_WITH = "made-with"
    EVALUATED_ON = "evaluated-on"


class Basis(enum.IntEnum):
    """How a license is known, weakest first."""

    REFERENCE = 1
    DECLARED = 2
    TAGGED = 3
    TEXT = 4
    CLARIFIED = 5

    def __str__(self) -> str:
        return self.name.lower()


class Verdict(enum.IntEnum):
    """What the judgement says, mildest first; a component and a report take their worst."""

    OK = 0
    OBLIGED = 1
    REVIEW = 2
    UNKNOWN = 3
    CONFLICT = 4

    def __str__(self) -> str:
        return self.name.lower()


class Severity(enum.IntEnum):
    """How loudly a finding is reported."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Match(enum.StrEnum):
    """How a license text was recognized; `identify` says what each class promises."""

    EXACT = "exact"
    RULES = "rules"
    NEAR = "near"
    TAG = "tag"
    REFERENCE = "reference"
    FIELD = "field"


class Source(enum.IntEnum):
    """Who names the relation, the first that speaks decides (DESIGN section 4)."""

    RECIPE = 1
    ADAPTER_CONFIG = 2
    WEIGHTS = 3
    CARD = 4
    CONFIG = 5
    CODE = 6
    MANIFEST = 7
