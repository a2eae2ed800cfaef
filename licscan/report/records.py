"""Under which licenses the records of a dataset are, and how many of those looked at."""

from __future__ import annotations

from collections.abc import Iterator

from licscan.model import NOASSERTION, ComponentId, Report
from licscan.report.identity import called

HEADING = "Records by license"


def by_license(report: Report) -> Iterator[str]:
    """Yield a line for each license that records name, those of most records first."""
    resolutions = {one.component: one for one in report.resolutions}
    parts = [(one.id, one.records) for one in report.components if one.records]
    for name, (count, looked_at) in sorted(parts, key=lambda row: (-row[1][0], row[0])):
        readings = resolutions[name].readings
        license = " or ".join(readings) or "no license named"
        license = "a license that is not known" if readings == (NOASSERTION,) else license
        words = dict.fromkeys(sighting.raw for sighting in resolutions[name].evidence)
        said = f" (written {', '.join(words)})" if words else ""
        home = called(report, ComponentId(name.partition("#")[0]))
        yield f"{home}: {license}{said}: {count:,} of {looked_at:,} records looked at"
