"""The software that was not examined, and long rows of packages, in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licscan.model import Edge, Relation, Report

_MOST_LINKS = 8
_MOST_FILES = 3


def unexamined(report: Report) -> Iterator[str]:
    """Yield the sentence that tells how many packages were not examined, and who names them."""
    files = sorted(report.unexamined, key=lambda one: (-len(one[1]), one[0]))
    if not files:
        return
    count = len({package for _, packages in files for package in packages})
    named = [f"{len(packages):,} in {span.path}" for span, packages in files[:_MOST_FILES]]
    more = len(files) - len(named)
    rest = [f"and {more:,} more files"] if more else []
    where = f"in {files[0][0].path}" if len(files) == 1 else f"({', '.join((*named, *rest))})"
    what, told = ("packages", "were not examined: their licenses are not known here and decide")
    if count == 1:
        what, told = ("package", "was not examined: its license is not known here and decides")
    yield f"{count:,} software {what} named {where} {told} nothing."


def few_links(edges: Sequence[Edge]) -> tuple[list[Edge], str]:
    """Return the edges that a person wants to see, and a line that counts the packages left out."""
    links = [edge for edge in edges if edge.relation is Relation.LINKS and edge.installed]
    hidden = set(links[_MOST_LINKS:]) if len(links) > _MOST_LINKS + 1 else set()
    more = f"links {len(hidden):,} more packages, all in the JSON report" if hidden else ""
    return [edge for edge in edges if edge not in hidden], more


def few(names: Sequence[str]) -> list[str]:
    """Return the first names, and how many more there are."""
    return [*names[:10], *([f"and {len(names) - 10} more"] if len(names) > 10 else [])]
