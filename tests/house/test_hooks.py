"""The hooks: which files start one, and that both are set up to be fast."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from licscan.extract import MODULES

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
        "src/license.cpp",
        "docs/license.svg",
        "CHANGES.md",
        "docker-compose.yaml",
        "conf/model.yaml",
        "mymodel-config.json",
        "model.ckpt",
        "dvc.lock",
        "bombay.json",
        "pom.xml",
        "bombs.xml",
        "spdx.md",
        "data/spdx/a.yaml",
        "notebooks/train.ipynb",
        "src/modelfile_parser/main.c",
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
        "lora.api_info.json",
        "lora.cm-info.json",
        "lora.cminfo.json",
        "lora.metadata.json",
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
        "data-provenance.json",
        "corpus.dps.json",
        "metadata.json",
        "package.json",
        "setup.cfg",
        "bom.json",
        "net.cdx.json",
        "net.spdx.json",
        "net.spdx3.json",
        "my-sbom.json",
        "bom.xml",
        "app.cdx.xml",
        "sbom-2026.xml",
        "net.spdx",
        "net.spdx.yaml",
        "net.spdx.rdf.xml",
        "dataset-metadata.json",
        "app.cdx.json",
        "model.spdx.json",
        "sbom-2026.json",
        "corpus.jsonld",
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
        "readme.rst",
        "README",
        "modelcard.json",
        "model_card.json",
        "dataset_card.json",
        "hf_model_info.json",
        "hub-cards.jsonl",
        "LICENCES/mine.txt",
        "llama_usage_policy.pdf",
        "modular_model_index.json",
        "model_card_data.yaml",
        "rdf.yaml",
        "cells.rdf.yaml",
        "bioimageio.yaml",
        "composite-model.yml",
        "dvc.yaml",
        "weights.bin.dvc",
        "tiny.modelfile",
        "Kitfile",
        "modelpack.json",
        "model-config.json",
        "model.tflite",
        "Net.mlmodel",
        "model.keras",
        "net.torchscript",
        "licscan.toml",
        "licscan.lock",
        "pyproject.toml",
    ],
)
def test_changed_files_start_the_hook(path: str) -> None:
    assert FILES.search(path)


# What a commit may change without starting the hook: files that are changed all the time and rarely
# say anything of licenses, and weights whose content is not read. The audit looks at all of them.
LEFT_TO_THE_AUDIT = {
    "code": """*.py *.pyx *.sh *.c *.h *.cc *.cpp *.hpp *.cu *.cuh *.rs *.go *.js *.ts *.java *.jl
        *.r *.lua *.ipynb setup.py dockerfile dockerfile.* *.dockerfile containerfile""",
    "any text": "*.md *.markdown *.toml *.yaml *.yml *.cfg *.ini",
    "who and what changed": "authors* changes*",
    "software that users install": """conda*.yml conda*.yaml environment*.yml environment*.yaml
        package-lock.json npm-shrinkwrap.json poetry.lock uv.lock pdm.lock pylock*.toml pipfile.lock
        requirements*.txt *requirements.txt requirements/*.txt""",
    "layers, named by their hash": "blobs/sha256/* blobs/sha256-*",
    "records of datasets": """*.jsonl *.jsonl.gz *.ndjson *.csv *.csv.gz *.tsv *.tsv.gz
        *.parquet *.tar data/*.json annotations/*.json *coco*.json train*.json val*.json test*.json
        *_train*.json *_val*.json *_test*.json""",
    "weights known by name alone": """pytorch_model*.bin pytorch_model.bin.index.json
        diffusion_pytorch_model*.bin adapter_model*.bin *.ckpt tf_model*.h5 model*.h5 saved_model.pb
        flax_model*.msgpack diffusion_flax_model*.msgpack openvino*model.bin ggml*.bin
        rust_model.ot *.nemo""",
}


def test_every_name_that_is_read_starts_the_hook_or_is_left_to_the_audit() -> None:
    read = {pattern for patterns in MODULES.values() for pattern in patterns}
    silent = {
        pattern
        for pattern in read
        if not FILES.search(re.sub(r"\[(.).*?\]", r"\1", pattern).replace("*", "x"))
    }
    left = set(" ".join(LEFT_TO_THE_AUDIT.values()).split())
    assert silent == left, "extend `files` in .pre-commit-hooks.yaml, or say why not"


def test_the_fast_hook_runs_in_one_process() -> None:
    hook = HOOKS["licscan"]
    assert hook["entry"] == "licscan check"
    assert hook["require_serial"] is True
    assert hook["stages"] == ["pre-commit", "pre-merge-commit"]


def test_the_audit_hook_looks_at_the_whole_repository() -> None:
    hook = HOOKS["licscan-audit"]
    assert hook["entry"] == "licscan audit"
    assert hook["pass_filenames"] is False
    assert hook["stages"] == ["pre-push", "manual"]
