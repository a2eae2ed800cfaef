"""What a command may be pointed at: a directory that is audited, or a plan file that is judged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from licscan.cli.options import configuration, gate_of, options_from

if TYPE_CHECKING:
    from licscan.model import Report
    from licscan.trial import Options


class Result(NamedTuple):
    """The report on a target, and what closes the gate."""

    report: Report
    fail_on: str


def judged_target(target: Path, given: dict[str, Any], **changes: Any) -> Result:
    """Return the report on a directory or a plan file, some options changed.

    Raises:
        ScanError: it is no directory, or holds nothing that is read.
        UsageError: a plan file, a configuration or an option is wrong.
    """
    if target.is_file():
        return judged_plan(target, given, **changes)
    from licscan.audit import audit

    config = configuration(given, target)
    return Result(audit(target, _options(given, config, changes)), gate_of(given, config))


def judged_plan(file: Path, given: dict[str, Any], **changes: Any) -> Result:
    """Return the report on a plan file; its own words come before those of a configuration."""
    from licscan.plan import judge, read_plan

    config = configuration(given)
    plan, under = read_plan(file), config
    if config is not None:
        stances = (*config.stances, *plan.stances)
        plan = plan._replace(profile=plan.profile or config.profile, stances=stances)
        under = config._replace(release=None, profile="", stances=())
    return Result(judge(plan, _options(given, under, changes)), gate_of(given, config))


def _options(given: dict[str, Any], config: Any, changes: dict[str, Any]) -> Options:
    return options_from(given, config)._replace(**changes)
