"""`rules check`: a sound folder passes, and every kind of fault is told with its place."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from licscan.rulecheck import check, form, references
from licscan.rulecheck.problem import line_of
from licscan.rules_root import rules_root

LICENSE = "licenses/LicenseRef-acme-internal.toml"
CASE = "cases/internal-model-published.toml"
COMPATIBLE = '"same-or-compatible"\ncompatible = [{ license = "FAL-9", how = "later" }]'
COMPANY = Path(__file__).parent / "company"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COMPANY, tmp_path / "company"))


def _told(folder: Path) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.place) for one in check([folder]).problems]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_folder_has_no_problem() -> None:
    found = check([COMPANY])
    assert (found.problems, found.absent, found.unquoted) == ((), (), 0)
    assert found.files == sum(path.is_file() for path in COMPANY.rglob("*"))


def test_the_shipped_rules_have_their_form_and_refer_to_what_there_is() -> None:
    root = rules_root()
    files = form.files(root)
    assert [*form.problems(root, files, shipped=True)] == []
    assert [*references.problems(root, files)] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (LICENSE, '"terms"', '"nice"', "category"),
        (LICENSE, '"field"', '"mood"', "limits/0/kind"),
        (LICENSE, 'id = "LicenseRef-acme-internal"', 'id = "Acme"', "id"),
        (
            LICENSE,
            'adapter = "yes"',
            'adapter = { stance = "made-up", strict = "yes", lenient = "no" }',
            "reach/adapter",
        ),
        (LICENSE, 'finetune = "yes"\n', "", "reach"),
        (LICENSE, '"not-distributable"', COMPATIBLE, "outbound/compatible/0"),
        ("exceptions/AdditionRef-acme-partners.toml", 'id = "AdditionRef', 'id = "Ref', "id"),
        ("exceptions/AdditionRef-acme-partners.toml", '"own-part"', '"mine"', "reach/links"),
        ("tags.toml", 'acme = "LicenseRef-acme-internal"', 'acme = "Acme License"', "tags/acme"),
        ("tags.toml", 'acme = "LicenseRef-acme-internal"', 'acme = "mit"', "tags/acme"),
        ("tags.toml", "[families]", "[families.acme]\nmembers = []", "families/acme"),
        ("spellings.toml", 'acme = ["', 'ACMY = ["', "names/ACMY"),
        ("spellings.toml", "[names]", 'noise = ["acme"]\n\n[names]', "noise"),
        ("spellings.toml", "[names]", '[names]\n"mit" = ["Acme Terms"]', "names/acme"),
        ("spellings.toml", '"Apache-2.0"]', '"Apache 2"]', "families/0/members"),
        ("urls.toml", '= "acme"', '= "acmy"', "addresses/acme.example/terms"),
        ("stances.toml", "question =", "query =", "nc-training"),
        (CASE, '"conflict"', '"ok"', "expect/verdict"),
        (CASE, "[expect]", '[expect]\nduties = ["rename"]', "expect/duties"),
        ("findings/LIC101-none-declared.md", 'code = "LIC101"', 'code = "LIC102"', ""),
        ("catalog/models.tsv", "LicenseRef-acme-internal", "the usual", ""),
        ("catalog/models.tsv", "finetune:", "tuned:", ""),
        ("catalog/models.tsv", "\tdocumented", "", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(
    company: Path, file: str, old: str, new: str, place: str
) -> None:
    _replace(company / file, old, new)
    lines = (company / file).read_text(encoding="utf-8").splitlines()
    (found,) = {one for one in _told(company) if one[0] == file}
    assert found[2] == place
    leaf = place.rpartition("/")[2]
    if not leaf.isdigit() and place not in ("", "addresses/acme.example/terms"):
        assert leaf in lines[found[1] - 1]


def test_a_clause_is_looked_up_in_the_text_that_the_folder_holds(company: Path) -> None:
    text = "1. For use inside the company only.\n\n2. Keep notices.\n\n3. Pass nothing on.\n"
    (company / "texts").mkdir()
    (company / "texts" / "terms.txt").write_text(text, encoding="utf-8")
    file = company / "licenses" / "LicenseRef-acme-internal.toml"
    hashed = hashlib.sha256(text.encode()).hexdigest()
    _replace(file, 'how = "secondary"', f'how = "text"\nsha256 = "{hashed}"')
    _replace(file, 'clause = "1"', 'clause = "1"\npattern = "inside the company only"')
    assert check([company]).problems == ()
    assert check([company]).unquoted > 0
    _replace(file, 'inside the company only"\n\n[reach]', 'outside the company only"\n\n[reach]')
    assert _told(company) == [
        (f"licenses/{file.name}", line_of(file, ["limits", 0, "pattern"]), "limit field")
    ]


def test_a_file_that_would_not_be_read_is_told(company: Path) -> None:
    (company / "licences").mkdir()
    (company / "licences" / "x.toml").write_text("", encoding="utf-8")
    (company / "terms.toml").write_text("", encoding="utf-8")
    (company / ".git").mkdir()
    (company / ".git" / "HEAD").write_text("", encoding="utf-8")
    assert [path for path, _, _ in _told(company)] == ["licences/x.toml", "terms.toml"]


def test_all_problems_are_told_at_once(company: Path) -> None:
    _replace(company / "tags.toml", "[tags]", "[tags")
    _replace(company / "urls.toml", '= "acme"', '= "acmy"')
    (company / "licenses" / "MIT.toml").write_bytes(b"\xff")
    told = _told(company)
    assert {path for path, _, _ in told} >= {"tags.toml", "licenses/MIT.toml"}
    assert ("tags.toml", 4, "") in told
