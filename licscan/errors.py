"""The one family of expected errors; the command line turns each into one line and a tip."""

from __future__ import annotations


class LicscanError(Exception):
    """Something the user can put right: a sentence, and what to do about it."""

    def __init__(self, message: str, tip: str = "") -> None:
        super().__init__(message)
        self.tip = tip


class UsageError(LicscanError):
    """A wrong option, configuration, plan file or rule file (exit code 2)."""


class ScanError(LicscanError):
    """The scan could not be done, or there was nothing to scan (exit code 3)."""
