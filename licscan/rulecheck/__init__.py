"""Whether a folder of rules is sound: form, words, what it refers to, cases and clauses.

All problems are gathered, each with its file and place, so that one run shows what to correct.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from licscan.rulecheck import answers, form, quotations, references
from licscan.rulecheck.problem import Problem
from licscan.rules_root import layered, rules_root

__all__ = ["Checked", "Problem", "check"]


class Checked(NamedTuple):
    """What a check came to."""

    problems: tuple[Problem, ...]
    files: int
    """Rule files that were read."""
    absent: tuple[str, ...]
    """Licenses that claim to be read in a text which is not at hand, so that no clause was seen."""
    unquoted: int
    """Facts that claim to be read in a text and quote no words of it."""


def check(folders: Sequence[Path] = ()) -> Checked:
    """Check folders of rules, each with those before it over the shipped ones.

    Args:
        folders: layers; none for the shipped rules themselves. A file of a layer's `texts/` is the
            license text whose SHA-256 a license file names.

    Raises:
        UsageError: a folder is not a directory.
    """
    with layered(folders):
        found = [_checked(folder) for folder in folders or (rules_root(),)]
    return Checked(
        tuple(problem for one in found for problem in one.problems),
        sum(one.files for one in found),
        tuple(name for one in found for name in one.absent),
        sum(one.unquoted for one in found),
    )


def _checked(folder: Path) -> Checked:
    shipped = folder == rules_root()
    files = form.files(folder)
    malformed = [*form.problems(folder, files, shipped=shipped)]
    broken = {problem.path for problem in malformed}
    sound = [path for path in files if path.relative_to(folder).as_posix() not in broken]
    quoted = quotations.quotations(folder, sound)
    rest: Iterator[Problem] = (
        problem
        for problems in (
            references.problems(folder, sound),
            quoted.problems,
            () if broken else answers.problems(folder, sound),
        )
        for problem in problems
    )
    problems = (*sorted(malformed), *sorted(rest))
    return Checked(problems, len(files), quoted.absent, quoted.unquoted)
