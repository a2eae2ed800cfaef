"""`why`, `outbound` and `combine`: what they answer, and what they do not take for an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from licscan.cli.group import cli

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ADAPTER = str(EXAMPLES / "mit-label-on-gemma-adapter" / "tree")
MERGE = str(EXAMPLES / "merge-of-two-apache-models" / "tree")


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, [*words], standalone_mode=False)


def flat(result: Result) -> str:
    return " ".join(result.output.split())


def test_why_has_the_evidence_before_the_argument() -> None:
    told = flat(run("why", ADAPTER))
    places = [
        told.index(words)
        for words in (
            "README.md:2: 'mit' -> MIT [declared]",
            "adapter_config.json:2: adapter google/gemma-2-9b",
            "is an adapter for google/gemma-2-9b: the license says yes, clause 1.1(e)",
            "Label (MIT): conflict, it gives away acceptable use",
            "LIC201 over-grant (conflict)",
        )
    ]
    assert places == sorted(places)


def test_why_of_a_parent_says_how_its_license_is_known_and_what_it_asks() -> None:
    told = flat(run("why", ADAPTER, "google/gemma-2-9b"))
    assert "known from: catalog, declared, as of" in told
    assert "Label (MIT): conflict" in told


def test_why_tells_contested_law_by_reading() -> None:
    told = flat(run("why", str(EXAMPLES / "model-on-noncommercial-data" / "tree")))
    assert "contested: noncommercial, research-only (nc-training)" in told
    assert "read strict: conflict" in told
    assert "read lenient: nothing" in told


def test_why_of_nobody_names_those_that_are_close() -> None:
    result = run("why", ADAPTER, "google/gemma-2-9")
    assert "no component is called" in str(result.exception)
    assert "google/gemma-2-9b" in getattr(result.exception, "tip", "")


def test_why_of_a_plan(tmp_path: Path) -> None:
    told = flat(run("why", str(_plan(tmp_path, "cc-by-sa-4.0", "GPL-3.0-only")), "product"))
    assert "Label (GPL-3.0-only): nothing against it" in told


def test_outbound_leaves_the_present_label_aside() -> None:
    told = flat(run("outbound", ADAPTER))
    assert (
        "LicenseRef-scancode-gemma-tou-2025-03-24 (your own part under any license beside" in told
    )
    assert " MIT" not in told.split("Not legal advice")[0]


def test_outbound_names_what_stands_in_the_way(tmp_path: Path) -> None:
    told = flat(run("outbound", str(_plan(tmp_path, "cc-by-nd-4.0", "MIT", "derived-from"))))
    assert "No license clears product" in told


def test_outbound_of_a_work_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n# Own\n", encoding="utf-8")
    assert "any license may be chosen" in flat(run("outbound", str(tmp_path)))


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        pytest.param(["meta-llama/Llama-3.1-8B"], ["finetune: meta-llama/Llama-3.1-8B"], id="one"),
        pytest.param(
            ["meta-llama/Llama-3.1-8B", "google/gemma-2-9b"],
            ["merge: google/gemma-2-9b", "merge: meta-llama/Llama-3.1-8B"],
            id="two models",
        ),
        pytest.param(
            ["mistralai/Mistral-7B-v0.1", "databricks/databricks-dolly-15k"],
            ["trained-on: databricks/databricks-dolly-15k", "finetune: mistralai/Mistral-7B-v0.1"],
            id="a model and a dataset",
        ),
        pytest.param(
            ["databricks/databricks-dolly-15k"],
            ["derived-from: databricks/databricks-dolly-15k"],
            id="a dataset alone",
        ),
        pytest.param(
            ["acme/unheard=mit", "--as", "quantized"], ["quantized: acme/unheard"], id="said so"
        ),
        pytest.param(
            [MERGE], ["merge-of-two-apache-models/tree", "Qwen/Qwen2.5-7B"], id="a folder"
        ),
    ],
)
def test_combine_infers_what_is_done(words: list[str], lines: list[str]) -> None:
    told = flat(run("combine", *words))
    assert [line for line in lines if line not in told] == []


def test_combine_reads_a_recipe_and_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "README.md").write_text(
        "---\nlicense: cc-by-nc-4.0\nlibrary_name: transformers\n---\n", encoding="utf-8"
    )
    recipe = (
        "models:\n  - model: mistralai/Mistral-7B-v0.1\n  - model: ./local\nmerge_method: linear\n"
    )
    (tmp_path / "merge.yaml").write_text(recipe, encoding="utf-8")
    result = run("combine", str(tmp_path / "merge.yaml"), "--license", "apache-2.0")
    assert "LIC201 over-grant" in flat(result)
    assert "CC-BY-NC-4.0" in flat(result)


def test_combine_reads_a_list(tmp_path: Path) -> None:
    listed = "# models to merge\nmistralai/Mistral-7B-v0.1\nacme/unheard=mit  # ours\n\n"
    (tmp_path / "models.txt").write_text(listed, encoding="utf-8")
    told = flat(run("combine", str(tmp_path / "models.txt")))
    assert "merge: acme/unheard" in told
    assert "merge: mistralai/Mistral-7B-v0.1" in told


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("merge.yaml", "a: 1\n", "names no model"),
        ("models.txt", "# nothing\n", "nothing to combine"),
    ],
)
def test_combine_of_nothing_is_told(tmp_path: Path, name: str, text: str, problem: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert problem in str(run("combine", str(tmp_path / name)).exception)


def _plan(folder: Path, parent: str, label: str, relation: str = "derived-from") -> Path:
    path = folder / "plan.toml"
    path.write_text(
        f"""schema = "licscan-plan/1"
[release]
component = "product"
license = "{label}"
[[component]]
id = "parent"
kind = "dataset"
license = "{parent}"
[[component]]
id = "product"
kind = "dataset"
[[lineage]]
child = "product"
parent = "parent"
relation = "{relation}"
""",
        encoding="utf-8",
    )
    return path
