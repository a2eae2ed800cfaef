"""All extractors, and how a document meets those that read it.

An extractor is a module: `NAME`, what it `READS` and `IGNORES`, and `extract`. Adding one is a
file, a line here with the file names it reads, and a test table. A module loads when a file asks
for it.
"""

from __future__ import annotations

import fnmatch
import importlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, cast

from licscan.errors import LicscanError
from licscan.extract.by_content import modules_of
from licscan.extract.file_names import matches
from licscan.model import Gap, Span
from licscan.record_licenses import AnyFact
from licscan.sources.unreadable import Unreadable

if TYPE_CHECKING:
    from licscan.sources.document import Document


class Extractor(Protocol):
    """What every module of the registry has."""

    NAME: str
    READS: str
    """One sentence on what is read."""
    IGNORES: str
    """One sentence on what is deliberately not looked at."""

    def extract(self, document: Document) -> Iterator[AnyFact]:
        """Yield what the document says."""


_PROGRAMS = tuple(f"*.{end}" for end in "py sh c h cc cpp hpp cu cuh rs go js ts java".split())

MODULES: dict[str, tuple[str, ...]] = {
    "adapter_config": ("adapter_config.json",),
    "card": (
        "readme*.md",
        "*.md",
        "*.markdown",
        "modelcard",
        "modelcard.txt",
        "readme",
        "readme.rst",
        "readme.txt",
    ),
    "card_json": ("*model*card*.json", "*model_info*.json", "*dataset_card*.json", "*cards.json*"),
    "citation": ("citation.cff",),
    "civitai": ("*.civitai.info", "*.api_info.json", "*.cm*info.json", "*.metadata.json"),
    "coco": (
        "annotations/*.json",
        "*coco*.json",
        "*_train*.json",
        "*_val*.json",
        "*_test*.json",
        "train*.json",
        "val*.json",
        "test*.json",
    ),
    "codemeta": ("codemeta.json",),
    "coreml": ("*.mlmodel",),
    "conda_environment": ("environment*.yml", "environment*.yaml", "conda*.yml", "conda*.yaml"),
    "croissant": ("*croissant*.json", "*.jsonld", "metadata.json"),
    "csv_records": ("*.csv", "*.tsv", "*.csv.gz", "*.tsv.gz"),
    "cyclonedx": ("bom.json", "bom.*.json", "*.bom.json", "*.cdx.json", "*sbom*.json"),
    "data_provenance": (
        "*provenance*.json",
        "*provenance*.yaml",
        "*provenance*.yml",
        "dps.json",
        "*.dps.json",
    ),
    "dataset_infos": ("dataset_infos.json", "dataset_info.json"),
    "docker_card": ("*.md",),
    "dvc": ("dvc.yaml", "*.dvc"),
    "frictionless": ("datapackage.json",),
    "gguf": ("*.gguf",),
    "json_records": (
        "*.jsonl",
        "*.ndjson",
        "*.jsonl.gz",
        "data/*.json",
        "train*.json",
        "val*.json",
        "test*.json",
    ),
    "kaggle": (
        "dataset-metadata.json",
        "model-metadata.json",
        "model-instance-metadata.json",
        "kernel-metadata.json",
    ),
    "license_files": (
        "licen[cs]e*",
        "*licen[cs]e",
        "*licen[cs]e.txt",
        "*licen[cs]e.md",
        "*licen[cs]e.htm*",
        "unlicen[cs]e*",
        "copying*",
        "licenses/*",
        "notice*",
        "authors*",
        "changes*",
        "licences/*",
        "*usage_policy*",
        "attribution*",
        "credits*",
        "use_policy*",
        "*acceptable_use*",
        "*use_policy*",
        "*license_agreement*",
        "*terms_of_use*",
        "third_party_notices*",
        "third-party-notices*",
    ),
    "mergekit": ("*.yml", "*.yaml"),
    "mlmodel": ("mlmodel", "model_card_data.yaml"),
    "model_archives": (
        "*.keras",
        "*.pt",
        "*.pth",
        "*.ptl",
        "*.skops",
        "*.torchscript",
    ),
    "model_config": ("config.json", "openvino_config.json", "quantize_config.json"),
    "model_index": ("model_index.json", "modular_model_index.json"),
    "model_zoo": (
        "model.yml",
        "composite-model.yml",
        "info.yaml",
        "rdf.yaml",
        "rdf.yml",
        "*.rdf.yaml",
        "bioimageio.yaml",
        "metadata.yaml",
    ),
    "modelfile": ("modelfile", "modelfile.*", "modelfile-*", "*.modelfile"),
    "modelpack": (
        "modelpack*.json",
        "model-config.json",
        "blobs/sha256/*",
        "blobs/sha256-*",
        "kitfile",
        "kitfile.*",
        "*.kitfile",
    ),
    "notebooks": ("*.ipynb",),
    "npm_lock": ("package-lock.json", "npm-shrinkwrap.json"),
    "onnx": ("*.onnx",),
    "package_json": ("package.json",),
    "parquet": ("*.parquet",),
    "pyproject": ("pyproject.toml",),
    "python_code": ("*.py",),
    "python_locks": ("poetry.lock", "uv.lock", "pdm.lock", "pylock*.toml", "pipfile.lock"),
    "requirements": ("requirements*.txt", "*requirements.txt", "requirements/*.txt"),
    "reuse": ("reuse.toml",),
    "safetensors": ("*.safetensors", "*.safetensors.index.json"),
    "sentence_transformers": ("modules.json", "config_sentence_transformers.json"),
    "serving": (
        "dockerfile",
        "dockerfile.*",
        "*.dockerfile",
        "containerfile",
        "*.sh",
        "*.yaml",
        "*.yml",
    ),
    "setup_cfg": ("setup.cfg",),
    "setup_py": ("setup.py",),
    "source_headers": (*_PROGRAMS, "*.pyx", "*.jl", "*.r", "*.lua"),
    "spdx_documents": ("*.spdx.json", "*sbom*.json", "*.spdx"),
    "spdx_graphs": ("*.spdx3.json", "*.spdx.json", "*sbom*.json", "*.jsonld"),
    "spdx_tags": ("*.license", *_PROGRAMS, "*.toml", "*.yaml", "*.yml", "*.cfg", "*.ini", "*.md"),
    "tfhub": ("*.md",),
    "tflite": ("*.tflite",),
    "training_config": ("*.yaml", "*.yml"),
    "training_toml": ("*.toml",),
    "webdataset": ("*.tar",),
    "weights": (
        "pytorch_model*.bin",
        "pytorch_model.bin.index.json",
        "diffusion_pytorch_model*.bin",
        "adapter_model*.bin",
        "model*.pt",
        "model*.pth",
        "consolidated*.pth",
        "best*.pt",
        "yolo*.pt",
        "*.ckpt",
        "tf_model*.h5",
        "model*.h5",
        "*.keras",
        "*.skops",
        "saved_model.pb",
        "flax_model*.msgpack",
        "diffusion_flax_model*.msgpack",
        "openvino*model.bin",
        "ggml*.bin",
        "rust_model.ot",
        "*.nemo",
    ),
}


BY_NAME = frozenset({"weights"})
"""Modules that never open a file."""
BY_HEADER = frozenset({"coreml", "gguf", "model-archive", "onnx", "safetensors", "tflite"})
"""Modules that read the beginning of files of any size."""
OF_DATA = frozenset({"coco", "csv-records", "json-records", "parquet", "webdataset"})
"""Modules that read parts of files of data, which may be of any size too."""

PACKAGE_LISTS = frozenset({"conda-environment", "npm-lock", "python-locks", "requirements"})
"""Modules that read what software a program needs, and nothing else."""


@lru_cache(maxsize=256)
def load(name: str) -> Extractor:
    """Return one extractor of the registry."""
    return cast(Extractor, importlib.import_module(f"licscan.extract.{name}"))


@lru_cache(maxsize=65536)
def _readers(name: str, placed: frozenset[str]) -> tuple[Extractor, ...]:
    """Return those that ask for files of this name, and the modules that ask for its place."""
    return tuple(
        load(module)
        for module, patterns in MODULES.items()
        if module in placed
        or any("/" not in pattern and matches(name, pattern) for pattern in patterns)
    )


@lru_cache(maxsize=1)
def _placed() -> tuple[tuple[str, str], ...]:
    """Return the patterns that ask for a folder as well, each with its module."""
    rows = ((module, pattern) for module, patterns in MODULES.items() for pattern in patterns)
    return tuple(row for row in rows if "/" in row[1])


def readers(path: str) -> tuple[Extractor, ...]:
    """Return the extractors that look at a file of this path; empty for most files."""
    lowered = "/" + path.lower()
    placed = frozenset(
        module
        for module, pattern in _placed()
        if f"/{pattern.rpartition('/')[0]}/" in lowered
        and fnmatch.fnmatchcase(lowered, f"*/{pattern}")
    )
    return _readers(lowered.rpartition("/")[2], placed)


def opens(path: str) -> bool:
    """Say whether the content of a file of this path is read for its name."""
    return any(extractor.NAME not in BY_NAME for extractor in readers(path))


def only_lists_packages(path: str) -> bool:
    """Say whether a file of this path is read for the software that it names, and for no more."""
    asked = [extractor.NAME for extractor in readers(path)]
    return bool(asked) and PACKAGE_LISTS.issuperset(asked)


def opens_header(path: str) -> bool:
    """Say whether a file of this path may be large and only its beginning is looked at."""
    return any(extractor.NAME in BY_HEADER | OF_DATA for extractor in readers(path))


def is_data(path: str) -> bool:
    """Say whether only the records of a dataset are looked at in a file of this path."""
    asked = readers(path)
    return bool(asked) and all(extractor.NAME in OF_DATA for extractor in asked)


def extract(document: Document) -> Iterator[AnyFact]:
    """Yield what all extractors find in one document; what cannot be read is a gap."""
    named = readers(document.path)
    known = map(load, modules_of(document))
    for extractor in (*named, *(one for one in known if one not in named)):
        try:
            yield from extractor.extract(document)
        except Unreadable as error:
            yield Gap(Span(document.path, error.line), error.problem, error.limit)
        except RecursionError:
            yield Gap(Span(document.path), "The file is nested too deeply.", limit=True)
        except LicscanError:
            raise
        except Exception as error:
            from licscan.mishap import unread

            yield unread(f"reader {extractor.NAME}", Span(document.path), error)
