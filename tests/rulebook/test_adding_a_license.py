"""A license that is added as `docs/adding-a-license.md` says is judged as it says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from licscan.model import Verdict
from licscan.plan import judge, read_plan
from licscan.rulebook import Rulebook
from licscan.rulebook.clauses import Texts, problems
from licscan.rules_root import layered
from licscan.trial import Options

TEXT = """\
The Lighthouse Model License

1. You may use, copy, change and hand on the Beacon under any terms you like.
2. Whoever hands it on gives a copy of this license with it.
3. These rights end for whoever has more than 1000 users and earns more than USD 500 a year.
"""
LICENSE = f"""
schema = "licscan-license/1"
id = "LicenseRef-acme-lighthouse"
name = "Lighthouse Model License"
category = "community"
applies-to = ["model"]
binds-by = "contract"

[verified]
how = "text"
on = "2026-11-25"
source = "acme/lighthouse@1234567:LICENSE"
sha256 = "{hashlib.sha256(TEXT.encode()).hexdigest()}"
url = "https://example.org/lighthouse"

[permits]
use = "yes"
modify = "yes"
distribute = "yes"
sublicense = "unaddressed"
commercial = "unaddressed"
patent = "unaddressed"
train = "unaddressed"
outputs-train-others = "unaddressed"
clause = "1"
pattern = "you may use, copy, change and hand on"

[[duties]]
kind = "include-license"
on = ["distribute"]
clause = "2"
pattern = "gives a copy of this license"

[[limits]]
kind = "users-above"
binds = ["use"]
detail = "the rights end"
effect = "ends-rights"
clause = "3"
pattern = "more than 1000 users and earns more"
CONDITION

[reach]
finetune = "yes"
adapter = "yes"
merge = "yes"
quantized = "yes"
distilled = "silent"
trained-on = "silent"
generated-by = "silent"
derived-from = "yes"
contains = "copy"
loads = "use"
links = "own-part"
made-with = "no"
evaluated-on = "no"
clause = "1"
pattern = "copy, change and hand on the beacon"

[outbound]
rule = "any"
clause = "1"
pattern = "under any terms you like"

[hosting]
is = "silent"

[termination]
on-breach = "unstated"
"""
TESTS = (
    '{ metric = "monthly-active-users", value = 1000, unit = "users", per = "month" }',
    '{ metric = "annual-revenue", value = 500, unit = "USD", per = "year" }',
)
ASKED = '{ asks = "core-business" }'
LATER = """
schema = "licscan-license/1"
id = "LicenseRef-acme-lighthouse-2"
name = "Lighthouse Model License 2"
extends = "LicenseRef-acme-lighthouse"
drop = ["users-above"]

[verified]
how = "memory"
on = "2026-11-25"
url = "https://example.org/lighthouse/2"
"""
PLAN = """
schema = "licscan-plan/1"
[release]
license = "mit"
acts = ["use"]
RELEASE
[[component]]
id = "beacon"
kind = "model"
license = "NAME"
[[component]]
id = "product"
kind = "model"
[[lineage]]
child = "product"
parent = "beacon"
relation = "finetune"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A company's own rules."""
    (tmp_path / "licenses").mkdir()
    return tmp_path


def _write(folder: Path, condition: str) -> None:
    text = LICENSE.replace("CONDITION", condition)
    (folder / "licenses" / "LicenseRef-acme-lighthouse.toml").write_text(text, encoding="utf-8")
    later = folder / "licenses" / "LicenseRef-acme-lighthouse-2.toml"
    later.write_text(LATER, encoding="utf-8")


def _verdict(folder: Path, release: str, name: str = "LicenseRef-acme-lighthouse") -> Verdict:
    plan = folder / "plan.toml"
    plan.write_text(PLAN.replace("RELEASE", release).replace("NAME", name), encoding="utf-8")
    with layered([folder]):
        read = read_plan(plan)
        judged = judge(read, Options(rules=(folder,))).judged
    return next(one.verdict for one in judged if one.component == read.product)


@pytest.mark.parametrize(
    ("tests", "release", "verdict"),
    [
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "users = 1000\nrevenue-usd = 900", Verdict.OK),
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "users = 2000\nrevenue-usd = 500", Verdict.OK),
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "users = 2000\nrevenue-usd = 900", Verdict.CONFLICT),
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "users = 2000", Verdict.UNKNOWN),
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "users = 10", Verdict.OK),
        (f"all = [{TESTS[0]}, {TESTS[1]}]", "", Verdict.OK),
        (f"any = [{TESTS[0]}, {TESTS[1]}]", "users = 1000\nrevenue-usd = 500", Verdict.OK),
        (f"any = [{TESTS[0]}, {TESTS[1]}]", "users = 2000", Verdict.CONFLICT),
        (f"any = [{TESTS[0]}, {TESTS[1]}]", "revenue-usd = 900", Verdict.CONFLICT),
        (f"any = [{TESTS[0]}, {TESTS[1]}]", "revenue-usd = 100", Verdict.OK),
        (f"all = [{ASKED}, {TESTS[0]}]", "users = 2000", Verdict.UNKNOWN),
        (f"all = [{ASKED}, {TESTS[0]}]", "users = 1000", Verdict.OK),
        (
            f'all = [{TESTS[0]}, {{ any = [{TESTS[1]}, {{ when = "commercial" }}] }}]',
            "users = 2000\ncommercial = true",
            Verdict.CONFLICT,
        ),
        (
            f'all = [{TESTS[0]}, {{ any = [{TESTS[1]}, {{ when = "commercial" }}] }}]',
            "users = 2000\nrevenue-usd = 100\ncommercial = false",
            Verdict.OK,
        ),
    ],
)
def test_threshold_of_several_tests(
    folder: Path, tests: str, release: str, verdict: Verdict
) -> None:
    _write(folder, tests)
    assert _verdict(folder, release) is verdict


def test_a_later_version_drops_what_it_says(folder: Path) -> None:
    _write(folder, f"all = [{TESTS[0]}, {TESTS[1]}]")
    release = "users = 2000\nrevenue-usd = 900"
    assert _verdict(folder, release, "LicenseRef-acme-lighthouse-2") is Verdict.OK


def test_its_facts_are_held_against_its_text(folder: Path) -> None:
    _write(folder, f"all = [{TESTS[0]}, {TESTS[1]}]")
    (folder / "LICENSE").write_text(TEXT, encoding="utf-8")
    with layered([folder]):
        license = Rulebook().license("LicenseRef-acme-lighthouse")
    assert license is not None
    text = Texts([folder]).of(license)
    assert text is not None
    assert list(problems(license, text)) == []
    wrong = license.duties[0]._replace(cited=license.duties[0].cited._replace(clause="1"))
    told = list(problems(license._replace(duties=(wrong,)), text))
    assert [problem.fact for problem in told] == ["duty include-license"]
