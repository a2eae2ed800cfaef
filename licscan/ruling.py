"""The user's policy at work in an audit or a plan: before the judgement, and after it.

Before: clarified licenses, and which release holds for which component. After: lists, waivers,
the baseline, severities.
"""

from __future__ import annotations

from collections.abc import Mapping

from licscan.components import Holding
from licscan.config.values import Policy
from licscan.model import Component, ComponentId, Report, Resolution
from licscan.policy.applying import applied
from licscan.policy.clarifying import Content, clarified, put_claims, voids
from licscan.policy.releases import release_of
from licscan.rulebook import Rulebook
from licscan.trial import Matter, Options, ranked


class Ruling:
    """A policy, on a day, over a whole tree or a part of it."""

    def __init__(
        self, policy: Policy, options: Options, content: Content, whole: bool = True
    ) -> None:
        """Take the policy, how files of the tree are read, and whether all of it is judged."""
        self._policy = policy
        self._options = options
        self._content = content
        self._whole = whole

    def claim(self, holdings: Mapping[ComponentId, Holding]) -> None:
        """Put what is clarified among the license claims of the tree."""
        put_claims(holdings, self._policy.clarifications, self._content)

    def upstreams(
        self,
        resolutions: Mapping[ComponentId, Resolution],
        components: Mapping[ComponentId, Component],
    ) -> dict[ComponentId, Resolution]:
        """Return the resolutions with what is clarified of components from elsewhere."""
        return clarified(resolutions, components, self._policy.clarifications, self._content)

    def before(self, matter: Matter, rulebook: Rulebook) -> Matter:
        """Return the matter with clarified upstreams and the release of each component."""
        words, whole = self._policy.clarifications, self._options.release
        components = matter.components
        unused = voids(words, components, self._content, rulebook.finding_codes, self._whole)
        return matter._replace(
            resolutions=self.upstreams(matter.resolutions, components),
            releases={name: release_of(name, self._policy, whole) for name in matter.releases},
            findings=(*matter.findings, *unused),
        )

    def after(self, report: Report, rulebook: Rulebook) -> Report:
        """Return the report with lists, waivers, the baseline and severities applied."""
        report = applied(report, self._policy, rulebook, self._options.today, self._whole)
        return report._replace(
            findings=ranked(report.findings, dict(self._policy.severities)),
            configuration=self._policy.source,
        )


def for_plan(policy: Policy, options: Options) -> Ruling:
    """Return what of a policy holds for a plan: lists, severities, and clarified upstreams.

    Waivers, the baseline, releases and words that are bound to a file are about a tree.
    """
    words = tuple(one for one in policy.clarifications if not one.file)
    kept = policy._replace(waivers=(), clarifications=words, releases=(), baseline=None)
    return Ruling(kept, options, lambda _: None, whole=False)
