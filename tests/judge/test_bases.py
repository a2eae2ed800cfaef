"""A card that names one base and an adapter configuration that names another: a reading each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.audit import Options, audit
from licscan.model import ComponentId, Report, Verdict

OPEN, OPEN_TOO = "mistralai/Mistral-7B-v0.1", "Qwen/Qwen2.5-7B"
CLOSED, CLOSED_TOO = "CohereForAI/c4ai-command-r-v01", "CohereForAI/aya-23-8B"
UNHEARD_OF = "nobody-at-all/not-in-any-catalog"


def write(folder: Path, license: str, card: str, config: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    bases = f"base_model: {card}\n" if card else ""
    (folder / "README.md").write_text(f"---\nlicense: {license}\n{bases}---\n# Adapter\n")
    adapter = {"peft_type": "LORA", "base_model_name_or_path": config}
    (folder / "adapter_config.json").write_text(json.dumps(adapter))


def told(folder: Path) -> Report:
    return audit(folder, Options(cache=False, scancode=False, outbound="conflicts"))


def verdict(report: Report, component: str = ".") -> Verdict:
    return next(one.verdict for one in report.judged if one.component == ComponentId(component))


@pytest.mark.parametrize(
    ("card", "config", "expected"),
    [
        pytest.param("", OPEN, Verdict.OBLIGED, id="the card is silent"),
        pytest.param(OPEN, OPEN, Verdict.OBLIGED, id="they agree"),
        pytest.param(CLOSED, CLOSED, Verdict.CONFLICT, id="they agree on a closed one"),
        pytest.param(f"[{OPEN}, {CLOSED}]", CLOSED, Verdict.CONFLICT, id="one in common"),
    ],
)
def test_bases_that_agree_are_no_readings(
    tmp_path: Path, card: str, config: str, expected: Verdict
) -> None:
    write(tmp_path, "apache-2.0", card, config)
    report = told(tmp_path)
    assert verdict(report) is expected
    assert not [f for f in report.findings if "different bases" in f.message]


@pytest.mark.parametrize(
    ("card", "config", "expected"),
    [
        pytest.param(OPEN, OPEN_TOO, Verdict.OBLIGED, id="allowed with either"),
        pytest.param(CLOSED, CLOSED_TOO, Verdict.CONFLICT, id="forbidden with either"),
        pytest.param(OPEN, CLOSED, Verdict.UNKNOWN, id="forbidden with the configuration's"),
        pytest.param(CLOSED, OPEN, Verdict.UNKNOWN, id="forbidden with the card's"),
        pytest.param(UNHEARD_OF, OPEN, Verdict.UNKNOWN, id="nothing is known of one"),
    ],
)
def test_each_of_two_bases_is_a_reading(
    tmp_path: Path, card: str, config: str, expected: Verdict
) -> None:
    write(tmp_path, "apache-2.0", card, config)
    report = told(tmp_path)
    assert verdict(report) is expected
    assert [f.code for f in report.findings if "different bases" in f.message] == ["LIC405"]
    assert max(f.verdict for f in report.findings) <= expected


def test_a_path_may_be_a_copy_of_the_base_that_the_card_names(tmp_path: Path) -> None:
    write(tmp_path, "apache-2.0", CLOSED, "/data/checkpoints/base")
    assert verdict(told(tmp_path)) is Verdict.CONFLICT


@pytest.mark.parametrize(
    ("config", "expected"), [(OPEN_TOO, Verdict.OBLIGED), (CLOSED, Verdict.UNKNOWN)]
)
def test_what_is_made_from_it_has_the_same_readings(
    tmp_path: Path, config: str, expected: Verdict
) -> None:
    write(tmp_path / "first", "apache-2.0", OPEN, config)
    write(tmp_path / "second", "apache-2.0", "", "../first")
    assert verdict(told(tmp_path), "second") is expected


def test_a_parent_that_none_disputes_stands_whatever_the_bases_are(tmp_path: Path) -> None:
    write(tmp_path / "first", "apache-2.0", OPEN, CLOSED)
    (tmp_path / "second").mkdir()
    bases = f"[../first, {CLOSED_TOO}]"
    card = f"---\nlicense: apache-2.0\nbase_model: {bases}\n---\n"
    (tmp_path / "second" / "README.md").write_text(card)
    report = told(tmp_path)
    assert verdict(report, "first") is Verdict.UNKNOWN
    assert verdict(report, "second") is Verdict.CONFLICT


def test_bases_of_several_components_are_read_in_every_combination(tmp_path: Path) -> None:
    write(tmp_path / "first", "apache-2.0", OPEN, CLOSED)
    write(tmp_path / "second", "apache-2.0", CLOSED_TOO, "../first")
    write(tmp_path / "third", "apache-2.0", OPEN, "../second")
    report = told(tmp_path)
    assert [verdict(report, name) for name in ("first", "second", "third")] == [Verdict.UNKNOWN] * 3


@pytest.mark.parametrize(
    ("quantization", "card", "expected"),
    [
        pytest.param(None, "", "finetune", id="nothing is said"),
        pytest.param({"quant_method": "bitsandbytes"}, "", "finetune", id="trained in that form"),
        pytest.param({"quant_method": "awq"}, "", "quantized", id="the configuration says it"),
        pytest.param(
            {"quant_method": "awq"},
            "base_model_relation: finetune\n",
            "finetune",
            id="the card speaks for itself",
        ),
    ],
)
def test_quantization_says_what_was_done_with_the_base_of_the_card(
    tmp_path: Path, quantization: object, card: str, expected: str
) -> None:
    (tmp_path / "README.md").write_text(
        f"---\nlicense: apache-2.0\nbase_model: {OPEN}\n{card}---\n# A\n"
    )
    config = {"model_type": "mistral", "quantization_config": quantization}
    (tmp_path / "config.json").write_text(json.dumps(config))
    report = told(tmp_path)
    assert [edge.relation.value for edge in report.edges] == [expected]
    assert [str(component.id) for component in report.components if component.local] == ["."]
