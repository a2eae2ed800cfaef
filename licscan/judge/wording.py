"""How issues are told: who, what, which clause of which license, by which path, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from licscan.judge.issue import Issue
from licscan.judge.law import LENIENT, STRICT
from licscan.model import (
    NONE,
    Component,
    ComponentId,
    Edge,
    Expression,
    Reason,
    Relation,
    Verdict,
)
from licscan.record_licenses import called
from licscan.rulebook import Rulebook, Stance
from licscan.rulebook.terms import DutyRule

Step = tuple[Relation, ComponentId]
"""What was done with which parent."""

_THIS = "this repository"


def name_of(component: Component) -> str:
    """Return what a person calls a component."""
    if component.id == ".":
        return component.name or _THIS
    return component.name or component.id


def path_words(rulebook: Rulebook, component: Component, path: Sequence[Edge]) -> str:
    """Write a path as one reads it: `. is fine-tuned from a, which is merged from b`."""
    return f"{name_of(component)} {done(rulebook, path)}" if path else ""


def done(rulebook: Rulebook, path: Sequence[Edge]) -> str:
    """Write what was done with the upstream: `is fine-tuned from a, which contains b`."""
    return _done(rulebook, [(edge.relation, edge.parent) for edge in path])


def duty(rulebook: Rulebook, license: str, rule: DutyRule, steps: Sequence[Step]) -> str:
    """Say what a duty asks for, of the upstream that the steps lead to."""
    found = rulebook.license(license)
    says: str = rulebook.terms["duty-says"][rule.kind].format(
        license=found.name if found else license,
        literal=rule.literal.replace(" | ", '" or "'),
        upstream=short(steps[-1][1]),
        at=f" ({found.verified.url})" if found and found.verified.url else "",
        done=_done(rulebook, steps),
    )
    return says + (f" ({rule.note})" if rule.note else "")


def _done(rulebook: Rulebook, steps: Iterable[Step]) -> str:
    told = (f"{rulebook.relations[relation].says} {short(parent)}" for relation, parent in steps)
    return ", which ".join(told)


def short(identifier: str) -> str:
    """Shorten a package URL of a hub to `org/name`; a part by its license is called by that."""
    for prefix in ("pkg:huggingface/datasets/", "pkg:huggingface/"):
        if identifier.startswith(prefix):
            return identifier.removeprefix(prefix)
    return called(identifier) or identifier


_OPENINGS = {
    "over-grant": "{name} is offered under {label}, which gives away what {upstream} withholds",
    "license-not-kept": (
        "{name} is offered under {label}, which does not keep the license of {upstream}"
    ),
    "act-not-permitted": "{name} rests on an act that the license of {upstream} does not grant",
    "use-not-permitted": "the stated use of {name} is outside what {upstream} allows",
    "outputs-ban": "{name} was trained on outputs of {upstream}",
    "threshold": "the stated size is above what {upstream} allows",
    "territory": "{name} is released where {upstream} is not licensed",
    "unknown-license": "what {upstream} asks of {name} cannot be told",
    "parent-unknown": "{name} is made with {upstream}",
}

ABOUT_UPSTREAM = ("parent-unknown", "unknown-license")
"""Findings that are about the upstream and not about the label."""

_REMEDIES = {
    "over-grant": (
        "Release it under a license that keeps the limit ({license} itself does), "
        "or leave {upstream} out."
    ),
    "license-not-kept": "Release it under {license}, or leave {upstream} out.",
    "act-not-permitted": "Ask the licensor of {upstream} for permission, or leave it out.",
    "use-not-permitted": (
        "Ask the licensor of {upstream} for a commercial license, leave it out, or change the use."
    ),
    "outputs-ban": "Leave the outputs of {upstream} out of the training, or get permission.",
    "threshold": "Get a license from the licensor of {upstream}.",
    "territory": "Leave {upstream} out, or do not release there.",
    "unknown-license": "Read the license of {upstream}, or replace it.",
    "parent-unknown": (
        "Find out the license of {upstream} from its card or its authors, or replace it."
    ),
}


def message(
    rulebook: Rulebook,
    component: Component,
    label: Expression | None,
    issues: Sequence[Issue],
    path: Sequence[Edge],
    verdict: Verdict,
) -> str:
    """Write the message of one finding; it stands alone."""
    first = issues[0]
    words = {
        "name": name_of(component),
        "label": "no license at all" if label in (None, NONE) else label,
        "upstream": short(path[-1].parent),
    }
    opening = _OPENINGS[first.slug].format(**words)
    facts = "; ".join(_facts(rulebook, issues))
    route = path_words(rulebook, component, path)
    text = f"{opening}: {facts}. Path: {route}."
    if verdict is Verdict.REVIEW:
        text += " " + " ".join(_contested(rulebook, issues))
    return text[0].upper() + text[1:] if text.startswith(("the ", "what ", _THIS)) else text


def _facts(rulebook: Rulebook, issues: Sequence[Issue]) -> list[str]:
    """Withheld limits are listed once for each license, everything else speaks for itself."""
    told: dict[str, list[str]] = {}
    for issue in dict.fromkeys(issues):
        license = rulebook.license(issue.license) if issue.license else None
        withheld = issue.slug == "over-grant" and license
        opening = f"{license.name} ({license.id}) withholds " if withheld and license else ""
        clause = f" (clause {issue.clause})" if issue.clause else ""
        told.setdefault(opening, []).append(f"{issue.says}{clause}")
    return [
        opening + ", ".join(facts) if opening else "; ".join(facts)
        for opening, facts in told.items()
    ]


def _contested(rulebook: Rulebook, issues: Sequence[Issue]) -> list[str]:
    names = sorted({name for issue in issues for name in issue.stances})
    told = []
    for name in names:
        stance = rulebook.stances[name]
        told.append(
            f"Contested ({name}): {stance.question} {STRICT.capitalize()}: {stance.strict} "
            f"{LENIENT.capitalize()}: {stance.lenient} {_cited(stance)}".rstrip()
        )
    return told


def _cited(stance: Stance) -> str:
    """The first position, with how many more `explain` tells."""
    if not stance.positions:
        return ""
    more = len(stance.positions) - 1
    rest = f" ({more} more: licscan explain {stance.name})" if more else ""
    return f"Cited: {stance.positions[0].rstrip('.')}{rest}."


def remedy(first: Issue, path: Sequence[Edge], verdict: Verdict) -> str:
    """Say what to do about it."""
    words = {"license": first.license, "upstream": short(path[-1].parent)}
    text = _REMEDIES[first.slug].format(**words)
    if verdict is Verdict.REVIEW and first.stances:
        stance = sorted(first.stances)[0]
        text += (
            f" Or decide the question: --stance {stance}=strict or --stance {stance}=lenient, or "
            f'{stance} = "strict" or "lenient" under [stances] in licscan.toml.'
        )
    return text


def reasons(
    rulebook: Rulebook, issues: Sequence[Issue], path: Sequence[Edge]
) -> tuple[Reason, ...]:
    """Turn issues into the steps of an argument."""
    nodes = (path[0].child, *(edge.parent for edge in path))
    told: dict[Reason, None] = {}
    for issue in issues:
        license = rulebook.license(issue.license) if issue.license else None
        told[
            Reason(
                license=issue.license,
                term=issue.term,
                clause=issue.clause,
                authority=issue.authority,
                path=nodes,
                stance=", ".join(sorted(issue.stances)),
                verified=license.how(issue.term, issue.clause) if license else "",
            )
        ] = None
    return tuple(told)
