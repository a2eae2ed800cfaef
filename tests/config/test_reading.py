"""Configurations: mistakes that are told, all of them and with their lines; then what is read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from licscan.config.reading import ConfigError, parse
from licscan.config.values import Config
from licscan.model import Release, Severity


def read(text: str, folder: Path = Path(), name: str = "licscan.toml") -> Config:
    found = parse(text, folder / name)
    assert found is not None
    return found


def problems(text: str, folder: Path = Path(), name: str = "licscan.toml") -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(text, folder / name)
    return str(caught.value).splitlines()


WAIVER = '[[waive]]\ncode = "LIC201"\ncomponent = "."\nreason = "bought"\n'
CLARIFY = '[[clarify]]\ncomponent = "a"\nexpression = "MIT"\nreason = "asked"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "profil = 'strict'", "1: unknown key 'profil' (did you mean 'profile'?)", id="typo"
        ),
        pytest.param("[licences]\nallow = []", "1: unknown key 'licences'", id="unknown table"),
        pytest.param("profile = 'harsh'", "1: profile: unknown value 'harsh'", id="value"),
        pytest.param("profile = 3", "1: profile must be a string", id="type"),
        pytest.param("fail-on = 'never'", "1: fail-on: unknown value 'never'", id="gate"),
        pytest.param(
            "\nexclude = [1]", "2: exclude must be a string or a list", id="list of numbers"
        ),
        pytest.param("[stances]\nnc-trainin = 'strict'", "2: unknown stance", id="stance"),
        pytest.param(
            "[stances]\nnc-training = 'no'", "2: nc-training: unknown value", id="reading"
        ),
        pytest.param(
            "profile = 'strict'\n[stances]\nprofile = 'lenient'", "3: profile is", id="two profiles"
        ),
        pytest.param("[severity]\nLIC999 = 'error'", "2: unknown finding 'LIC999'", id="code"),
        pytest.param("[severity]\nLIC201 = 'loud'", "2: LIC201: unknown value", id="severity"),
        pytest.param(
            "[severity]\nLIC201 = 'note'\nover-grant = 'error'",
            "3: the severity of LIC201 is given twice",
            id="code and slug",
        ),
        pytest.param(
            "[licenses]\nallow = ['MIT-9']", "2: allow: 'MIT-9' is no license", id="license"
        ),
        pytest.param(
            "[licenses]\nallow = [\n  'MIT',\n  'permisive',\n]",
            "4: allow: 'permisive' is no license and no category (did you mean 'permissive'?)",
            id="category, its own line",
        ),
        pytest.param(
            "[licenses]\nallow = ['MIT']\ndeny = ['MIT']",
            "3: 'MIT' stands in allow and",
            id="two lists",
        ),
        pytest.param(WAIVER.replace("LIC201", "over-grnt"), "2: unknown finding", id="waived code"),
        pytest.param(
            WAIVER.replace('component = "."\n', ""), "1: [[waive]] without component", id="scope"
        ),
        pytest.param(WAIVER.replace("bought", " "), "4: reason is empty", id="blank reason"),
        pytest.param(WAIVER + "expires = '31.12.2027'", "5: expires must be a date", id="date"),
        pytest.param(
            WAIVER + "expires = 2027-01-01T00:00:00", "5: expires must be a date", id="time"
        ),
        pytest.param(WAIVER + "until = 2027-01-01", "5: unknown key 'until'", id="key of a waiver"),
        pytest.param(
            WAIVER.replace("LIC201", "waiver-unused"),
            "2: waiver-unused is about waivers",
            id="circular",
        ),
        pytest.param("waive = 'LIC201'", "1: waive must be an array of tables", id="no table"),
        pytest.param(CLARIFY + "file = 'LICENSE'", "1: [[clarify]] without sha256", id="no hash"),
        pytest.param(
            CLARIFY + f"file = '../x'\nsha256 = '{'0' * 64}'",
            "5: file must lie in the tree",
            id="outside",
        ),
        pytest.param(CLARIFY + "file = 'x'\nsha256 = 'abc'", "6: sha256 must be 64", id="hash"),
        pytest.param(
            CLARIFY.replace("MIT", "gpl"), "3: 'gpl' names no license for certain", id="family"
        ),
        pytest.param(CLARIFY + CLARIFY, "6: a is clarified twice (line 1)", id="clarified twice"),
        pytest.param("[release]\nacts = []", "2: acts is empty", id="no act"),
        pytest.param("[release]\nusers = -1", "2: users must be a whole number", id="negative"),
        pytest.param(
            "[release]\nusers = true", "2: users must be a whole number", id="true is no number"
        ),
        pytest.param(
            "[[release]]\n[[release]]\n", "2: the release of the whole tree is", id="two wholes"
        ),
        pytest.param(
            "[[release]]\npath = 'a'\ncomponent = 'a'",
            "2: [[release]] with both",
            id="path and component",
        ),
        pytest.param(
            "[[hold]]\ncomponent = 'a/b'\nreference = 'x'", "1: [[hold]] without lifts", id="lifts"
        ),
        pytest.param(
            "[[hold]]\ncomponent = 'a/b'\nreference = 'x'\nlifts = 'noncomercial'",
            "4: lifts: unknown value 'noncomercial' (did you mean 'noncommercial'?)",
            id="term",
        ),
        pytest.param("rules = 'nowhere'", "1: rules: nowhere is not a folder", id="rules"),
        pytest.param("trees = ['nowhere']", "1: trees: nowhere is not a folder", id="trees"),
        pytest.param("require-rules = '99.0'", "1: the rules are version", id="newer rules"),
        pytest.param(
            "require-rules = 'new'", "1: require-rules 'new' is no version", id="no version"
        ),
        pytest.param("profile = = 1", "1: Invalid value", id="no TOML"),
    ],
)
def test_mistake_is_told_with_its_line(text: str, told: str, tmp_path: Path) -> None:
    (found,) = problems(text, tmp_path)
    assert found.startswith(f"licscan.toml:{told}")


def test_all_mistakes_are_told_together_in_the_order_of_lines() -> None:
    text = "profil = 'strict'\n\n[severity]\nLIC201 = 'loud'\n\n[[waive]]\ncode = 'x'\n"
    lines = [line.split(":")[1] for line in problems(text)]
    assert lines == ["1", "4", "6", "6", "7"]


def test_release_as_a_table_and_as_an_array_are_told_apart() -> None:
    with pytest.raises(ConfigError) as caught:
        parse("[release]\nacts='use'\n[[release]]\npath='a'\n", Path("licscan.toml"))
    assert "[[release]]" in caught.value.tip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[tool.ruff]\nline-length = 100\n", id="another tool"),
        pytest.param("# see [tool.licscan]\n[project]\nname = 'x'\n", id="a comment"),
    ],
)
def test_a_pyproject_without_a_section_says_nothing(text: str) -> None:
    assert parse(text, Path("pyproject.toml")) is None


def test_a_section_of_pyproject_is_read_and_its_lines_are_right() -> None:
    text = "[project]\nname = 'x'\n\n[tool.licscan]\nprofile = 'strict'\n"
    assert read(text, name="pyproject.toml").profile == "strict"
    wrong = text + "\n[[tool.licscan.waive]]\ncode = 'LIC201'\n"
    (first, second) = problems(wrong, name="pyproject.toml")
    assert first.startswith("pyproject.toml:7: [[waive]] without")
    assert second.startswith("pyproject.toml:7: [[waive]] without")


WHOLE = """
profile = "strict"
fail-on = "unknown"
exclude = ["docs/*"]
first-party = ["acme"]
baseline = "ci/baseline.json"
require-rules = "0.1"

[[release]]
acts = ["host"]
commercial = true

[[release]]
path = "internal/**"
acts = "use"

[stances]
nc-training = "lenient"

[severity]
parent-unpinned = "error"

[licenses]
allow = ["permissive", "GPL-2.0+"]

[[waive]]
code = "over-grant"
component = "./models/a/"
upstream = "org/base"
reason = "a license was bought"
expires = 2027-01-31

[[hold]]
component = "org/base"
lifts = ["noncommercial"]
reference = "contract 7"
"""


def test_everything_that_is_said_is_read(tmp_path: Path) -> None:
    config = read(WHOLE, tmp_path)
    assert (config.profile, config.fail_on) == ("strict", "unknown")
    assert config.exclude == ("docs/*",)
    assert config.first_party == ("acme",)
    assert config.policy.baseline == tmp_path / "ci" / "baseline.json"
    assert config.stances == (("nc-training", "lenient"),)
    assert config.policy.severities == (("LIC403", Severity.ERROR),)
    assert config.release is not None
    assert config.release.over(Release()) == Release(("host",), True)
    (scoped,) = config.policy.releases
    assert scoped.over(Release(("host",), True)) == Release(("use",), True)
    (waiver,) = config.policy.waivers
    assert waiver[:5] == ("LIC201", "models/a", "a license was bought", "org/base", "2027-01-31")
    assert waiver.span.line == WHOLE.splitlines().index("[[waive]]") + 1
    assert [hold.lifts for hold in config.holds] == [("noncommercial",)]
    assert config.policy.lists is not None
    assert config.policy.lists.allow is not None
    assert [entry.expressions for entry in config.policy.lists.allow] == [(), ("GPL-2.0-or-later",)]


def test_the_sample_is_the_toml_it_looks_like() -> None:
    assert len(tomllib.loads(WHOLE)["release"]) == 2


@pytest.mark.parametrize("page", ["docs/configuration.md", "README.md"])
def test_what_the_docs_show_can_be_read(page: str, tmp_path: Path) -> None:
    (tmp_path / "legal" / "licscan-rules").mkdir(parents=True)
    text = (Path(__file__).resolve().parents[2] / page).read_text("utf-8")
    shown = [
        block for block in re.findall(r"```toml\n(.*?)```", text, re.S) if "[[release]]" in block
    ]
    assert shown
    for block in shown:
        assert read(block, tmp_path).release is not None
