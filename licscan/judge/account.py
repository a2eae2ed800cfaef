"""The argument, step by step: how far each upstream travels, and the answer to each question.

Only `why` asks for it; it reads the same cells and asks the same questions as the judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from licscan.expressions import Leaf, render
from licscan.judge import duties, outbound, pairs, permission, use, wording
from licscan.judge.flow import Arrivals, Flow, Subject, path_of, upstream_leaves
from licscan.judge.issue import Case, Issue, Setting
from licscan.judge.offer import Label
from licscan.judge.reach import OWN, State, Step
from licscan.model import Argument, ComponentId, Edge, Relation
from licscan.rulebook import License, Rulebook


class Account(NamedTuple):
    """What the argument is made from."""

    flow: Flow
    rulebook: Rulebook
    subjects: Mapping[ComponentId, Subject]
    arrived: Mapping[ComponentId, Arrivals]
    component: ComponentId
    labels: Sequence[Label | None]
    setting: Setting

    def arguments(self) -> Iterator[Argument]:
        """Yield the argument about each license of each upstream that is known by name."""
        for bundle, witnesses in self.arrived[self.component].items():
            for witness in witnesses:
                path = path_of(self.arrived, self.component, bundle, witness.upstream)
                for leaf in upstream_leaves(bundle.readings):
                    steps = self._steps(leaf, path, bundle.lifted)
                    yield Argument(witness.upstream, render(leaf), path, tuple(steps))
                if not bundle.readings:
                    unread = "Nothing is known of its license: no reading can be judged."
                    yield Argument(witness.upstream, "", path, (unread,))

    def _steps(self, leaf: Leaf, path: Sequence[Edge], lifted: frozenset[str]) -> Iterator[str]:
        license = self.rulebook.license(leaf.id)
        if license is None:
            yield f"The rulebook has no license {leaf.id}."
            return
        states = [OWN for _ in self.flow.laws]
        for edge in reversed(path):
            step = self._step(edge)
            states = [
                self.flow.reach.step(leaf, state, step, law)
                for state, law in zip(states, self.flow.laws, strict=True)
            ]
            yield self._travel(license, edge, states)
        for label in self.labels:
            yield from self._answers(leaf, license, states, label, lifted)

    def _step(self, edge: Edge) -> Step:
        parent = self.subjects[edge.parent]
        labels = parent.readings if edge.relation is Relation.CONTAINS else ()
        return Step(edge.relation, parent.kind, labels)

    def _travel(self, license: License, edge: Edge, states: Sequence[State]) -> str:
        cell = license.reach[edge.relation].words
        clause = f", clause {license.reach_cited.clause}" if license.reach_cited.clause else ""
        words = list(dict.fromkeys(_state_words(state) for state in states))
        told = words[0] if len(words) == 1 else self._by_law(map(_state_words, states))
        child = "This repository" if edge.child == "." else wording.short(edge.child)
        parent = wording.short(edge.parent)
        says = self.rulebook.relations[edge.relation].says
        return f"{child} {says} {parent}: the license says {cell}{clause}; {told}."

    def _by_law(self, words: Iterable[str]) -> str:
        pairs_ = zip(self.flow.laws, words, strict=True)
        return "; ".join(f"read {law.name}: {word}" for law, word in pairs_)

    def _answers(
        self,
        leaf: Leaf,
        license: License,
        states: Sequence[State],
        label: Label | None,
        lifted: frozenset[str],
    ) -> Iterator[str]:
        cases = [
            Case(self.rulebook, law, self.setting, label, leaf, license, state, lifted)
            for law, state in zip(self.flow.laws, states, strict=True)
        ]
        for name, question in _QUESTIONS.items():
            answers = [_told(question(case), case) for case in cases]
            told = answers[0] if len(set(answers)) == 1 else self._by_law(answers)
            offered = "no license" if label is None or label.none else label.expression
            about = f" ({offered})" if name == _LABEL and label is not None else ""
            yield f"{name}{about}: {told}."
        duties_ = [_duties(case) for case in cases]
        told = duties_[0] if len(set(duties_)) == 1 else self._by_law(duties_)
        yield f"Duties: {told}."


def _permission(case: Case) -> Iterable[Issue]:
    return permission.issues(case)


def _label(case: Case) -> Iterable[Issue]:
    issues = list(outbound.issues(case))
    if case.state.word == "own-part" and case.label is not None:
        issues += pairs.linked_issues(case, case.label)
    return issues


_LABEL = "Label"
_QUESTIONS: dict[str, Callable[[Case], Iterable[Issue]]] = {
    "Permission": _permission,
    _LABEL: _label,
    "Use": use.issues,
}


def _told(issues: Iterable[Issue], case: Case) -> str:
    if case.state.word == "none":
        return "nothing of it arrives here"
    found = [
        f"{issue.verdict}, {_says(issue)}" + (f" (clause {issue.clause})" if issue.clause else "")
        for issue in issues
        if not case.lifts(issue.term)
    ]
    return "; ".join(dict.fromkeys(found)) or "nothing against it"


def _says(issue: Issue) -> str:
    return f"it gives away {issue.says}" if issue.slug == "over-grant" else issue.says


def _duties(case: Case) -> str:
    told = [
        rule.kind + (f" ({rule.cited.clause})" if rule.cited.clause else "")
        for rule in duties.fired(case)
    ]
    return ", ".join(dict.fromkeys(told)) or "none"


_STATES = {
    "derivative": "all of its terms travel",
    "copy": "its terms for copies travel",
    "own-part": "it keeps its terms for its own part",
    "use": "only its limits on use are judged",
    "output": "it is known as an output",
    "silent": "the text does not say, so nothing travels",
    "none": "nothing travels",
    "unknown": "what travels was never read",
    "barred": "the act itself is not granted",
}


def _state_words(state: State) -> str:
    if state.terms is not None and state.word in ("only", "output"):
        terms = ", ".join(sorted(state.terms)) or "nothing"
        return f"of it {terms} travels" if state.word == "only" else f"an output; {terms} travels"
    return _STATES.get(state.word, state.word)
