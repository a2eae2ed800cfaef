"""Datasets whose records name licenses of their own: what makes no part first, then the parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.audit import audit
from licscan.model import Relation, Report, Verdict
from licscan.report import View, reporter
from tests.repositories import Files, write

CARD = "---\nlicense: {}\ntask_categories: [summarization]\n---\n# Voices\n"
MODEL = "---\nlicense: mit\npipeline_tag: summarization\n---\n# Net\n"
BY, NC, SA = (
    f"http://creativecommons.org/licenses/{kind}/2.0/" for kind in ("by", "by-nc", "by-sa")
)


def rows(*licenses: object) -> str:
    return "".join(json.dumps({"text": "x", "license": word}) + "\n" for word in licenses)


def audited(tmp_path: Path, files: Files, license: str = "mit") -> Report:
    write(tmp_path, {"README.md": CARD.format(license), **files})
    return audit(tmp_path)


def parts(report: Report) -> dict[str, tuple[int, int] | None]:
    """Return the parts of the whole with their counts, by the ends of their ids."""
    contained = {edge.parent for edge in report.edges if edge.relation is Relation.CONTAINS}
    return {
        one.id.partition("#records-")[2]: one.records
        for one in report.components
        if one.id in contained
    }


@pytest.mark.parametrize(
    "files",
    [
        {"data/cars.csv": "license\n" + "".join(f"ABC-{n}\n" for n in range(40))},
        {"data/cars.csv": "license_plate,driver_license\nMIT,MIT\n"},
        {"data/drivers.csv": "name,license\na,True\nb,False\n"},
        {"data/drivers.csv": "name,license\na,1\nb,0\nc,4711\n"},
        {"data/drivers.csv": "name,license\na,B\nb,C1\nc,B\n"},
        {"data/doctors.jsonl": '{"license": "RN"}\n' * 30 + '{"license": "MD"}\n'},
        {"data/texts.csv": "id,license\n1," + "He lost his license on the way home. " * 9 + "\n"},
        {"data/deals.jsonl": '{"rights": "voting"}\n{"rights": "none at all"}\n'},
        {"data/deals.jsonl": '{"license_type": "permissive"}\n{"terms": "thirty days"}\n'},
        {"data/empty.csv": "id,license\n1,\n2,\n"},
        {"config.json": '{"license": "cc-by-nc-4.0", "model_type": "x"}'},
        {"data/settings.json": '{"license": "cc-by-nc-4.0"}'},
        {"docs/packages.csv": "name,license\nnumpy,BSD-3-Clause\n"},
        {"third_party.csv": "Name,Version,License\nnumpy,1.0,GPL-3.0\n"},
        {"annotations/a.json": '{"licenses": [{"id": 0, "name": ""}], "images": [{"license": 0}]}'},
    ],
)  # fmt: skip
def test_what_is_no_license_of_a_record(files: Files, tmp_path: Path) -> None:
    report = audited(tmp_path, files)
    assert parts(report) == {}
    assert report.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["B", "C1", "B"], True),
        (["internal"] * 5, True),
        ([f"ABC-{number}" for number in range(40)], False),
        (["4711", "4712"], False),
        (["mit", "internal"], False),
    ],
)
def test_a_column_that_is_not_taken_for_licenses_is_a_gap(
    words: list[str], told: bool, tmp_path: Path
) -> None:
    report = audited(tmp_path, {"data/a.csv": "license\n" + "\n".join(words) + "\n"})
    assert [gap.span.path for gap in report.gaps] == (["data/a.csv"] if told else [])
    assert all("name no known license" in gap.problem for gap in report.gaps)


def test_records_beside_a_model_or_code_are_no_part_of_it(tmp_path: Path) -> None:
    write(tmp_path / "model", {"README.md": MODEL, "data/train.jsonl": rows("cc-by-nc-4.0")})
    assert parts(audit(tmp_path / "model")) == {}
    project = '[project]\nname = "x"\nlicense = "MIT"\n'
    write(tmp_path / "code", {"pyproject.toml": project, "data/a.csv": "license\nmit\n"})
    assert parts(audit(tmp_path / "code")) == {}


COCO = {
    "licenses": [
        {"id": 2, "name": "Attribution-NonCommercial License", "url": NC},
        {"id": 4, "name": "Attribution License", "url": BY},
    ],
    "images": [{"license": 4}, {"license": 4}, {"license": 2}],
}
FOUND = {"CC-BY-2.0": (2, 3), "CC-BY-NC-2.0": (1, 3)}


@pytest.mark.parametrize(
    "files",
    [
        {"annotations/instances_val.json": json.dumps(COCO)},
        {"data/train.jsonl": rows("cc-by-2.0", "CC BY 2.0", "cc-by-nc-2.0")},
        {"data/train.csv": f"id,license_url\n1,{BY}\n2,{BY}\n3,{NC}\n"},
        # the address says more than the words beside it
        {"p.csv": f"license,license_url\nBY,{BY}\nBY,{BY}\nAttribution-NonCommercial,{NC}\n"},
        {"data/train.tsv": f"text\tLicense\nx\t{BY}\nx\t{BY}\nx\t{NC}\n"},
        {"data/train.json": json.dumps([{"license": word} for word in (BY, BY, NC)])},
        {"test/part.jsonl": rows("cc-by-2.0", "cc-by-2.0") , "b.jsonl": rows("cc-by-nc-2.0")},
    ],
)  # fmt: skip
def test_a_label_may_not_grant_what_a_record_withholds(files: Files, tmp_path: Path) -> None:
    report = audited(tmp_path, files)
    assert parts(report) == FOUND
    assert report.verdict is Verdict.CONFLICT
    (grant,) = (found for found in report.findings if found.slug == "over-grant")
    assert grant.upstream == ".#records-CC-BY-NC-2.0"
    (edge,) = (edge for edge in report.edges if edge.parent == grant.upstream)
    assert edge.span.path in files


def test_parquet_is_a_table_like_the_others(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"license": ["cc-by-2.0", "cc-by-2.0", "cc-by-nc-2.0"]})
    pytest.importorskip("pyarrow.parquet").write_table(table, tmp_path / "train.parquet")
    assert parts(audited(tmp_path, {})) == FOUND


@pytest.mark.parametrize(
    ("license", "words", "verdict", "found"),
    [
        ("cc-by-nc-4.0", ("cc-by-4.0", "cc-by-nc-4.0"), Verdict.OBLIGED,
         {"CC-BY-4.0": (1, 2), "CC-BY-NC-4.0": (1, 2)}),
        # a copyleft part asks nothing of the label (JUDGEMENT section 7)
        ("mit", ("cc-by-sa-4.0", "mit"), Verdict.OBLIGED, {"CC-BY-SA-4.0": (1, 2), "MIT": (1, 2)}),
        # every member of the family withholds commerce
        ("mit", ("cc-by-nc",), Verdict.CONFLICT, {"cc-by-nc": (1, 1)}),
        ("mit", ("mit", "proprietary-eula"), Verdict.UNKNOWN,
         {"MIT": (1, 2), "proprietary-eula": (1, 2)}),
        ("mit", ("proprietary-eula",), Verdict.UNKNOWN, {"proprietary-eula": (1, 1)}),
        ("mit", ("mit", "", None), Verdict.UNKNOWN, {"MIT": (1, 3), "unstated": (2, 3)}),
        # a record that lists several says neither that all hold nor that one may be chosen
        ("mit", (["mit", "cc-by-nc-4.0"],), Verdict.UNKNOWN, {"cc-by-nc-4.0-or-mit": (1, 1)}),
        ("mit", ("mit", "mit"), Verdict.OBLIGED, {"MIT": (2, 2)}),
    ],
)  # fmt: skip
def test_the_label_is_held_against_its_parts(
    license: str, words: tuple[object, ...], verdict: Verdict, found: object, tmp_path: Path
) -> None:
    report = audited(tmp_path, {"data/train.jsonl": rows(*words)}, license)
    assert parts(report) == found
    assert report.verdict is verdict


def test_a_dataset_without_a_license_says_that_its_records_have_some(tmp_path: Path) -> None:
    card = "---\ntask_categories: [summarization]\n---\n# Voices\n"
    write(tmp_path, {"README.md": card, "data/train.jsonl": rows("mit")})
    (found,) = (one for one in audit(tmp_path).findings if one.slug == "none-declared")
    assert "its records name licenses of their own" in found.message


def test_words_that_nobody_knows_do_not_flood_the_report(tmp_path: Path) -> None:
    words = [*(f"house-license-{number}" for number in range(60)), *["mit"] * 600]
    found = parts(audited(tmp_path, {"data/train.jsonl": rows(*words)}))
    assert len(found) == 22
    assert found["other-words"] == (40, 660)
    assert sum(row[0] for row in found.values() if row) == 660


def test_datasets_of_one_tree_have_their_own_parts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a/README.md": CARD.format("mit"),
            "a/data/train.jsonl": rows("cc-by-nc-2.0"),
            "b/README.md": CARD.format("cc-by-nc-2.0"),
            "b/data/train.jsonl": rows("cc-by-nc-2.0"),
        },
    )
    verdicts = {one.component: one.verdict for one in audit(tmp_path).judged}
    assert verdicts == {"a": Verdict.CONFLICT, "b": Verdict.OBLIGED}


@pytest.mark.parametrize("name", ["plain", "markdown", "html", "json"])
def test_reports_show_the_counts(name: str, tmp_path: Path) -> None:
    report = audited(tmp_path, {"data/train.jsonl": rows(*["cc-by-2.0"] * 1_200, "cc-by-nc-2.0")})
    page = reporter(name).render(View(report, width=200))
    assert ("1,200 of 1,201 records looked at" in page) or (
        json.loads(page)["components"][1]["records"] == {"count": 1_200, "looked_at": 1_201}
    )


FEATURES = "dataset_info:\n  features:\n  - name: text\n  - name: license\n"
DESCRIBED = CARD.format("mit").replace("---\n# V", FEATURES + "---\n# V")
INFOS = '{"a": {"splits": {}, "features": {"license": {"dtype": "string"}}}}'
MANIFEST = {"@type": "sc:Dataset", "recordSet": [{"field": [{"@id": "default/license"}]}]}


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": DESCRIBED},
        {"README.md": DESCRIBED.replace("info:\n  features", "info:\n- features")},
        {"dataset_infos.json": INFOS},
        {"croissant.json": json.dumps(MANIFEST)},
        # what stands in for a file in a checkout without its content
        {"README.md": DESCRIBED,
         "data/a.parquet": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"},
    ],
)  # fmt: skip
def test_a_column_that_is_only_described_is_a_gap(files: Files, tmp_path: Path) -> None:
    report = audited(tmp_path, files)
    assert [gap.problem for gap in report.gaps] == [
        "Each record has 'license'; no file of records was looked at."
    ]
    assert parts(report) == {}


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": DESCRIBED, "data/train.jsonl": rows("mit")},
        {"README.md": DESCRIBED.replace("name: license", "name: license_plate")},
        {"README.md": DESCRIBED.replace("- name: license", "- license")},
        {"README.md": DESCRIBED.replace(FEATURES, "dataset_info: license\n")},
        {"dataset_infos.json": INFOS.replace('"license"', '"driver_license"')},
    ],
)
def test_a_column_that_was_read_or_is_none_is_no_gap(files: Files, tmp_path: Path) -> None:
    assert audited(tmp_path, files).gaps == ()
