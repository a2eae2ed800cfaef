"""Why ScanCode gave no answer."""

from __future__ import annotations


class Unavailable(Exception):
    """ScanCode gave no answer; `problem` says why, `limit` where a limit of ours was hit."""

    def __init__(self, problem: str, limit: bool = False) -> None:
        """Take a plain sentence, and whether a limit was hit."""
        super().__init__(problem)
        self.problem = problem
        self.limit = limit
