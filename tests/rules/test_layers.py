"""A company's folder of rules over the shipped ones: what it adds, replaces and leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.combination import combination
from licscan.errors import UsageError
from licscan.expressions import canonical
from licscan.identify.words import resolve_word
from licscan.model import Relation, Report, Verdict
from licscan.plan import judge, read_plan
from licscan.rulebook import Rulebook
from licscan.rules_root import layered
from licscan.trial import Options

COMPANY = Path(__file__).parent / "company"
ACME = "LicenseRef-acme-internal"
OVER = Options(rules=(COMPANY,))


@pytest.mark.parametrize("word", ["apache-2.0", "llama3.1", "bsl-1.0", "CC BY 4.0", "other"])
def test_words_that_a_layer_leaves_alone(word: str) -> None:
    shipped = resolve_word(word)
    with layered([COMPANY]):
        assert resolve_word(word) == shipped


@pytest.mark.parametrize("word", ["acme", "internal, see wiki", ACME, "https://acme.example/terms"])
def test_words_of_a_layer_mean_nothing_without_it(word: str) -> None:
    with layered([COMPANY]):
        assert resolve_word(word).expression == ACME
    assert resolve_word(word).expression in (None, ACME if word == ACME else None)


@pytest.mark.parametrize("word", ["internal", "terms", "acme evaluation", "acme enterprise"])
def test_a_layer_names_no_more_than_it_says(word: str) -> None:
    with layered([COMPANY]):
        assert resolve_word(word).readings == ()


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("Acme Terms", (ACME,)),
        ("ACME-INTERNAL", (ACME,)),
        ("acme legacy", (ACME, "Apache-2.0")),
        ("gpl", ("GPL-3.0-or-later",)),
        ("MIT AND acme", (f"{ACME} AND MIT",)),
    ],
)
def test_words_of_a_layer(word: str, readings: tuple[str, ...]) -> None:
    with layered([COMPANY]):
        assert resolve_word(word).readings == readings


def test_an_id_of_a_layer_may_stand_in_an_expression() -> None:
    with layered([COMPANY]):
        assert canonical(f"mit or {ACME.lower()}") == f"{ACME} OR MIT"


def test_licenses_stances_exceptions_and_pages_are_layered() -> None:
    shipped = Rulebook()
    with layered([COMPANY]):
        book = Rulebook()
    assert shipped.license(ACME) is None
    license = book.license(ACME)
    assert license is not None
    assert license.outbound.rule == "not-distributable"
    shadow = book.license("MIT")
    assert shadow is not None
    assert shadow.name.endswith("as Acme reads it")
    assert [path.parts[-3] for path in book.places("licenses", "MIT.toml")] == ["company", "rules"]
    assert book.stances["nc-training"].profiles["balanced"] == "strict"
    assert book.stances.keys() == shipped.stances.keys()
    assert book.exception("AdditionRef-acme-partners") is not None
    page = book.finding_page("none-declared")
    assert page is not None
    assert "open-source office" in page.configuration


def test_the_last_layer_wins(tmp_path: Path) -> None:
    (tmp_path / "tags.toml").write_text('[tags]\nacme = "Apache-2.0"\n', encoding="utf-8")
    with layered([COMPANY, tmp_path]):
        assert resolve_word("acme").expression == "Apache-2.0"
        assert resolve_word("gpl").expression == "GPL-3.0-or-later"
    with layered([tmp_path, COMPANY]):
        assert resolve_word("acme").expression == ACME


def test_the_digest_tells_a_layer() -> None:
    with layered([COMPANY]):
        over = Rulebook().digest
    assert over != Rulebook().digest
    with layered([COMPANY]):
        assert Rulebook().digest == over


def test_a_layer_decides_a_plan_of_a_model_of_the_company() -> None:
    plan = read_plan(COMPANY / "cases" / "internal-model-published.toml")
    assert judge(plan, OVER).verdict is Verdict.CONFLICT
    assert judge(plan, Options()).verdict is Verdict.UNKNOWN


def _combined(words: list[str], relation: Relation, options: Options) -> Report:
    return judge(combination(words, relation, "mit", audit), options)


def test_a_layer_settles_a_stance() -> None:
    ids, relation = ["acme/data=cc-by-nc-4.0"], Relation.TRAINED_ON
    assert _combined(ids, relation, Options()).verdict is Verdict.REVIEW
    assert _combined(ids, relation, OVER).verdict is Verdict.CONFLICT


def test_an_audit_reads_the_words_of_its_layers(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: acme\n---\n", encoding="utf-8")
    assert audit(tmp_path, OVER).resolutions[0].concluded == ACME
    assert audit(tmp_path).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("tags.toml", "[tags\n", r"tags\.toml: "),
        ("urls.toml", "= 1", r"urls\.toml: "),
        ("licenses/LicenseRef-x-y.toml", 'id = "LicenseRef-x-y"', r"LicenseRef-x-y\.toml: missing"),
    ],
)
def test_a_broken_layer_is_told(tmp_path: Path, file: str, text: str, problem: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    words = ["a/b=LicenseRef-x-y", "c/d=https://acme.example"]
    with pytest.raises(UsageError, match=problem) as raised:
        _combined(words, Relation.FINETUNE, Options(rules=(tmp_path,)))
    assert "licscan rules check" in raised.value.tip


def test_a_layer_has_to_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a directory"):
        layered([tmp_path / "nowhere"])
