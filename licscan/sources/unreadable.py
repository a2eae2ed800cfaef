"""Why a file was not read: a plain sentence, which the scan turns into a gap."""

from __future__ import annotations


class Unreadable(Exception):
    """A file, or part of it, that could not be read."""

    def __init__(self, problem: str, *, limit: bool = False, line: int = 1) -> None:
        super().__init__(problem)
        self.problem = problem
        self.limit = limit
        self.line = line
