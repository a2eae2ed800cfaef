"""The text of a configuration to start from: what was found, and what may be said about it."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.config.writing import quoted
from licscan.model import Component, Finding, Report, Resolution
from licscan.sources.printable import printable

_MOST = 30


def starting_text(report: Report | None) -> str:
    """Return a commented configuration; without a report, one that names no components."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report | None) -> Iterator[str]:
    yield "# What licscan is to know of this repository. Every key: docs/configuration.md"
    yield ""
    yield "# How contested law is read: strict, balanced (both readings) or lenient."
    yield 'profile = "balanced"'
    yield ""
    yield "# What closes the gate: conflict, unknown, review, duty; each includes those before it."
    yield 'fail-on = "conflict"'
    yield ""
    yield from _baseline(report)
    yield "# Files and folders to leave out; the report lists them."
    yield '# exclude = ["tests/fixtures"]'
    yield ""
    yield "# What is done with the work. What is not stated is told as a condition."
    yield "[[release]]"
    yield 'acts = ["distribute"]        # use, distribute, host'
    yield "# commercial = true"
    yield "# users = 10000              # active users a month"
    yield "# revenue-usd = 1000000      # a year"
    yield '# territories = ["EU", "US"] # of the releaser, and of the release'
    yield ""
    yield from _components(report)
    yield "# Which licenses may come in. With `allow`, nothing comes in that is not listed."
    yield "# [licenses]"
    yield '# allow = ["permissive", "public-domain"]'
    yield '# needs-approval = ["community", "rail"]'
    yield '# deny = ["noncommercial", "research"]'
    yield ""
    yield from _waiver(report)


def _open(report: Report | None) -> list[Finding]:
    return [finding for finding in report.findings if finding.status == "open"] if report else []


def _baseline(report: Report | None) -> Iterator[str]:
    count = len(_open(report))
    if not count:
        return
    told = "1 finding is open" if count == 1 else f"{count} findings are open"
    yield f"# {told}. To adopt the gate now and mend them later, name a baseline and"
    yield "# run `licscan audit --write-baseline`: they are told, and do not count."
    yield '# baseline = "licscan-baseline.json"'
    yield ""


def _components(report: Report | None) -> Iterator[str]:
    own = [component for component in report.components if component.local] if report else []
    if report is None or not own:
        return
    resolutions = {resolution.component: resolution for resolution in report.resolutions}
    verdicts = {one.component: str(one.verdict) for one in report.judged}
    yield "# The components that were found. One that is released otherwise gets its own entry:"
    for component in own[:_MOST]:
        yield f"#   {_told(component, resolutions.get(component.id))}: {verdicts[component.id]}"
    if len(own) > _MOST:
        yield f"#   and {len(own) - _MOST} more; `licscan audit` shows them all"
    named = next((component.id for component in own if component.id != "."), "services/internal")
    yield "# [[release]]"
    yield f"# component = {quoted(named)}    # or path = {quoted('internal/**')}"
    yield '# acts = ["use"]'
    yield ""


def _told(component: Component, resolution: Resolution | None) -> str:
    license = " or ".join(resolution.readings) if resolution else ""
    return _flat(f"{component.id} ({component.kind.value}) {license or 'no license stated'}")


def _waiver(report: Report | None) -> Iterator[str]:
    first = next(iter(_open(report)), None)
    code, component = (first.slug, first.component) if first else ("over-grant", ".")
    yield "# A finding to live with for a time; `licscan waive` writes such an entry."
    yield "# [[waive]]"
    yield f"# code = {quoted(code)}"
    yield f"# component = {_flat(quoted(component))}"
    yield '# reason = "who decided what, and why"'
    yield "# expires = 2030-12-31"


def _flat(text: str) -> str:
    return printable(text).replace("\n", " ")
