"""Judged cases: plan files with the answer that the judgement must give (`[expect]`).

A field that is absent asserts nothing. `outbound-...` names are Hub tags or expressions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licscan.model import Judged, Option, Verdict
from licscan.plan import judge, read_plan
from licscan.trial import Options

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"own": ROOT / "rules" / "cases", "shared": ROOT / ".." / "shared" / "cases"}
PROFILES = ("balanced", "strict", "lenient")


@dataclass(frozen=True, slots=True)
class Case:
    """One plan file and what it expects."""

    path: Path
    expect: dict[str, Any]

    def judged(self, profile: str = "balanced") -> Judged:
        """Judge the plan under a profile."""
        plan = read_plan(self.path)
        report = judge(plan, Options(profile=profile))
        return next(one for one in report.judged if one.component == plan.product)


def cases(source: str) -> list[Case]:
    """Return the cases of `own` or `shared`, sorted; none where the folder is missing."""
    return [Case(path, _expect(path)) for path in sorted(FOLDERS[source].glob("*.toml"))]


def _expect(path: Path) -> dict[str, Any]:
    expect: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["expect"]
    return expect


def differences(case: Case) -> list[str]:
    """Return each way in which the answer is not what the case expects."""
    judged = case.judged()
    return [
        *_verdicts(case, judged),
        *_findings(case, judged),
        *_duties(case, judged),
        *_outbound(case, judged),
    ]


def _verdicts(case: Case, judged: Judged) -> Iterator[str]:
    for profile in PROFILES:
        wanted = case.expect.get("verdict" if profile == "balanced" else profile)
        if wanted is None:
            continue
        answer = judged if profile == "balanced" else case.judged(profile)
        if str(answer.verdict) != wanted:
            yield f"{profile} is {answer.verdict}, not {wanted}"


def _findings(case: Case, judged: Judged) -> Iterator[str]:
    slugs = {finding.slug for finding in judged.findings}
    if "gap" in slugs:
        yield "the judgement failed on it"
    for slug in case.expect.get("findings", ()):
        if slug not in slugs:
            yield f"no finding {slug}; seen: {_list(slugs)}"
    named = _named_in_conflicts(judged)
    for component in case.expect.get("conflict-with", ()):
        if component not in named:
            yield f"no conflict names {component}; named: {_list(named)}"


def _named_in_conflicts(judged: Judged) -> set[str]:
    conflicts = [f for f in judged.findings if f.verdict is Verdict.CONFLICT]
    paths = {step for f in conflicts for reason in f.reasons for step in reason.path}
    return {*(f.upstream for f in conflicts if f.upstream), *paths} - {judged.component}


def _duties(case: Case, judged: Judged) -> Iterator[str]:
    kinds = {duty.kind for duty in judged.duties}
    for kind in case.expect.get("duties", ()):
        if kind not in kinds:
            yield f"no duty {kind}; seen: {_list(kinds)}"


def _outbound(case: Case, judged: Judged) -> Iterator[str]:
    clear = {_parts(str(option.expression)) for option in _clear(judged.options)}
    shown = _list(" AND ".join(sorted(parts)) for parts in clear)
    for name in case.expect.get("outbound-includes", ()):
        if _parts(_resolved(name)) not in clear:
            yield f"{name} is not among the options: {shown}"
    for name in case.expect.get("outbound-excludes", ()):
        if _parts(_resolved(name)) in clear:
            yield f"{name} is among the options: {shown}"


def _clear(options: Sequence[Option]) -> list[Option]:
    return [option for option in options if option.verdict <= Verdict.OBLIGED]


def _resolved(name: str) -> str:
    from licscan.identify.words import resolve_word

    return str(resolve_word(name).expression or name)


def _parts(expression: str) -> frozenset[str]:
    return frozenset(part.strip("()") for part in expression.split(" AND "))


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "nothing"
