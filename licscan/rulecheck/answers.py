"""The cases of a folder of rules: plans that must be judged as their `[expect]` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from licscan.errors import LicscanError
from licscan.identify.words import resolve_word
from licscan.model import Judged, Verdict
from licscan.plan import Plan, judge, read_plan
from licscan.rulecheck.problem import Problem, problem
from licscan.rules_root import layers, read_table
from licscan.trial import Options

_PROFILES = {"verdict": "balanced", "strict": "strict", "lenient": "lenient"}


def problems(folder: Path, paths: Sequence[Path]) -> Iterator[Problem]:
    """Yield each way in which a case is not judged as it expects."""
    for path in (one for one in paths if one.parent == folder / "cases" and one.suffix == ".toml"):
        expect = read_table(path).get("expect", {})
        try:
            differing = [*_differences(read_plan(path), expect)]
        except LicscanError as error:
            differing = [("expect", str(error))]
        for key, says in differing:
            yield problem(folder, path, ["expect", key], says)


def _differences(plan: Plan, expect: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, profile in _PROFILES.items():
        if key in expect:
            answer = _judged(plan, profile).verdict
            if str(answer) != expect[key]:
                yield key, f"{profile} is {answer}, not {expect[key]}"
    judged = _judged(plan, "balanced")
    seen = {
        "findings": {finding.slug for finding in judged.findings},
        "conflict-with": _conflicting(judged),
        "duties": {duty.kind for duty in judged.duties},
        "outbound-includes": _clear(judged),
    }
    for key, there in seen.items():
        for name in _meant(key, expect.get(key, ())):
            if name not in there:
                yield key, f"{name} is not there; seen: {', '.join(sorted(there)) or 'nothing'}"
    for name in _meant("outbound", expect.get("outbound-excludes", ())):
        if name in seen["outbound-includes"]:
            yield "outbound-excludes", f"{name} is among the options"


def _judged(plan: Plan, profile: str) -> Judged:
    report = judge(plan, Options(profile=profile, rules=layers()))
    return next(one for one in report.judged if one.component == plan.product)


def _conflicting(judged: Judged) -> set[str]:
    conflicts = [one for one in judged.findings if one.verdict is Verdict.CONFLICT]
    steps = {str(step) for one in conflicts for reason in one.reasons for step in reason.path}
    return {*(str(one.upstream) for one in conflicts if one.upstream), *steps}


def _clear(judged: Judged) -> set[str]:
    clear = (option for option in judged.options if option.verdict <= Verdict.OBLIGED)
    return {str(option.expression) for option in clear}


def _meant(key: str, names: Iterable[str]) -> list[str]:
    if not key.startswith("outbound"):
        return list(names)
    return [str(resolve_word(name).expression or name) for name in names]
