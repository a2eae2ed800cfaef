"""`licscan rules` and `licscan explain`: what they print, for the shipped rules and for a layer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from licscan import __version__
from licscan.cli.group import cli
from licscan.errors import UsageError
from licscan.explanation import explain
from licscan.model import NONE
from licscan.rulebook import Rulebook

COMPANY = str(Path(__file__).resolve().parents[1] / "rules" / "company")
LLAMA_3, LLAMA_4 = "LicenseRef-licscan-llama-3", "LicenseRef-scancode-llama-4-cla-2025"
BY_NC_ND = "CC-BY-NC-ND-4.0"
LAYER = ["--rules", COMPANY]


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    if result.exception and not isinstance(result.exception, UsageError):
        raise result.exception
    return result


def listed(*arguments: str) -> set[str]:
    return {
        rule["id"]
        for rule in json.loads(run("rules", "list", "--json", *arguments).stdout)["rules"]
    }


@pytest.mark.parametrize(
    ("filters", "there", "absent"),
    [
        (["--tag", "gpl"], "GPL-2.0-or-later", "LGPL-3.0-only"),
        (["--tag", "gemma"], "LicenseRef-scancode-gemma-tou-2024-04-01", "MIT"),
        (["--category", "rail"], "LicenseRef-scancode-bigscience-rail-1.0", "CC-BY-NC-4.0"),
        (["--limit", "noncommercial"], "CC-BY-NC-4.0", "CC-BY-4.0"),
        (["--limit", "noncommercial", "--limit", "no-derivatives"], BY_NC_ND, "CC-BY-NC-4.0"),
        (["--duty", "display-badge"], LLAMA_3, "LicenseRef-scancode-llama-2-license-2023"),
        (["--category", "community", "--limit", "territory"], LLAMA_4, LLAMA_3),
        (["--kind", "exception"], "Classpath-exception-2.0", "MIT"),
        (["--kind", "stance"], "nc-training", "MIT"),
        (["--kind", "finding"], "LIC201", "MIT"),
        (LAYER, "LicenseRef-acme-internal", "AdditionRef-acme-partners"),
    ],
)  # fmt: skip
def test_what_a_filter_lets_through(filters: list[str], there: str, absent: str) -> None:
    found = listed(*filters)
    assert there in found
    assert absent not in found


def test_a_list_is_sorted_and_whole() -> None:
    found = [rule["id"] for rule in json.loads(run("rules", "list", "--json").stdout)["rules"]]
    assert found == sorted(found)
    assert set(found) == set(Rulebook().license_ids())
    assert [line.split()[0] for line in run("rules", "list").stdout.splitlines()] == found


@pytest.mark.parametrize(
    "arguments",
    [
        ["rules", "list", "--category", "nice"],
        ["rules", "list", "--limit", "acceptible-use"],
        ["rules", "list", "--tag", "no such license"],
        ["rules", "list", "--kind", "stance", "--limit", "military"],
        ["rules", "show", "no such rule"],
        ["rules", "check", "no such folder"],
        ["explain", "no such thing"],
    ],
)
def test_a_word_that_no_rule_has(arguments: list[str]) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, UsageError)
    assert result.exception.tip
    assert result.stdout == ""


def test_show_says_what_a_layer_shadows() -> None:
    head = run("rules", "show", "mit", *LAYER).stdout.splitlines()[:3]
    assert head[0] == f"# MIT: licenses/MIT.toml of {COMPANY}"
    assert head[1] == "# takes the place of the one of the shipped rules"
    assert run("rules", "show", "mit").stdout.splitlines()[0].endswith("of the shipped rules")
    told = json.loads(run("rules", "show", "nc-training", *LAYER, "--json").stdout)["rules"]
    assert [(rule["source"], rule["shadows"]) for rule in told] == [(COMPANY, ["shipped"])]
    assert told[0]["file"]["profiles"]["balanced"] == "strict"


@pytest.mark.parametrize("name", ["llama3.1", "over-grant", "nc-training", "LLVM-exception"])
def test_show_prints_the_file_as_it_is(name: str) -> None:
    (rule,) = json.loads(run("rules", "show", name, "--json").stdout)["rules"]
    assert rule["source"] == "shipped"
    text = run("rules", "show", name).stdout
    assert rule["id"] in text.splitlines()[0]
    if isinstance(rule["file"], str):
        assert rule["file"] in text
    else:
        assert all(f"{key}" in text for key in rule["file"])


def test_check_exits_by_what_it_found(tmp_path: Path) -> None:
    sound = run("rules", "check", COMPANY)
    assert (sound.return_value, sound.stdout) == (0, "10 files, 0 problems\n")
    (tmp_path / "tags.toml").write_text('schema = "licscan-tags/1"\n\n[tags]\nacme = "nothing"\n')
    faulty = run("rules", "check", str(tmp_path))
    assert faulty.return_value == 1
    assert faulty.stdout.startswith("tags.toml:4: tags/acme: ")
    told = json.loads(run("rules", "check", str(tmp_path), "--json").stdout)
    assert [(one["path"], one["line"], one["place"]) for one in told["problems"]] == [
        ("tags.toml", 4, "tags/acme")
    ]


@pytest.mark.parametrize(
    "name", ["llama3.1", "mit", "gpl", "gemma", "cc-by-nc-4.0", "agpl-3.0", "nc-training", "LIC201"]
)
def test_explain_fits_a_terminal(name: str) -> None:
    lines = run("explain", name).stdout.splitlines()
    assert max(map(len, lines)) <= (80 if not name.startswith("LIC") else 130)


@pytest.mark.parametrize("name", ["llama3.1", "gemma-terms-of-use", "apache-2.0", "cc-by-sa-4.0"])
def test_explain_a_license_is_one_screen(name: str) -> None:
    assert len(run("explain", name).stdout.splitlines()) <= 60


def test_every_rule_can_be_explained_and_has_no_hole() -> None:
    book = Rulebook()
    names = [*book.license_ids(), *book.exception_ids(), *book.stances, *book.finding_codes]
    told = {name: explain(book, name) for name in names if name != NONE}
    assert [name for name, text in told.items() if "{license}" in text or len(text) < 80] == []


def test_explain_says_where_the_text_says_it() -> None:
    text = run("explain", "llama3.1").stdout
    for part in ("You may", "You must", "You may not", "travels", "1.b.i", "700,000,000"):
        assert part in text
    assert "verified" in text.lower()


def test_explain_reads_the_rules_of_a_layer() -> None:
    assert "inside the company only" in run("explain", "acme", *LAYER).stdout
    assert "Counsel's opinion" in run("explain", "nc-training", *LAYER).stdout


def test_the_version_names_that_of_the_rules() -> None:
    assert run("--version").stdout == f"licscan {__version__}, rules {Rulebook().version}\n"
