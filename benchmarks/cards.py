"""Measure the audit of a tree of model cards, and of model repositories beside ScanCode.

`python benchmarks/cards.py [--cards 10000] [--repositories 1000] [--scancode 20]`

Each audit is a fresh process that loads no ScanCode; the tree is written first and is the same each
time. Wall time says what a user waits, processor time what it costs on a machine that is not idle.
ScanCode scans the first repositories of the same tree, and the ratio is of files a second.
"""

from __future__ import annotations

import argparse
import json
import shutil
import struct
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

_CARD = """---
license: {license}
language:
- en
- de
{base}datasets:
- HuggingFaceFW/fineweb-edu
library_name: transformers
pipeline_tag: text-generation
tags:
- text-generation
metrics:
- accuracy
---

# sample-{number}

## Model description

A model card as people write them. Modified on 2025-02-11: trained further for one epoch.

## Intended use

Text generation, and experiments with it.

## Training procedure

| epoch | loss | accuracy |
|---|---|---|
| 1 | 2.31 | 0.41 |
| 2 | 1.87 | 0.52 |

```python
from transformers import pipeline

print(pipeline("text-generation", model="org/sample-{number}")("Hello"))
```
"""
# License and base as on the Hub: most cards are permissive and many name no base; a tenth grant
# more than they received.
_MIX = (
    *(("apache-2.0", ""), ("mit", ""), ("apache-2.0", "mistralai/Mistral-7B-v0.3")),
    *(("llama3.1", "meta-llama/Llama-3.1-8B"), ("apache-2.0", "Qwen/Qwen2.5-7B")),
    *(("cc-by-nc-4.0", ""), ("gemma", "google/gemma-2-9b"), ("mit", "someone/unknown-model")),
    *(("apache-2.0", "google-bert/bert-base-uncased"), ("mit", "meta-llama/Llama-3.1-8B")),
)
_CHILD = """
import gc, json, resource, sys, time
from pathlib import Path
from licscan.audit import Options, audit
gc.set_threshold(50_000)  # as the command does
begin = time.perf_counter(), time.process_time()
report = audit(Path(sys.argv[1]), Options(cache=False, scancode=False))
wall, cpu = time.perf_counter() - begin[0], time.process_time() - begin[1]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
loaded = any(name.startswith(("licensedcode", "scancode")) for name in sys.modules)
print(json.dumps([wall, cpu, peak, loaded, report.files_seen, len(report.components)]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--repositories", type=int, default=1_000)
    parser.add_argument("--scancode", type=int, default=20, help="repositories; 0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "cards"
        for number in range(options.cards):
            _write_card(tree / f"org{number % 100}" / f"sample-{number}", number)
        _audit(f"{options.cards:,} cards", tree, options.cards)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "repositories"
        for number in range(options.repositories):
            _write_repository(tree / f"sample-{number:06}", number)
        files = _audit(f"{options.repositories:,} repositories", tree, options.repositories)
        if options.scancode:
            _compare(tree, options.scancode, files)
    return 0


def _write_card(folder: Path, number: int) -> None:
    folder.mkdir(parents=True)
    license, base = _MIX[number % len(_MIX)]
    written = f"base_model: {base}\n" if base else ""
    card = _CARD.format(license=license, base=written, number=number)
    (folder / "README.md").write_text(card, encoding="utf-8")


def _write_repository(folder: Path, number: int) -> None:
    """Write a card with what lies beside it: configuration, weights, tokenizer, license text."""
    _write_card(folder, number)
    header = json.dumps({"__metadata__": {"format": "pt"}}).encode()
    weights = struct.pack("<Q", len(header)) + header + bytes(4096)
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "config.json").write_text(json.dumps({"model_type": "llama", "hidden_size": 4096}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 4096}))
    text = Path(__file__).resolve().parents[1] / "LICENSE"
    shutil.copy(text, folder / "LICENSE")


def _audit(title: str, tree: Path, count: int) -> float:
    """Print what one audit took; return the files that it went through in a second."""
    command = [sys.executable, "-c", _CHILD, str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    wall, cpu, peak, loaded, files, components = json.loads(done.stdout)
    print(
        f"{title}: {count / wall:,.0f} a second ({wall:.1f} s), "
        f"{count / cpu:,.0f} in a second of one processor; {components:,} components, "
        f"{peak} MB at most, ScanCode {'LOADED' if loaded else 'not loaded'}"
    )
    return float(files / wall)


def _compare(tree: Path, count: int, files: float) -> None:
    scancode = shutil.which("scancode", path=sysconfig.get_path("scripts"))
    if scancode is None:
        sys.exit("scancode is not installed here")
    with tempfile.TemporaryDirectory() as folder:
        for repository in sorted(tree.iterdir())[:count]:
            shutil.copytree(repository, Path(folder) / "few" / repository.name)
        few = sum(path.is_file() for path in (Path(folder) / "few").rglob("*"))
        command = [scancode, "--license", "--quiet", "-n", "0", "--json", f"{folder}/scan.json"]
        begin = time.perf_counter()
        subprocess.run([*command, f"{folder}/few"], capture_output=True, check=True)
        rate = few / (time.perf_counter() - begin)
    print(
        f"files a second: licscan {files:,.0f}, ScanCode {rate:,.1f} (its start included); "
        f"{files / rate:,.0f} times"
    )


if __name__ == "__main__":
    sys.exit(main())
