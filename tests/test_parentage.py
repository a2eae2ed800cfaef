"""What was done with a parent, where several files of a repository name it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licscan.audit import Options, audit
from licscan.model import Edge

BASE = "mistralai/Mistral-7B-v0.1"
CARD = f"---\nlicense: apache-2.0\nbase_model: {BASE}\n---\n# Tune\n"
RELATED = CARD.replace("---\n#", "base_model_relation: quantized\n---\n#")
BILL = json.dumps(
    {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": {"component": {"type": "machine-learning-model", "bom-ref": "m", "name": "t"}},
        "components": [{"type": "machine-learning-model", "bom-ref": "b", "name": BASE}],
    }
)
MERGE = f"merge_method: linear\nmodels:\n  - model: {BASE}\n  - model: {BASE}\n"
ADAPTER = json.dumps({"peft_type": "LORA", "base_model_name_or_path": BASE})


def edges(folder: Path, files: dict[str, str]) -> list[Edge]:
    for name, text in files.items():
        (folder / name).write_text(text)
    report = audit(folder, Options(cache=False, scancode=False, outbound="none"))
    return [edge for edge in report.edges if edge.child == "."]


@pytest.mark.parametrize(
    ("files", "relation"),
    [
        pytest.param({"README.md": CARD}, "finetune", id="a base, and no more is said"),
        pytest.param(
            {"README.md": CARD, "bom.json": BILL}, "finetune", id="a bill lists the base as a part"
        ),
        pytest.param({"bom.json": BILL}, "contains", id="nothing but a bill that lists it"),
        pytest.param({"README.md": RELATED, "bom.json": BILL}, "quantized", id="the card says it"),
        pytest.param({"README.md": CARD, "adapter_config.json": ADAPTER}, "adapter", id="a config"),
        pytest.param({"README.md": CARD, "mergekit_config.yml": MERGE}, "merge", id="a recipe"),
    ],
)
def test_who_says_what_was_done(tmp_path: Path, files: dict[str, str], relation: str) -> None:
    (edge,) = edges(tmp_path, files)
    assert (edge.relation.value, edge.readings) == (relation, ())
