"""What an audit was expected to say, compared with what it said.

Reads `licscan-tree/1` files; each difference becomes one sentence, so that a failing test shows
all of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from licscan.model import Duty, Edge, Evidence, Finding, Report, Resolution, Span

Line = dict[str, Any]

_PURL = re.compile(r"^pkg:huggingface/(datasets/)?")
_REVISION = re.compile(r"@[^/@]+$")


def differences(report: Report, expected: Path) -> list[str]:
    """Return each way in which the report is not what the file expects."""
    wanted = tomllib.loads(expected.read_text(encoding="utf-8"))
    if wanted.get("schema") != "licscan-tree/1":
        return [f"{expected.name} is not a licscan-tree/1 file"]
    return [
        *_verdict(report, wanted),
        *(text for line in wanted.get("component", ()) for text in _component(report, line)),
        *(text for line in wanted.get("evidence", ()) for text in _evidence(report, line)),
        *(text for line in wanted.get("edge", ()) for text in _edge(report, line)),
        *(text for line in wanted.get("finding", ()) for text in _finding(report, line)),
        *(text for line in wanted.get("must_not", ()) for text in _must_not(report, line)),
        *(text for line in wanted.get("duties_fulfilled", ()) for text in _kept(report, line)),
        *(text for line in wanted.get("duties_missing", ()) for text in _open(report, line)),
    ]


def _name(raw: str | None) -> str:
    if raw is None:
        return ""
    bare = _PURL.sub("", raw)
    return _REVISION.sub("", bare) if not bare.startswith(".") else bare


def _same(actual: str | None, wanted: str) -> bool:
    """Compare names without scheme and revision; a folder also stands for its parts (`.#code`)."""
    return _name(actual).lower() in {wanted.lower(), _name(wanted).lower()} or (
        _name(actual).split("#")[0] == wanted != _name(actual)
    )


def _either(line: Line, field: str) -> list[str]:
    return [*([line[field]] if field in line else []), *line.get(f"or_{field}", ())]


def _at(line: Line, span: Span | None) -> bool:
    """Tell whether the span is a place that the line allows; a line without places allows any."""
    if "file" not in line and "or_at" not in line:
        return True
    if span is None:
        return False
    places = [f"{line['file']}:{line['line']}" if "line" in line else line.get("file", "")]
    return any(place in (str(span), span.path) for place in (*places, *line.get("or_at", ())))


def _show(items: Iterable[object]) -> str:
    return "; ".join(sorted(map(str, items))) or "nothing"


def _verdict(report: Report, wanted: Line) -> Iterator[str]:
    accepted = [wanted["verdict"], *wanted.get("also_accept", ())]
    if str(report.verdict) not in accepted:
        yield f"verdict is {report.verdict}, not {' or '.join(accepted)}"


def _component(report: Report, line: Line) -> Iterator[str]:
    found = [c for c in report.components if _same(c.id, line["id"])]
    if not found:
        yield f"no component {line['id']} among {_show(c.id for c in report.components)}"
        return
    yield from _one_of("kind", line, [str(c.kind) for c in found])
    ids = {c.id for c in found}
    judged = [str(j.verdict) for j in report.judged if j.component in ids]
    yield from _one_of("verdict", line, judged)
    concluded = [str(r.concluded) for r in report.resolutions if r.component in ids]
    yield from _one_of("concluded", line, concluded)


def _one_of(field: str, line: Line, actual: list[str]) -> Iterator[str]:
    allowed = _either(line, field)
    if allowed and not set(actual) & set(allowed):
        yield f"{field} of {line['id']} is {_show(actual)}, not {' or '.join(allowed)}"


def _evidence(report: Report, line: Line) -> Iterator[str]:
    every = [e for r in report.resolutions for e in r.evidence]
    near = [e for e in every if _at(line, e.span)]
    if not any(_fits(e, line) for e in near):
        seen = _show(f"{e.span} {e.expression} ({e.basis})" for e in near or every)
        yield f"no evidence {line['expression']} at {line['file']}; seen: {seen}"


def _fits(evidence: Evidence, line: Line) -> bool:
    basis = line.get("basis", str(evidence.basis))
    return bool(evidence.expression == line["expression"] and str(evidence.basis) == basis)


def _edges(report: Report, line: Line) -> list[Edge]:
    return [
        edge
        for edge in report.edges
        if _same(edge.parent, line["parent"])
        and ("child" not in line or _same(edge.child, line["child"]))
        and ("relation" not in line or edge.relation in _either(line, "relation"))
    ]


def _edge(report: Report, line: Line) -> Iterator[str]:
    found = _edges(report, line)
    arrow = f"{line.get('child', '*')} {line['relation']} {line['parent']}"
    if not found:
        seen = _show(f"{e.child} {e.relation} {e.parent}" for e in report.edges)
        yield f"no edge {arrow}; seen: {seen}"
    elif not any(_at(line, edge.span) for edge in found):
        yield f"edge {arrow} is at {_show(e.span for e in found)}"


def _findings(report: Report, line: Line) -> list[Finding]:
    return [
        finding
        for finding in report.findings
        if finding.slug in _either(line, "about")
        and ("component" not in line or _same(finding.component, line["component"]))
    ]


def _finding(report: Report, line: Line) -> Iterator[str]:
    found = _findings(report, line)
    if not line.get("required", True):
        return
    if not found:
        seen = _show(f"{f.slug} of {f.component}" for f in report.findings)
        yield f"no finding {line['about']} of {line.get('component', '*')}; seen: {seen}"
    elif not any(_told(finding, line) for finding in found):
        seen = _show(_describe(finding) for finding in found)
        yield f"finding {line['about']} is not as expected; seen: {seen}"


def _told(finding: Finding, line: Line) -> bool:
    path = [_name(step) for step in line.get("path", ())]
    paths = [[_name(step) for step in reason.path] for reason in finding.reasons]
    return (
        _at(line, finding.spans[0])
        and (not path or path in paths)
        and str(finding.verdict) == line.get("verdict", str(finding.verdict))
        and ("stance" not in line or line["stance"] in {r.stance for r in finding.reasons})
    )


def _describe(finding: Finding) -> str:
    stances = {reason.stance for reason in finding.reasons if reason.stance}
    paths = {" <- ".join(reason.path) for reason in finding.reasons}
    return f"{finding.slug} {finding.verdict} at {finding.spans[0]} {_show(paths)} {_show(stances)}"


def _must_not(report: Report, line: Line) -> Iterator[str]:
    kind = line["kind"]
    if kind == "finding":
        bad = [f"{f.slug} of {f.component}: {f.message}" for f in _findings(report, line)]
    elif kind == "edge":
        bad = [f"{e.child} {e.relation} {e.parent} ({e.span})" for e in _edges(report, line)]
    elif kind == "concluded":
        bad = [r.concluded for r in _resolutions(report, line) if r.concluded == line["expression"]]
    else:
        bad = [f"unknown kind {kind}"]
    if bad:
        yield f"must not report {kind}: {_show(bad)}"


def _resolutions(report: Report, line: Line) -> list[Resolution]:
    return [r for r in report.resolutions if _same(r.component, line["component"])]


def _duties(report: Report, line: Line) -> list[Duty]:
    return [
        duty
        for judged in report.judged
        for duty in judged.duties
        if _same(duty.component, line["component"])
        and duty.license == line["license"]
        and duty.kind == line["kind"]
    ]


def _kept(report: Report, line: Line) -> Iterator[str]:
    found = _duties(report, line)
    kept = [duty for duty in found if duty.fulfilled]
    if not any(_at(line, duty.evidence) for duty in kept):
        seen = _show(f"{d.kind} {d.fulfilled} {d.evidence}" for d in found)
        yield f"duty {line['kind']} of {line['license']} is not seen as fulfilled; seen: {seen}"


def _open(report: Report, line: Line) -> Iterator[str]:
    found = _duties(report, line)
    if not found or any(duty.fulfilled is not False for duty in found):
        seen = _show(f"{d.kind} {d.fulfilled} {d.evidence}" for d in found)
        yield f"duty {line['kind']} of {line['license']} is not seen as missing; seen: {seen}"
