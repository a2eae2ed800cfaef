"""What becomes of a report: files and formats written, the gate, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from licscan.errors import LicscanError, UsageError, bug

if TYPE_CHECKING:
    from licscan.model import Report
    from licscan.report import View

_STDOUT = "-"


def conclude(
    report: Report,
    root: Path | None,
    shown: str,
    fail_on: str | None = None,
    reports: Sequence[str] = (),
) -> int:
    """Write the reports and return the exit code: the gate's, whatever the formats.

    `shown` is the format for people, left out where a report goes to stdout; `reports` are words
    of the form FORMAT=PATH. A report that cannot be written costs none of the others.

    Raises:
        UsageError: a word is wrong; or, after all others were written, a report could not be.
    """
    from licscan.policy import gate
    from licscan.report import reporter

    fail_on = fail_on or "conflict"
    verdict = gate(report, fail_on)
    asked = wanted(reports)
    if not any(path == _STDOUT for _, path in asked):
        asked.append((shown, _STDOUT))
    asked.sort(key=lambda one: one[1] == _STDOUT)  # a reader that hangs up costs no file
    problems = []
    for name, path in asked:
        view = view_of(report, path, verdict.line, root, fail_on)
        try:
            put(reporter(name).render(view), path)
        except BrokenPipeError:
            raise
        except OSError as error:
            problems.append(f"cannot write {path}: {error.strerror or error}")
        except LicscanError as error:
            problems.append(f"the {name} report was not written: {error}")
        except Exception as error:
            problems.append(f"the {name} report was not written: {bug(error)}")
    if problems:
        raise UsageError("; ".join(problems), f"all other reports were written; {verdict.line}")
    return 0 if verdict.passed else 1


def wanted(reports: Iterable[str]) -> list[tuple[str, str]]:
    """Return format and path of each word, before anything is scanned for it.

    Raises:
        UsageError: a word is not FORMAT=PATH, a format does not exist, a path is named twice.
    """
    from licscan.report import reporter

    found: dict[str, str] = {}
    for word in reports:
        name, equals, path = word.partition("=")
        if not equals or not path:
            raise UsageError(
                f"--report {word}", "write it as FORMAT=PATH, such as json=report.json"
            )
        reporter(name)
        if path in found:
            place = "stdout" if path == _STDOUT else path
            raise UsageError(f"two reports go to {place}", "give each a path of its own")
        found[path] = name
    return [(name, path) for path, name in found.items()]


def view_of(report: Report, path: str, line: str, root: Path | None, fail_on: str) -> View:
    """Return how a report is shown at a path, which may be stdout."""
    from licscan.report import View

    unicode = path != _STDOUT or "utf" in _encoding()
    return View(report, line, root, _width(path), unicode, _prefix(root), fail_on)


def put(text: str, path: str) -> None:
    """Write a report to a path or to stdout.

    Raises:
        OSError: it cannot be written.
    """
    if path == _STDOUT:
        sys.stdout.write(text.encode(_encoding(), "replace").decode(_encoding()))
        return
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    # in JSON, an escaped surrogate is what stands for a byte that is no UTF-8
    Path(path).write_bytes(text.encode("utf-8", "backslashreplace"))


def _encoding() -> str:
    return (sys.stdout.encoding or "ascii").lower()


def _prefix(root: Path | None) -> str:
    """Return where the scanned folder lies in its git checkout, for hosts that show its files."""
    if root is None:
        return ""
    full = root.resolve()
    top = next((one for one in (full, *full.parents) if (one / ".git").exists()), full)
    return "" if top == full else full.relative_to(top).as_posix()


def _width(path: str) -> int:
    if path != _STDOUT or not sys.stdout.isatty():
        return 80
    try:
        return max(60, min(120, os.get_terminal_size().columns))
    except OSError:
        return 80
