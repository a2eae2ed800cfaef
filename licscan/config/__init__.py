"""The configuration: `licscan.toml`, or `[tool.licscan]` in pyproject.toml.

All that is wrong with it is told at once, each with its line (exit code 2). The hook looks for a
file on every commit, so nothing is imported here: `locate` finds, `reading` reads, `values` hold.
"""
