"""Software that code needs: told and not judged first, then packages whose license is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.audit import Options, audit, check
from licscan.model import Relation, Report, Span, Verdict
from licscan.report import View
from licscan.report.json import as_data
from licscan.report.page import lines

PROJECT = '[project]\nname = "app"\nversion = "1"\nlicense = "{license}"\n'
SITE = ".venv/lib/python3.11/site-packages"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def metadata(name: str, *fields: str, site: str = SITE) -> dict[str, str]:
    text = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *fields])
    return {f"{site}/{name}-1.0.dist-info/METADATA": f"{text}\n\nLong description.\n"}


def look(root: Path, files: dict[str, str], license: str = "Apache-2.0") -> Report:
    write(root, {"pyproject.toml": PROJECT.format(license=license), **files})
    return audit(root, Options(cache=False, scancode=False))


def linked(report: Report) -> dict[str, str]:
    known = {one.component: " | ".join(one.readings) for one in report.resolutions}
    return {e.parent: known[e.parent] for e in report.edges if e.relation is Relation.LINKS}


def unexamined(report: Report) -> list[str]:
    return [package for _, packages in report.unexamined for package in packages]


ONE = {"requirements.txt": "x\n"}
NOT_EXAMINED = [
    (ONE, "nothing is installed"),
    ({"requirements.txt": "click\n"}, "installed for licscan, not for the project"),
    ({**ONE, **metadata("x", "License: Terms of our own")}, "no license of the rules"),
    ({**ONE, **metadata("x", "License: UNKNOWN")}, "unknown"),
    ({**ONE, **metadata("x", "License: Copyright 2020", "        All rights.")}, "a text"),
    ({**ONE, **metadata("x")}, "no field"),
    ({**ONE, **metadata("y", "License: MIT")}, "another package"),
    (
        {**ONE, **metadata("x", "License: MIT", site="other/.venv/lib/python3/site-packages")},
        "environment of a folder beside",
    ),
    (
        {"package.json": '{"name": "w", "license": "Apache-2.0", "dependencies": {"x": "^1"}}'},
        "npm",
    ),
]


@pytest.mark.parametrize("files", [pytest.param(f, id=i) for f, i in NOT_EXAMINED])
def test_packages_without_a_known_license_are_told_and_decide_nothing(
    files: dict[str, str], tmp_path: Path
) -> None:
    report = look(tmp_path, files)
    assert linked(report) == {}
    assert len(unexamined(report)) == 1
    assert report.findings == ()
    assert report.verdict is Verdict.OK


def test_an_environment_behind_a_link_out_of_the_tree_is_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", metadata("x", "License: MIT", site="lib/python3/site-packages"))
    root = tmp_path / "project"
    root.mkdir()
    (root / ".venv").symlink_to(tmp_path / "elsewhere")
    assert unexamined(look(root, ONE)) == ["pkg:pypi/x"]


def test_a_model_with_requirements_gets_no_code_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "---\nlicense: mit\n---\n", **ONE})
    report = audit(tmp_path, Options(cache=False, scancode=False))
    assert [component.id for component in report.components] == ["."]
    assert unexamined(report) == ["pkg:pypi/x"]


ASKS_NOTHING = ["MIT", "BSD-3-Clause", "Apache-2.0", "LGPL-3.0-only", "MPL-2.0"]


@pytest.mark.parametrize("license", ASKS_NOTHING)
def test_a_package_that_users_install_asks_for_no_copy_of_its_license(
    license: str, tmp_path: Path
) -> None:
    report = look(tmp_path, {**ONE, **metadata("x", f"License-Expression: {license}")})
    assert linked(report) == {"pkg:pypi/x": license}
    assert (report.verdict, [one.duties for one in report.judged]) == (Verdict.OK, [()])


def test_a_package_whose_license_reaches_the_whole_is_asked_of_the_label(tmp_path: Path) -> None:
    files = {**ONE, **metadata("x", "License-Expression: GPL-3.0-only")}
    report = look(tmp_path, files)
    assert report.verdict is Verdict.CONFLICT
    (edge,) = report.edges
    assert (edge.child, edge.parent, edge.span) == (".", "pkg:pypi/x", Span("requirements.txt", 1))
    (tmp_path / "keeps").mkdir()
    assert look(tmp_path / "keeps", files, "GPL-3.0-only").verdict is not Verdict.CONFLICT


KNOWN = [
    (
        {"requirements.txt": "Ab_c\n", **metadata("ab_c", "License: MIT")},
        {"pkg:pypi/ab-c": "MIT"},
        "one spelling of a name",
    ),
    (
        {
            **ONE,
            **metadata(
                "x",
                "License: GPL",
                "Classifier: License :: OSI Approved :: MIT License",
            ),
        },
        {"pkg:pypi/x": "MIT"},
        "a classifier that is certain",
    ),
    (
        {
            "app/requirements.txt": "x\n",
            **metadata("x", "License: MIT", site="app/venv/Lib/site-packages"),
            "app/LICENSE-NOTE.txt": "",
        },
        {"pkg:pypi/x": "MIT"},
        "environment beside the file",
    ),
    (
        {
            "package.json": '{"name": "w", "private": true, "dependencies": {"@s/x": "^1"}}',
            "node_modules/@s/x/package.json": '{"name": "@s/x", "license": "ISC"}',
        },
        {"pkg:npm/%40s/x": "ISC"},
        "installed by npm",
    ),
    (
        {
            "package-lock.json": json.dumps(
                {"packages": {"node_modules/x": {"version": "1.0.0", "license": "MIT"}}}
            )
        },
        {"pkg:npm/x": "MIT"},
        "stated by a lock",
    ),
]


@pytest.mark.parametrize(("files", "expected"), [pytest.param(f, e, id=i) for f, e, i in KNOWN])
def test_packages_are_known_from_the_tree(
    files: dict[str, str], expected: dict[str, str], tmp_path: Path
) -> None:
    report = look(tmp_path, files)
    assert linked(report) == expected
    assert unexamined(report) == []


def test_a_package_that_several_files_name_is_told_once(tmp_path: Path) -> None:
    lock = '[[package]]\nname = "x"\nversion = "1"\n\n[[package]]\nname = "z"\nversion = "1"\n'
    report = look(tmp_path, {**ONE, "poetry.lock": lock})
    assert sorted(unexamined(report)) == ["pkg:pypi/x", "pkg:pypi/z"]
    assert [one["span"]["path"] for one in as_data(report)["unexamined"]] == ["poetry.lock"]


def test_what_is_not_examined_is_one_line_and_many_links_are_counted(tmp_path: Path) -> None:
    asked = "".join(f"p{number:02}\n" for number in range(30))
    files = {"requirements.txt": asked + "unheard-of\n"}
    for number in range(30):
        files |= metadata(f"p{number:02}", "License: MIT")
    text = "\n".join(line.text for line in lines(View(look(tmp_path, files), width=200)))
    assert "1 software package named in requirements.txt was not examined" in text
    assert text.count("links: pkg:pypi/") == 8
    assert "links 22 more packages" in text


def test_the_check_of_a_card_looks_up_no_packages(tmp_path: Path) -> None:
    files = {**ONE, **metadata("x", "License-Expression: GPL-3.0-only"), "README.md": "# App\n"}
    write(tmp_path, {"pyproject.toml": PROJECT.format(license="MIT"), **files})
    options = Options(cache=False, scancode=False)
    card = check([tmp_path / "README.md"], options, tmp_path)
    assert card is None or (card.edges, card.unexamined) == ((), ())
    asked = check([tmp_path / "requirements.txt"], options, tmp_path)
    assert asked is not None
    assert asked.verdict is Verdict.CONFLICT
