"""What the work is released for, in a line; components whose release differs share one each."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import Release, Report

_MOST = 10


def releases(report: Report) -> Iterator[str]:
    """Yield a line for the release of the whole, for the configuration, and for what differs."""
    yield f"Release: {stated(report.release)}; profile: {report.profile}"
    if report.configuration:
        yield f"Configuration: {report.configuration[0]}"
    sharing: dict[str, list[str]] = {}
    for name, own in report.releases:
        sharing.setdefault(stated(own), []).append(name)
    for words, names in sharing.items():
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        yield f"Release of {', '.join(names[:_MOST])}{more}: {words}"


def stated(release: Release) -> str:
    """Return what is stated of a release."""
    commercial = {None: "not stated", True: "yes", False: "no"}[release.commercial]
    told = [", ".join(release.acts), f"commercial: {commercial}"]
    if release.users is not None:
        told.append(f"{release.users:,} users a month")
    if release.revenue_usd is not None:
        told.append(f"{release.revenue_usd:,} USD a year")
    if release.territories:
        told.append(", ".join(release.territories))
    return "; ".join(told)
