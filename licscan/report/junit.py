"""JUnit XML: a test for each finding, and one for each component that has none.

A finding fails where it closes the gate; the others pass and are told, those set aside are skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from licscan.model import Finding
from licscan.policy import closes
from licscan.report import View
from licscan.report.element import sound
from licscan.report.identity import in_repository, told
from licscan.report.page import short
from licscan.report.set_aside import why_aside

NAME = "junit"


def render(view: View) -> str:
    """Write one suite, without a clock or a host."""
    report = view.report
    suites = Element("testsuites", name="licscan")
    suite = SubElement(suites, "testsuite", name=sound(report.target))
    properties = SubElement(suite, "properties")
    facts = {"verdict": str(report.verdict), "gate": view.gate, "profile": report.profile}
    for name, value in facts.items():
        SubElement(properties, "property", name=name, value=sound(value))
    for case in _cases(view):
        suite.append(case)
    for element in (suites, suite):
        _count(element)
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _count(element: Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for _ in element.iter(tag))))
    element.set("errors", "0")
    element.set("time", "0")


def _cases(view: View) -> Iterator[Element]:
    """Yield the cases; hosts compare runs by class and name, so no two share both."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in view.report.findings:
        about = short(finding.upstream or finding.spans[0].path)
        name = f"{finding.code} {finding.slug}: {about}"
        seen[finding.component, name] += 1
        number = seen[finding.component, name]
        yield _finding(view, finding, name if number == 1 else f"{name} ({number})")
    for one in view.report.judged:
        if not any(finding.component == one.component for finding in view.report.findings):
            name = f"license compliance: {one.verdict}"
            yield Element("testcase", classname=sound(one.component), name=name, time="0")


def _finding(view: View, finding: Finding, name: str) -> Element:
    span = finding.spans[0]
    case = Element(
        "testcase",
        classname=sound(finding.component),
        name=sound(name),
        file=sound(in_repository(view, span)),
        line=str(max(span.line, 1)),
        time="0",
    )
    if finding.status != "open":
        SubElement(case, "skipped", message=sound(why_aside(finding)))
    elif closes(finding, view.fail_on):
        text = f"{in_repository(view, span)}:{span.line}: {told(finding)}"
        failure = SubElement(case, "failure", type=finding.code, message=sound(finding.message))
        failure.text = sound(text)
    else:
        SubElement(case, "system-out").text = sound(f"{finding.severity}: {told(finding)}")
    return case
