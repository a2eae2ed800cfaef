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


def bug(error: Exception) -> str:
    """Return the sentence for an unexpected error; `LICSCAN_DEBUG` also shows where it arose."""
    import os

    if os.environ.get("LICSCAN_DEBUG"):
        import sys
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    told = " ".join(str(error).split())[:200]
    return f"a bug of ours ({type(error).__name__}: {told}); LICSCAN_DEBUG=1 shows the traceback"
