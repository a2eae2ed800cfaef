"""Which calls of which Python libraries load a model or a dataset, and which argument names it.

Knows nothing of syntax trees: `python_loads` finds the calls, `loader_table` holds the rows, this
module says which row a call is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from licscan.extract.hub_names import words
from licscan.extract.loader_table import ADAPTER, TABLE, Loader, Naming

_BY_NAME: dict[str, list[Loader]] = defaultdict(list)
for _loader in TABLE:
    _BY_NAME[_loader.name].append(_loader)

_TENSORS = frozenset({"Embedding", "EmbeddingBag"})
"""PyTorch layers whose `from_pretrained` takes numbers."""
_ADAPTER_CLASS = re.compile(r"Peft(?:Mixed)?Model(?:For\w+)?")
_STAND_IN = re.compile(r"\w*Mock")
_MODELSCOPE = "modelscope"


def _triggers() -> Iterator[str]:
    """Yield what a file must hold one of before it is worth parsing."""
    plain = [row for row in TABLE if row.naming is not Naming.PREFIXED and not row.vague]
    yield rf"\b(?:{'|'.join(sorted({row.name for row in plain}))})\s*[(,]"
    roots = {package.partition(".")[0] for row in TABLE if row.vague for package in row.packages}
    yield rf"\b(?:{'|'.join(sorted(roots - {'torch', 'sentence_transformers'}))})\b"
    yield r"\bhub\.load\s*\(|\bhub import load\b|\bmodels\.Transformer\s*\("
    yield r"hf://|hf[-_]hub:|(?:huggingface|hf)\.co/[\w./-]+/resolve/"


_TRIGGER = re.compile("|".join(_triggers()).encode())

FILE_FORMATS = words(
    """
    arrow audiofolder cache csv eval generator hdf5 imagefolder json lance niftifolder pandas
    parquet pdffolder spark sql text videofolder webdataset xml
    """
)
"""First arguments of `load_dataset` that name a reader, not a dataset (its packaged modules)."""


def has_trigger(source: bytes) -> bool:
    """Say whether *source* holds a word of any loader call: the test before parsing."""
    return _TRIGGER.search(source) is not None


def loader_for(dotted: str, known_origin: bool) -> Loader | None:
    """Return the loader that a call of *dotted* is.

    *dotted* is the called name with imports resolved (`datasets.load_dataset`); *known_origin* is
    False for a bare name that the file neither imports nor defines (a star import, a snippet).
    """
    owner, _, name = dotted.rpartition(".")
    receiver = owner.rpartition(".")[2]
    if receiver in _TENSORS or _STAND_IN.fullmatch(receiver):
        return None
    if name == "from_pretrained" and _ADAPTER_CLASS.fullmatch(receiver):
        return ADAPTER
    for loader in _BY_NAME.get(name, ()):
        if _is(loader, owner, known_origin):
            foreign = _inside(owner, _MODELSCOPE) and loader.naming is Naming.HUB_OR_PATH
            return replace(loader, naming=Naming.MODELSCOPE) if foreign else loader
    return None


def _is(loader: Loader, owner: str, known_origin: bool) -> bool:
    if loader.method and not owner:
        return False
    if not loader.packages or (not owner and not known_origin and not loader.vague):
        return True
    return any(_inside(owner, package) for package in loader.packages)


def _inside(owner: str, package: str) -> bool:
    return owner == package or owner.startswith(package + ".")
