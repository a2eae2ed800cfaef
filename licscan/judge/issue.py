"""What the questions answer with: issues, duties and conditions, before anyone words them."""

from __future__ import annotations

from typing import NamedTuple

from licscan.expressions import Leaf
from licscan.judge.law import Law
from licscan.judge.offer import Label
from licscan.judge.reach import State
from licscan.model import Kind, Release, Verdict
from licscan.rulebook import License, Rulebook
from licscan.rulebook.terms import DutyRule

EVERYTHING = "all"


class Issue(NamedTuple):
    """One answer that is not a plain yes."""

    slug: str
    verdict: Verdict
    license: str
    term: str
    clause: str
    says: str
    """What the license holds against it, as a clause of a sentence."""
    authority: str = ""
    stances: frozenset[str] = frozenset()


class Setting(NamedTuple):
    """What is the same for every upstream of one judged component."""

    release: Release
    kind: Kind
    modality: tuple[str, ...]
    upstream_licenses: frozenset[str]
    """Ids of all licenses that reach the component in some way."""

    @property
    def hands_on(self) -> bool:
        """Whether the release gives copies away."""
        return "distribute" in self.release.acts

    @property
    def hosts(self) -> bool:
        """Whether the release offers the work as a service."""
        return "host" in self.release.acts


class Case(NamedTuple):
    """One license of one upstream against one reading of the label, under one law."""

    rulebook: Rulebook
    law: Law
    setting: Setting
    label: Label | None
    """None where a plan asks which labels are possible, or none is judged."""
    leaf: Leaf
    license: License
    state: State
    lifted: frozenset[str] = frozenset()
    """Terms that a license obtained from the licensor lifts."""

    def lifts(self, term: str) -> bool:
        """Whether an obtained license lifts this term."""
        return term in self.lifted or EVERYTHING in self.lifted

    @property
    def hosting_stance(self) -> bool:
        """Whether only the open question of hosting decides if anything is handed on."""
        silent = self.license.hosting == "silent"
        return self.setting.hosts and not self.setting.hands_on and silent

    @property
    def handed_on(self) -> bool:
        """Whether this release counts as handing on for this license (JUDGEMENT 1, hosting)."""
        if self.setting.hands_on:
            return True
        return self.setting.hosts and self.hosting_counts

    @property
    def hosting_counts(self) -> bool:
        """Whether hosting is a distribution for this license."""
        match self.license.hosting:
            case "yes":
                return True
            case "modified":
                return self.state.modified
            case "silent":
                return self.law.reads("hosting-is-distribution") == "strict"
        return False

    @property
    def stances(self) -> frozenset[str]:
        """The open questions behind this case."""
        hosting = "hosting-is-distribution"
        asked = self.hosting_stance and self.law.open(hosting)
        return self.state.stances | ({hosting} if asked else frozenset())

    def issue(
        self, slug: str, verdict: Verdict, term: str, clause: str, says: str, authority: str = ""
    ) -> Issue:
        """Build an issue of this license."""
        stances = self.stances_of(term)
        return Issue(slug, verdict, self.license.id, term, clause, says, authority, stances)

    def stances_of(self, term: str) -> frozenset[str]:
        """The open questions that decide about this term."""
        each = self.state.each
        deciding = {stance for stance, terms in each if term in terms}
        deciding = deciding or {stance for stance, terms in each if "rest" in terms}
        return self.stances - ({stance for stance, _ in each} - deciding)


class Answer(NamedTuple):
    """All that one case comes to."""

    issues: tuple[Issue, ...] = ()
    duties: tuple[tuple[str, DutyRule, frozenset[str]], ...] = ()
    """License id, rule, and the stances under which it fires."""
    conditions: tuple[str, ...] = ()
    branch: str = ""
    """The branch of an upstream OR that was chosen."""

    @property
    def verdict(self) -> Verdict:
        """The worst of the issues; obliged where only duties fire."""
        worst = max((issue.verdict for issue in self.issues), default=Verdict.OK)
        return max(worst, Verdict.OBLIGED) if self.duties else worst
