"""The hooks: which files start one, and that both are set up to be fast."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

MANIFEST = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
}
FILES = re.compile(HOOKS["licscan"]["files"])


@pytest.mark.parametrize(
    "path",
    [
        "src/train.py",
        "docs/index.md",
        "tokenizer.json",
        "package-lock.json",
        "bombs.json",
        "train_metadata.json.bak",
        "tokenizer_config.json",
        "generation_config.json",
        "data/train.csv",
        "pytorch_model.bin",
        "configuration.json",
        ".github/workflows/ci.yml",
        "my-config.json",
        "README.md/notes.txt",
        "licscan.toml.bak",
        "src/license_checker.py",
    ],
)
def test_changed_files_do_not_start_the_hook(path: str) -> None:
    assert not FILES.search(path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "models/tiny/README.md",
        "README_de.md",
        "LICENSE",
        "LICENCE.txt",
        "LICENSE-MODEL",
        "MODEL_LICENSE.md",
        "COPYING.LESSER",
        "NOTICE",
        "ATTRIBUTION.md",
        "USE_POLICY.md",
        "TERMS_OF_USE.md",
        "lora.civitai.info",
        "LICENSES/MIT.txt",
        "weights.gguf.license",
        "config.json",
        "unet/config.json",
        "adapter_config.json",
        "model_index.json",
        "mergekit_config.yml",
        "mergekit_moe_config.yaml",
        "Modelfile",
        "Modelfile.q4",
        "MLmodel",
        "croissant.json",
        "data/croissant_metadata.json",
        "datapackage.json",
        "metadata.json",
        "package.json",
        "setup.cfg",
        "bom.json",
        "net.cdx.json",
        "net.spdx.json",
        "net.spdx3.json",
        "my-sbom.json",
        "dataset-metadata.json",
        "model-instance-metadata.json",
        "CITATION.cff",
        "codemeta.json",
        "REUSE.toml",
        ".reuse/dep5",
        "model.safetensors",
        "model-00001-of-00002.safetensors",
        "model.safetensors.index.json",
        "tiny.Q4_K_M.gguf",
        "model.onnx",
        "licscan.toml",
        "pyproject.toml",
    ],
)
def test_changed_files_start_the_hook(path: str) -> None:
    assert FILES.search(path)


def test_the_fast_hook_runs_in_one_process() -> None:
    hook = HOOKS["licscan"]
    assert hook["entry"] == "licscan check"
    assert hook["require_serial"] is True


def test_the_audit_hook_looks_at_the_whole_repository() -> None:
    hook = HOOKS["licscan-audit"]
    assert hook["entry"] == "licscan audit"
    assert hook["pass_filenames"] is False
    assert hook["stages"] == ["pre-push", "manual"]
