"""Which strings of a program can name something on the Hugging Face Hub, and which are paths.

Nothing is looked up: the answer is by shape, by the closed list of models that live on the Hub
without an owner, and by folder names that people give to their own checkpoints.
"""

from __future__ import annotations

import re

from licscan.late import late


def words(text: str) -> frozenset[str]:
    """Return the words of *text*, for lists that are easier to read as a block."""
    return frozenset(text.split())


_SEGMENT = r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,95}"
_HUB_ID = late(rf"{_SEGMENT}(?:/{_SEGMENT})?")
_HUB_URL = late(
    rf"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<kind>datasets/|spaces/)?"
    rf"(?P<name>{_SEGMENT}/{_SEGMENT})(?:/(?:resolve|blob|tree|raw)/(?P<revision>[^/\s]+))?(?=/|$|\?|#)"
)
_HF_PATH = late(
    rf"hf://(?P<kind>datasets/|spaces/)?(?P<name>{_SEGMENT}/{_SEGMENT})(?:@(?P<revision>[^/\s]+))?(?:/|$)"
)
_CACHE_FOLDER = late(
    rf"(?:^|[/\\])(?:models|datasets)--(?P<owner>{_SEGMENT}?)--(?P<name>{_SEGMENT})(?=[/\\]|$)"
)
_FILE_END = late(
    r"\.(?:py|json|jsonl|ya?ml|toml|txt|md|csv|tsv|parquet|arrow|bin|pt|pth|ckpt|safetensors|gguf|ggml|"
    r"onnx|h5|hdf5|keras|tflite|pb|npz|npy|pkl|joblib|zip|tar|gz|tgz|zst|xml|html|png|jpe?g|wav|mp3|mp4)$",
    re.IGNORECASE,
)
_OWN_FOLDERS = words(
    """
    artifact artifacts asset assets bin build cache caches checkpoint checkpoints ckpt ckpts
    content data dataset datasets dist download downloads drive exp experiment experiments
    export exports files fine_tuned finetune finetuned folder home input inputs lib local log
    logs lora lora_weights ml_models mnt model model_cache model_weights modeldir models
    my_models new_model notebooks opt out output outputs path pretrain pretrained
    pretrained_model pretrained_models pretrained_weights raw res resource resources result
    results root run runs save saved saved_model saved_models saves script scripts src storage
    temp test tests tmp train train_output trained trained_model trained_models training var
    weight weights work_dir work_dirs workspace
    """
)
_PLACEHOLDERS = late(
    r"(?:your.*|my[-_].*|user(?:[-_]?name)?|org(?:anization|anisation)?|owner|namespace|"
    r"(?:hf|huggingface)[-_]?user(?:name)?|some[-_].*|path(?:[-_]?to.*)?|x+|foo|bar)",
    re.IGNORECASE,
)
_OWN_WORDS = words(
    """
    best checkpoint checkpoints ckpt data dataset datasets dir dummy epoch example file final
    finetuned folder last local model models my out output outputs path result results save saved
    test tmp train trained weights your
    """
)

UNOWNED_MODELS = words(
    """
    albert-base-v1 albert-base-v2 albert-large-v1 albert-large-v2 albert-xlarge-v1 albert-xlarge-v2
    albert-xxlarge-v1 albert-xxlarge-v2 bert-base-cased bert-base-cased-finetuned-mrpc
    bert-base-chinese bert-base-german-cased bert-base-german-dbmdz-cased
    bert-base-german-dbmdz-uncased bert-base-multilingual-cased bert-base-multilingual-uncased
    bert-base-uncased bert-large-cased bert-large-cased-whole-word-masking
    bert-large-cased-whole-word-masking-finetuned-squad bert-large-uncased
    bert-large-uncased-whole-word-masking bert-large-uncased-whole-word-masking-finetuned-squad
    camembert-base ctrl distilbert-base-cased distilbert-base-cased-distilled-squad
    distilbert-base-german-cased distilbert-base-multilingual-cased distilbert-base-uncased
    distilbert-base-uncased-distilled-squad distilbert-base-uncased-finetuned-sst-2-english
    distilgpt2 distilroberta-base gpt2 gpt2-large gpt2-medium gpt2-xl openai-gpt roberta-base
    roberta-base-openai-detector roberta-large roberta-large-mnli roberta-large-openai-detector
    t5-11b t5-3b t5-base t5-large t5-small transfo-xl-wt103 xlm-clm-ende-1024 xlm-clm-enfr-1024
    xlm-mlm-100-1280 xlm-mlm-17-1280 xlm-mlm-en-2048 xlm-mlm-ende-1024 xlm-mlm-enfr-1024
    xlm-mlm-enro-1024 xlm-mlm-tlm-xnli15-1024 xlm-mlm-xnli15-1024 xlm-roberta-base
    xlm-roberta-large xlm-roberta-large-finetuned-conll02-dutch
    xlm-roberta-large-finetuned-conll02-spanish xlm-roberta-large-finetuned-conll03-english
    xlm-roberta-large-finetuned-conll03-german xlnet-base-cased xlnet-large-cased
    """
)
"""The models that the Hub knows without an owner (a closed list: new ones always have one)."""


def is_path(text: str) -> bool:
    """Say whether *text* can only be a place on a disk or in a bucket, never a Hub id."""
    if not text or text.startswith(("/", ".", "~", "$")) or "\\" in text or text.endswith("/"):
        return True
    if "://" in text:
        return hub_address(text) is None
    owner, slash, rest = text.partition("/")
    if "/" in rest and hub_address(text) is None:
        return True
    if _FILE_END.search(text):
        return True
    return bool(slash) and (owner.lower() in _OWN_FOLDERS or bool(_PLACEHOLDERS.fullmatch(owner)))


def has_hub_shape(text: str) -> bool:
    """Say whether *text* could be an id of the Hub, with or without an owner."""
    return bool(_HUB_ID.fullmatch(text)) and not is_path(text)


def is_owned(text: str) -> bool:
    """Say whether *text* has the shape `owner/name` and is no path."""
    return "/" in text and has_hub_shape(text)


def sounds_homemade(text: str) -> bool:
    """Say whether a name without an owner is one that people give to their own folders."""
    return not _OWN_WORDS.isdisjoint(re.split(r"[-_.\d]+", text.lower()))


def ollama_address(name: str) -> str:
    """Return an Ollama name so that it cannot be taken for a Hub id.

    A name of the library (`qwen3:8b`) and an address stay as they are; `owner/name` gets its site.
    """
    owner, slash, _ = name.partition("/")
    return f"https://ollama.com/{name}" if slash and "." not in owner else name


def cached_id(path: str) -> str:
    """Return the Hub id that a path into the Hub's cache spells out, else an empty string.

    The cache keeps `owner/name` in a folder `models--owner--name` (huggingface_hub, "Cache").
    """
    found = _CACHE_FOLDER.search(path) if "--" in path else None
    return f"{found['owner']}/{found['name']}" if found else ""


def is_download(text: str) -> bool:
    """Say whether *text* is an `hf://` path or the address of a file to be fetched from the Hub."""
    if text.startswith("hf://"):
        return True
    found = _HUB_URL.match(text) if text.startswith("http") and "/resolve/" in text else None
    return found is not None and found["revision"] is not None


def hub_address(text: str) -> tuple[str, str, str] | None:
    """Split a Hub URL or `hf://` path into what it holds, the id and the revision.

    The first is `datasets`, `spaces` or empty for a model. None for any other string.
    """
    if text.startswith("hf://"):
        found = _HF_PATH.match(text)
    else:
        found = _HUB_URL.match(text) if "hf.co/" in text or "huggingface.co/" in text else None
    if found is None:
        return None
    name = found["name"]
    if found["kind"] is None and name.split("/")[0] in {
        "datasets",
        "spaces",
        "docs",
        "api",
        "buckets",
    }:
        return None
    return (found["kind"] or "").rstrip("/"), name, found["revision"] or ""
