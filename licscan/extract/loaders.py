"""Which calls of which Python libraries load a model or a dataset, and which argument names it.

Knows nothing of syntax trees: `python_loads` finds the calls, this module says what they mean.
Sources: the signatures in the libraries' own documentation, named at each block.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from licscan.extract.hub_names import words
from licscan.model import Kind


class Naming(enum.Enum):
    """How the argument of a loader call is to be read."""

    HUB_OR_PATH = "Hub id or folder; without an owner only the closed list of old models"
    HUB = "Hub id, never a folder"
    SENTENCE = "Hub id; the library puts its own organization before a bare name"
    DATASET = "Hub id of a dataset, a file format, a script or a folder"
    PRESET = "name of a Keras preset, with or without a scheme"
    PREFIXED = "Hub id only behind hf_hub: or hf-hub:, else an architecture"
    GITHUB = "GitHub owner/repository, with an optional :tag"
    KAGGLE = "Kaggle handle"
    OLLAMA = "Ollama name, with an optional :tag"


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument that holds an id: its position (-1 for keyword only) and its keywords."""

    position: int
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loader:
    """One call that loads something."""

    name: str
    """Last part of what is called."""
    naming: Naming
    slots: tuple[Slot, ...]
    packages: tuple[str, ...] = ()
    """Where it must come from; empty where the name alone is enough."""
    kind: Kind = Kind.MODEL
    method: bool = False
    """True where it must be called on something (`x.name(...)`)."""


def _slot(position: int, *keywords: str) -> tuple[Slot, ...]:
    return (Slot(position, keywords),)


_PRETRAINED = (
    "pretrained_model_name_or_path",
    "pretrained_model_or_path",
    "pretrained_model_link_or_path_or_dict",
    "pretrained_model_name_or_path_or_dict",
    "model_name_or_path",
    "model_name",
    "model_id",
    "repo_id",
)
_HUB_PACKAGES = ("huggingface_hub", "modelscope", "transformers")
_SENTENCE_PACKAGES = ("sentence_transformers",)
_KEYED_EMBEDDINGS = ("langchain", "langchain_community", "langchain_huggingface", "llama_index")
_CHAT_PACKAGES = ("langchain", "langchain_community", "langchain_ollama", "llama_index")

_TABLE: tuple[Loader, ...] = (
    # transformers, diffusers, peft, datasets, optimum, llama-cpp-python, unsloth and their kin.
    Loader("from_pretrained", Naming.HUB_OR_PATH, _slot(0, *_PRETRAINED), method=True),
    Loader("from_single_file", Naming.HUB_OR_PATH, _slot(0, *_PRETRAINED), method=True),
    Loader(
        "from_encoder_decoder_pretrained",
        Naming.HUB_OR_PATH,
        (
            Slot(0, ("encoder_pretrained_model_name_or_path",)),
            Slot(1, ("decoder_pretrained_model_name_or_path",)),
        ),
        method=True,
    ),
    Loader("load_lora_weights", Naming.HUB_OR_PATH, _slot(0, *_PRETRAINED), method=True),
    Loader("load_ip_adapter", Naming.HUB_OR_PATH, _slot(0, *_PRETRAINED), method=True),
    Loader("load_textual_inversion", Naming.HUB_OR_PATH, _slot(0, *_PRETRAINED), method=True),
    Loader("load_adapter", Naming.HUB_OR_PATH, _slot(0, "peft_model_id", "model_id"), method=True),
    Loader("pipeline", Naming.HUB_OR_PATH, _slot(1, "model"), ("transformers", "optimum")),
    Loader("from_model_id", Naming.HUB_OR_PATH, _slot(0, "model_id"), method=True),
    # trl: a trainer accepts an id and loads it.
    *(
        Loader(name, Naming.HUB_OR_PATH, _slot(0, "model"), ("trl",))
        for name in ("SFTTrainer", "DPOTrainer", "GRPOTrainer", "KTOTrainer", "RewardTrainer")
    ),
    # sentence-transformers, and the wrappers that hand the name on.
    *(
        Loader(name, Naming.SENTENCE, _slot(0, "model_name_or_path"), _SENTENCE_PACKAGES)
        for name in ("SentenceTransformer", "SparseEncoder")
    ),
    Loader(
        "CrossEncoder",
        Naming.HUB_OR_PATH,
        _slot(0, "model_name_or_path", "model_name"),
        _SENTENCE_PACKAGES,
    ),
    *(
        Loader(name, Naming.SENTENCE, _slot(0, "model_name"), _KEYED_EMBEDDINGS)
        for name in (
            "HuggingFaceEmbeddings",
            "HuggingFaceBgeEmbeddings",
            "HuggingFaceInstructEmbeddings",
            "HuggingFaceEmbedding",
            "SentenceTransformerEmbeddings",
        )
    ),
    # huggingface_hub: `repo_type` says what it is.
    Loader("hf_hub_download", Naming.HUB, _slot(0, "repo_id"), _HUB_PACKAGES),
    Loader("snapshot_download", Naming.HUB, _slot(0, "repo_id", "model_id"), _HUB_PACKAGES),
    Loader("cached_download", Naming.HUB_OR_PATH, _slot(0, "url"), _HUB_PACKAGES),
    # datasets.
    Loader("load_dataset", Naming.DATASET, _slot(0, "path"), ("datasets",), Kind.DATASET),
    Loader("load_dataset_builder", Naming.DATASET, _slot(0, "path"), ("datasets",), Kind.DATASET),
    # timm, open_clip.
    *(
        Loader(name, Naming.PREFIXED, _slot(0, "model_name"), ("timm", "open_clip"))
        for name in (
            "create_model",
            "create_model_and_transforms",
            "create_model_from_pretrained",
            "get_tokenizer",
        )
    ),
    # vLLM.
    Loader("LLM", Naming.HUB_OR_PATH, _slot(0, "model"), ("vllm",)),
    Loader("EngineArgs", Naming.HUB_OR_PATH, _slot(0, "model"), ("vllm",)),
    Loader("AsyncEngineArgs", Naming.HUB_OR_PATH, _slot(0, "model"), ("vllm",)),
    # torch.hub, kagglehub, Keras.
    Loader("load", Naming.GITHUB, _slot(0, "repo_or_dir"), ("torch.hub",)),
    Loader("model_download", Naming.KAGGLE, _slot(0, "handle"), ("kagglehub",)),
    Loader("dataset_download", Naming.KAGGLE, _slot(0, "handle"), ("kagglehub",), Kind.DATASET),
    Loader("from_preset", Naming.PRESET, _slot(0, "preset"), method=True),
    # Ollama and its wrappers.
    *(
        Loader(name, Naming.OLLAMA, _slot(0, "model"), ("ollama",))
        for name in ("chat", "generate", "embed", "embeddings", "pull")
    ),
    *(
        Loader(name, Naming.OLLAMA, _slot(-1, "model"), _CHAT_PACKAGES)
        for name in ("ChatOllama", "OllamaLLM", "Ollama", "OllamaEmbeddings")
    ),
)
_BY_NAME = {loader.name: loader for loader in _TABLE}
_ADAPTER = Loader("from_pretrained", Naming.HUB_OR_PATH, _slot(1, "model_id"), method=True)
_TENSORS = frozenset({"Embedding", "EmbeddingBag"})
"""PyTorch layers whose `from_pretrained` takes numbers."""
_ADAPTER_CLASS = re.compile(r"Peft(?:Mixed)?Model(?:For\w+)?")

_COMMON_WORDS = frozenset({"load", "chat", "generate", "embed", "embeddings", "pull"})
"""Too common to be a loader unless the file says where it comes from."""

_WORDS = "|".join(
    sorted(
        loader.name
        for loader in _TABLE
        if loader.naming is not Naming.PREFIXED and loader.name not in _COMMON_WORDS
    )
)
_TRIGGER = re.compile(
    rf"\b(?:{_WORDS})\s*\(|\bhub\.load\s*\(|\bhub import load\b|\bollama\b|hf://|hf[-_]hub:".encode()
)

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
    loader = _BY_NAME.get(name)
    if loader is None or (loader.method and not owner):
        return None
    receiver = owner.rpartition(".")[2]
    if name == "from_pretrained" and _ADAPTER_CLASS.fullmatch(receiver):
        return _ADAPTER
    if receiver in _TENSORS:
        return None
    if not loader.packages or (not owner and not known_origin and name not in _COMMON_WORDS):
        return loader
    inside = any(owner == p or owner.startswith(p + ".") for p in loader.packages)
    return loader if inside else None
