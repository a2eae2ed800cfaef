"""The table of calls that load a model or a dataset: a row for each, library by library.

Sources: the signatures in the libraries' own documentation. Clients of services (OpenAI, Anthropic,
LiteLLM, the Hub's inference client) are no rows: what they name is never on this machine.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

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
    MODELSCOPE = "ModelScope owner/name"
    ADDRESS = "address of a web page that stands for the model"


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
    vague: bool = False
    """True where the word is too common to be a loader unless the file says where it is from."""
    objects: bool = False
    """True where a loaded model may be given instead: only ids that are spelled out are read."""


def _row(
    names: str,
    naming: Naming,
    *slots: str,
    of: str = "",
    kind: Kind = Kind.MODEL,
    method: bool = False,
    vague: bool = False,
    objects: bool = False,
) -> list[Loader]:
    """Return a loader for each of *names*; a slot is `position keyword keyword ...`."""
    read = []
    for slot in slots:
        position, *keywords = slot.split()
        read.append(Slot(int(position), tuple(keywords)))
    return [
        Loader(name, naming, tuple(read), tuple(of.split()), kind, method, vague, objects)
        for name in names.split()
    ]


_HUB_OR_PATH, _HUB, _SENTENCE = Naming.HUB_OR_PATH, Naming.HUB, Naming.SENTENCE
_PRETRAINED = (
    "0 pretrained_model_name_or_path pretrained_model_or_path pretrained_model_link_or_path "
    "pretrained_model_link_or_path_or_dict pretrained_model_name_or_path_or_dict "
    "model_name_or_path model_name model_id repo_id identifier checkpoint_path checkpoint"
)
_LANGCHAIN = "langchain langchain_community langchain_huggingface langchain_ollama llama_index"

TABLE: tuple[Loader, ...] = (
    # transformers, diffusers, peft, optimum, llama-cpp-python, unsloth, pyannote and their kin.
    *_row(
        "from_pretrained from_single_file from_ckpt load_lora_weights load_ip_adapter "
        "load_textual_inversion load_attn_procs",
        _HUB_OR_PATH,
        _PRETRAINED,
        method=True,
    ),
    *_row(
        "from_encoder_decoder_pretrained",
        _HUB_OR_PATH,
        "0 encoder_pretrained_model_name_or_path",
        "1 decoder_pretrained_model_name_or_path",
        method=True,
    ),
    *_row("load_adapter", _HUB_OR_PATH, "0 peft_model_id model_id", method=True),
    *_row(
        "pipeline", _HUB_OR_PATH, "1 model", "-1 tokenizer", of="transformers optimum", objects=True
    ),
    *_row(
        "from_quantized", _HUB_OR_PATH, "0 model_name_or_path model_path quant_path", method=True
    ),
    *_row("from_model_id", _HUB_OR_PATH, "0 model_id", method=True),
    # trl: a trainer accepts an id and loads it.
    *_row(
        "SFTTrainer DPOTrainer GRPOTrainer KTOTrainer RewardTrainer ORPOTrainer CPOTrainer "
        "RLOOTrainer GKDTrainer OnlineDPOTrainer XPOTrainer NashMDTrainer BCOTrainer PRMTrainer",
        _HUB_OR_PATH,
        "0 model",
        "-1 teacher_model",
        "-1 reward_funcs",
        "-1 ref_model",
        of="trl unsloth",
        objects=True,
    ),
    *_row("ModelConfig", _HUB_OR_PATH, "0 model_name_or_path", of="trl", vague=True),
    *_row(
        "ScriptArguments",
        Naming.DATASET,
        "0 dataset_name",
        of="trl",
        kind=Kind.DATASET,
        vague=True,
    ),
    # sentence-transformers, and the wrappers that hand the name on.
    *_row(
        "SentenceTransformer SparseEncoder",
        _SENTENCE,
        "0 model_name_or_path",
        of="sentence_transformers",
    ),
    *_row(
        "CrossEncoder",
        _HUB_OR_PATH,
        "0 model_name_or_path model_name",
        of="sentence_transformers",
    ),
    *_row(
        "Transformer",
        _HUB_OR_PATH,
        "0 model_name_or_path",
        of="sentence_transformers",
        vague=True,
    ),
    *_row("from_model2vec", _HUB_OR_PATH, "0 model_id_or_path", method=True),
    *_row(
        "HuggingFaceEmbeddings HuggingFaceBgeEmbeddings HuggingFaceInstructEmbeddings "
        "HuggingFaceEmbedding SentenceTransformerEmbeddings HuggingFaceCrossEncoder",
        _SENTENCE,
        "0 model_name",
        of=_LANGCHAIN,
    ),
    *_row("SentenceTransformerEmbeddingFunction", _SENTENCE, "0 model_name", of="chromadb"),
    *_row("BERTopic", _SENTENCE, "-1 embedding_model", of="bertopic", objects=True),
    *_row("KeyBERT", _SENTENCE, "0 model", of="keybert", objects=True),
    *_row("HuggingFaceLLM", _HUB_OR_PATH, "-1 model_name", "-1 tokenizer_name", of=_LANGCHAIN),
    *_row(
        "SentenceTransformersTextEmbedder SentenceTransformersDocumentEmbedder "
        "SentenceTransformersSimilarityRanker TransformersSimilarityRanker "
        "HuggingFaceLocalGenerator HuggingFaceLocalChatGenerator FARMReader TransformersReader",
        _HUB_OR_PATH,
        "0 model model_name_or_path",
        of="haystack",
    ),
    # FlagEmbedding, fastembed, simpletransformers, prompt compression.
    *_row(
        "FlagModel BGEM3FlagModel FlagLLMModel FlagICLModel FlagReranker FlagLLMReranker "
        "LayerWiseFlagLLMReranker LightWeightFlagLLMReranker",
        _HUB_OR_PATH,
        "0 model_name_or_path",
        of="FlagEmbedding",
    ),
    *_row("from_finetuned", _HUB_OR_PATH, "0 model_name_or_path", of="FlagEmbedding", method=True),
    *_row(
        "TextEmbedding SparseTextEmbedding LateInteractionTextEmbedding ImageEmbedding "
        "TextCrossEncoder",
        _HUB,
        "0 model_name",
        of="fastembed",
    ),
    *_row(
        "ClassificationModel MultiLabelClassificationModel NERModel QuestionAnsweringModel "
        "T5Model Seq2SeqModel LanguageModelingModel RepresentationModel",
        _HUB_OR_PATH,
        "1 model_name",
        of="simpletransformers",
    ),
    *_row("INSTRUCTOR", _SENTENCE, "0 model_name_or_path", of="InstructorEmbedding"),
    *_row("PromptCompressor", _HUB_OR_PATH, "0 model_name", of="llmlingua"),
    # huggingface_hub and what stands on it: `repo_type` says what it is.
    *_row(
        "hf_hub_download snapshot_download hf_hub_url from_pretrained_fastai "
        "from_pretrained_keras load_from_hub",
        _HUB,
        "0 repo_id model_id",
        of="huggingface_hub huggingface_sb3 transformers",
    ),
    *_row("Repository", _HUB, "1 clone_from", of="huggingface_hub", vague=True),
    *_row("cached_download", _HUB_OR_PATH, "0 url", of="huggingface_hub"),
    *_row("get_kernel", _HUB, "0 repo_id", of="kernels"),
    *_row("HuggingFaceModel", _HUB, "0 model_id", of="bentoml"),
    # datasets.
    *_row(
        "load_dataset load_dataset_builder",
        Naming.DATASET,
        "0 path",
        of="datasets",
        kind=Kind.DATASET,
    ),
    # timm, open_clip.
    *_row(
        "create_model create_model_and_transforms create_model_from_pretrained get_tokenizer",
        Naming.PREFIXED,
        "0 model_name",
        of="timm open_clip",
    ),
    # Engines that serve: vLLM, TensorRT-LLM, SGLang, LMDeploy, MLX.
    *_row(
        "LLM EngineArgs AsyncEngineArgs VLLM",
        _HUB_OR_PATH,
        "0 model",
        "-1 tokenizer",
        "-1 speculative_model",
        of="vllm tensorrt_llm langchain_community",
    ),
    *_row("Engine Runtime", _HUB_OR_PATH, "0 model_path", of="sglang", vague=True),
    *_row("ServerArgs", _HUB_OR_PATH, "0 model_path", of="sglang"),
    *_row("pipeline", _HUB_OR_PATH, "0 model_path", of="lmdeploy"),
    *_row("load", _HUB_OR_PATH, "0 path_or_hf_repo", of="mlx_lm mlx_vlm mlx_audio", vague=True),
    *_row("transcribe", _HUB_OR_PATH, "-1 path_or_hf_repo", of="mlx_whisper", vague=True),
    *_row("Transformers", _HUB_OR_PATH, "0 model", of="guidance", vague=True),
    *_row("transformers", _HUB_OR_PATH, "0 model_name", of="outlines", vague=True),
    # Speech and music.
    *_row("WhisperModel", _HUB, "0 model_size_or_path", of="faster_whisper"),
    *_row("from_hparams", _HUB_OR_PATH, "0 source", method=True),
    *_row("get_pretrained", _HUB_OR_PATH, "0 name", of="audiocraft", method=True),
    # flair, torch.hub, TensorFlow Hub, kagglehub, Keras.
    *_row("load", _HUB_OR_PATH, "0 model_path", of="flair", vague=True),
    *_row("load", Naming.GITHUB, "0 repo_or_dir", of="torch.hub", vague=True),
    *_row("load resolve", Naming.ADDRESS, "0 handle", of="tensorflow_hub", vague=True),
    *_row("KerasLayer Module", Naming.ADDRESS, "0 handle spec", of="tensorflow_hub", vague=True),
    *_row("model_download", Naming.KAGGLE, "0 handle", of="kagglehub"),
    *_row("dataset_download", Naming.KAGGLE, "0 handle", of="kagglehub", kind=Kind.DATASET),
    *_row("dataset_load", Naming.KAGGLE, "1 handle", of="kagglehub", kind=Kind.DATASET),
    *_row("load_dataset", Naming.KAGGLE, "1 handle", of="kagglehub", kind=Kind.DATASET),
    *_row("from_preset", Naming.PRESET, "0 preset", method=True),
    # Ollama and its wrappers.
    *_row("chat generate embed embeddings pull", Naming.OLLAMA, "0 model", of="ollama", vague=True),
    *_row(
        "ChatOllama OllamaLLM Ollama OllamaEmbeddings OllamaEmbedding",
        Naming.OLLAMA,
        "-1 model model_name",
        of=_LANGCHAIN,
    ),
    # ModelScope, a hub with names of its own.
    *_row(
        "snapshot_download model_file_download", Naming.MODELSCOPE, "0 model_id", of="modelscope"
    ),
    *_row("pipeline", Naming.MODELSCOPE, "1 model", of="modelscope", objects=True),
    *_row(
        "load",
        Naming.MODELSCOPE,
        "0 dataset_name",
        of="modelscope",
        kind=Kind.DATASET,
        vague=True,
    ),
)
"""Where several rows have one name, the one whose package fits decides, else the first."""

ADAPTER = Loader("from_pretrained", _HUB_OR_PATH, (Slot(1, ("model_id",)),), method=True)
"""`PeftModel.from_pretrained`, whose first argument is the base, loaded elsewhere."""
