"""The configuration: `licscan.toml`, or `[tool.licscan]` in pyproject.toml.

All that is wrong with it is told at once, each with its line (exit code 2).
"""

from licscan.config.values import Clarification, Config, Listed, Lists, Policy, Scoped

__all__ = ["Clarification", "Config", "Listed", "Lists", "Policy", "Scoped"]
