"""What becomes of a report: files and formats written, the gate, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from licscan.errors import UsageError

if TYPE_CHECKING:
    from licscan.model import Report


def conclude(
    report: Report,
    root: Path | None,
    shown: str,
    fail_on: str | None = None,
    reports: Sequence[str] = (),
) -> int:
    """Write the reports and return the exit code.

    `shown` is the format for people, left out where a report goes to stdout; `reports` are words
    of the form FORMAT=PATH.
    """
    from licscan.policy import gate

    verdict = gate(report, fail_on or "conflict")
    wanted = [_split(word) for word in reports]
    if not any(path == "-" for _, path in wanted):
        wanted.append((shown, "-"))
    for name, path in wanted:
        _write(report, name, path, verdict.line, root)
    return 0 if verdict.passed else 1


def _split(word: str) -> tuple[str, str]:
    name, equals, path = word.partition("=")
    if not equals or not path:
        raise UsageError(f"--report {word}", "write it as FORMAT=PATH, such as json=report.json")
    return name, path


def _write(report: Report, name: str, path: str, line: str, root: Path | None) -> None:
    from licscan.errors import UsageError
    from licscan.report import View, reporter

    encoding = (sys.stdout.encoding or "ascii").lower()
    unicode = path != "-" or "utf" in encoding
    view = View(report, line, root, _width(path), unicode)
    text = reporter(name).render(view)
    if path == "-":
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        return
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _width(path: str) -> int:
    if path != "-" or not sys.stdout.isatty():
        return 80
    try:
        return max(60, min(120, os.get_terminal_size().columns))
    except OSError:
        return 80
