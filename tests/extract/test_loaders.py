"""Which libraries load what: calls that load nothing first, then a call of each library.

Expectations come from the signatures in the documentation of each library.
"""

from __future__ import annotations

import pytest

from licscan.extract import python_code
from licscan.model import Gap, Kind, ParentClaim
from licscan.sources.document import from_bytes


def read(code: str, path: str = "src/app.py") -> list[object]:
    return list(python_code.extract(from_bytes(path, code.encode())))


def parents(code: str, path: str = "src/app.py") -> list[str]:
    return sorted(fact.raw for fact in read(code, path) if isinstance(fact, ParentClaim))


def gaps(code: str) -> list[Gap]:
    return [fact for fact in read(code) if isinstance(fact, Gap)]


AUTO = "from transformers import AutoModel, pipeline\n"
NOT_LOADED = [
    ("import clip\nclip.load('ViT-B/32')", "architecture of another load"),
    ("import evaluate\nevaluate.load('acme/metric')", "metric"),
    ("import spacy\nspacy.load('en_core_web_sm')", "package of spaCy"),
    ("import joblib, numpy\njoblib.load('a/b')\nnumpy.load('a/b')", "files"),
    ("import whisper\nwhisper.load_model('base')", "size of Whisper"),
    ("from faster_whisper import WhisperModel\nWhisperModel('large-v3')", "size of a model"),
    ("from openai import OpenAI\nOpenAI().chat.completions.create(model='a/b')", "service"),
    ("import anthropic\nanthropic.Anthropic().messages.create(model='claude')", "service"),
    ("import litellm\nlitellm.completion(model='huggingface/a/b')", "router to services"),
    ("import dspy\ndspy.LM('openai/gpt-4o')", "name of a service"),
    ("from huggingface_hub import InferenceClient\nInferenceClient('a/b')", "inference elsewhere"),
    ("from llama_cpp import Llama\nLlama(model_path='a/b')", "model_path is a file"),
    ("import timm\ntimm.create_model('local-dir:/a/b')", "folder for timm"),
    ("import tensorflow_hub as hub\nhub.load('/models/use')", "folder for TensorFlow Hub"),
    (AUTO + "m.push_to_hub('o/mine')\nAutoModel.from_pretrained('o/mine')", "own upload"),
    (AUTO + "m.push_to_hub(repo_id='o/mine')\nAutoModel.from_pretrained('o/mine')", "upload by id"),
    (AUTO + "T(hub_model_id='o/mine')\nAutoModel.from_pretrained('o/mine')", "upload when trained"),
    ("m = MagicMock()\nm.from_pretrained('a/b')", "stand-in"),
    ("with patch('transformers.AutoModel.from_pretrained') as p: ...", "patched loader"),
    (AUTO + "AutoModel.from_pretrained('username/model')", "placeholder of a user"),
    (AUTO + "AutoModel.from_pretrained('<org>/<name>')", "placeholder in brackets"),
    (AUTO + "AutoModel.from_pretrained('org/name')", "placeholder of an organization"),
    (AUTO + "AutoModel.from_pretrained('D:/models/x')", "drive"),
    (AUTO + "AutoModel.from_pretrained(os.path.join('models', 'x'))", "joined path"),
    (AUTO + "if __name__ == '__main__':\n    print('pipeline(model=\"a/b\")')", "printed call"),
    ("print('https://huggingface.co/o/x/resolve/main/a.bin')", "printed address"),
    ("import pandas as pd\npd.read_csv('hf://buckets/o/x/a.csv')", "storage, no repository"),
    ("class Transformer: ...\nTransformer('bert-base-uncased')", "class of the project"),
    ("from x import *\nModule('a/b')\nEngine('a/b')", "common words of unknown origin"),
]


@pytest.mark.parametrize("code", [pytest.param(c, id=i) for c, i in NOT_LOADED])
def test_loaders_ignore(code: str) -> None:
    assert (parents(code), gaps(code)) == ([], [])


def test_loaders_ignore_the_tests_of_a_project() -> None:
    code = AUTO + "def test_it():\n    AutoModel.from_pretrained('o/x')\n"
    assert parents(code, "tests/test_it.py") == []
    assert parents(code, "src/run.py") == ["o/x"]
    script = AUTO + "AutoModel.from_pretrained('o/x')\n"
    assert parents(script, "test_model.py") == ["o/x"]


def test_loaders_accept_a_model_where_an_id_could_stand() -> None:
    code = (
        AUTO + "from trl import SFTTrainer\nm = prepare()\nSFTTrainer(model=m)\n"
        "pipeline('x', model=m)\n"
    )
    assert (parents(code), gaps(code)) == ([], [])
    (gap,) = gaps(AUTO + "pipeline('x', model=f'acme/{size}')")
    assert "run time" in gap.problem


LOADED = [
    ("from peft import PeftModel\nPeftModel.from_pretrained(b, 'o/a')", ["o/a"], "peft"),
    (
        "from pyannote.audio import Pipeline\nPipeline.from_pretrained('pyannote/d@2.1')",
        ["pyannote/d"],
        "pyannote, revision behind an @",
    ),
    (
        "from tokenizers import Tokenizer\nTokenizer.from_pretrained('bert-base-uncased')",
        ["bert-base-uncased"],
        "tokenizers",
    ),
    (AUTO + "pipeline('x', model='o/x', tokenizer='o/t')", ["o/t", "o/x"], "tokenizer beside it"),
    ("p.load_textual_inversion(['a/b', 'c/d'])", ["a/b", "c/d"], "diffusers, a list"),
    ("u.load_attn_procs('a/b')", ["a/b"], "diffusers, attention"),
    (
        "from auto_gptq import AutoGPTQForCausalLM\nAutoGPTQForCausalLM.from_quantized('o/x')",
        ["o/x"],
        "AutoGPTQ",
    ),
    (
        "from trl import GRPOTrainer\nGRPOTrainer(model='o/x', reward_funcs='o/r')",
        ["o/r", "o/x"],
        "trl, with a reward model",
    ),
    ("from trl import ORPOTrainer\nORPOTrainer(model='o/x')", ["o/x"], "trl, ORPO"),
    (
        "from sentence_transformers import models\nmodels.Transformer('bert-base-uncased')",
        ["bert-base-uncased"],
        "module of sentence-transformers",
    ),
    (
        "from bertopic import BERTopic\nBERTopic(embedding_model='all-MiniLM-L6-v2')",
        ["sentence-transformers/all-MiniLM-L6-v2"],
        "BERTopic",
    ),
    (
        "from chromadb.utils import embedding_functions as e\n"
        "e.SentenceTransformerEmbeddingFunction(model_name='all-MiniLM-L6-v2')",
        ["sentence-transformers/all-MiniLM-L6-v2"],
        "Chroma",
    ),
    (
        "from llama_index.llms.huggingface import HuggingFaceLLM\n"
        "HuggingFaceLLM(model_name='o/x', tokenizer_name='o/t')",
        ["o/t", "o/x"],
        "LlamaIndex",
    ),
    ("from FlagEmbedding import FlagModel\nFlagModel('BAAI/x')", ["BAAI/x"], "FlagEmbedding"),
    ("from fastembed import TextEmbedding\nTextEmbedding('BAAI/x')", ["BAAI/x"], "fastembed"),
    (
        "from simpletransformers.ner import NERModel\nNERModel('bert', 'o/x')",
        ["o/x"],
        "simpletransformers, second argument",
    ),
    (
        "from huggingface_hub import HfApi\napi = HfApi()\napi.snapshot_download(repo_id='o/x')",
        ["o/x"],
        "client of the Hub",
    ),
    (
        "from huggingface_hub import HfApi\nHfApi().hf_hub_download('o/x', 'f')",
        ["o/x"],
        "client made on the spot",
    ),
    (
        "from huggingface_hub import from_pretrained_fastai\nfrom_pretrained_fastai('o/x')",
        ["o/x"],
        "fastai",
    ),
    ("from vllm import AsyncEngineArgs\nAsyncEngineArgs(model='o/x')", ["o/x"], "vLLM engine"),
    ("import sglang as sgl\nsgl.Engine(model_path='o/x')", ["o/x"], "SGLang"),
    ("from lmdeploy import pipeline\npipeline('o/x')", ["o/x"], "LMDeploy, first argument"),
    ("from mlx_lm import load\nload('mlx-community/x')", ["mlx-community/x"], "MLX"),
    (
        "import mlx_whisper\nmlx_whisper.transcribe(a, path_or_hf_repo='mlx-community/w')",
        ["mlx-community/w"],
        "MLX Whisper",
    ),
    (
        "from faster_whisper import WhisperModel\nWhisperModel('Systran/x')",
        ["Systran/x"],
        "faster-whisper",
    ),
    (
        "from speechbrain.inference import EncoderClassifier\n"
        "EncoderClassifier.from_hparams(source='speechbrain/x', savedir='tmp/x')",
        ["speechbrain/x"],
        "SpeechBrain",
    ),
    (
        "from audiocraft.models import MusicGen\nMusicGen.get_pretrained('facebook/x')",
        ["facebook/x"],
        "AudioCraft",
    ),
    (
        "from flair.models import SequenceTagger\nSequenceTagger.load('flair/ner-english')",
        ["flair/ner-english"],
        "flair",
    ),
    (
        "import tensorflow_hub as hub\nhub.KerasLayer('https://tfhub.dev/google/nnlm/2')",
        ["https://tfhub.dev/google/nnlm/2"],
        "TensorFlow Hub",
    ),
    (
        "import kagglehub\nkagglehub.dataset_load(ADAPTER, 'a/b', 'f.csv')",
        ["https://www.kaggle.com/datasets/a/b"],
        "kagglehub, second argument",
    ),
    ("import ollama\nc = ollama.Client()\nc.chat(model='llama3.1')", ["llama3.1"], "Ollama client"),
    (
        "from ollama import AsyncClient\nclass A:\n    def __init__(self):\n"
        "        self.c = AsyncClient()\n    async def f(self):\n"
        "        await self.c.generate(model='llama3.1')",
        ["llama3.1"],
        "Ollama client of an object",
    ),
    (
        "from modelscope import snapshot_download\nsnapshot_download('qwen/Qwen-7B')",
        ["https://modelscope.cn/models/qwen/Qwen-7B"],
        "ModelScope is another hub",
    ),
    (
        "from modelscope import AutoModel\nAutoModel.from_pretrained('qwen/Qwen-7B')",
        ["https://modelscope.cn/models/qwen/Qwen-7B"],
        "class of ModelScope",
    ),
    (
        "import torch\ntorch.hub.load_state_dict_from_url('https://hf.co/o/x/resolve/main/a.pth')",
        ["o/x"],
        "address of a file on the Hub",
    ),
    (
        "from functools import partial\n" + AUTO + "f = partial(AutoModel.from_pretrained, 'o/x')",
        ["o/x"],
        "prepared call",
    ),
]


@pytest.mark.parametrize(("code", "expected"), [pytest.param(c, e, id=i) for c, e, i in LOADED])
def test_loaders_find(code: str, expected: list[str]) -> None:
    assert (parents(code), gaps(code)) == (expected, [])


def test_loaders_read_a_file_of_a_dataset_as_the_dataset() -> None:
    code = (
        "from datasets import load_dataset\n"
        "load_dataset('json', data_files='https://huggingface.co/datasets/o/x/resolve/v1/a.json')\n"
    )
    (claim,) = [fact for fact in read(code) if isinstance(fact, ParentClaim)]
    assert (claim.raw, claim.kind, claim.revision) == ("o/x", Kind.DATASET, "v1")
