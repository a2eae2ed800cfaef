"""What Python code loads: first everything that is no load, then ids in every disguise."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from licscan.extract import python_code
from licscan.model import ComponentClaim, Gap, Kind, ParentClaim, Relation, Source, Span
from licscan.sources.document import from_bytes

TREES = Path(__file__).resolve().parents[2] / ".." / "shared" / "trees"
HEAD = """\
import argparse, os, timm, torch, kagglehub, ollama, datasets, transformers
from dataclasses import dataclass, field
from pathlib import Path
import click, typer
from datasets import load_dataset, load_from_disk
from huggingface_hub import hf_hub_download, snapshot_download
from llama_cpp import Llama
from peft import PeftModel, PeftConfig, AutoPeftModelForCausalLM
from sentence_transformers import SentenceTransformer, CrossEncoder
from transformers import AutoModel, AutoTokenizer, pipeline
from vllm import LLM
"""


def read(code: str, head: str = HEAD) -> list[object]:
    return list(python_code.extract(from_bytes("src/app.py", (head + code).encode())))


def parents(code: str, head: str = HEAD) -> list[str]:
    return sorted(fact.raw for fact in read(code, head) if isinstance(fact, ParentClaim))


def gaps(code: str, head: str = HEAD) -> list[Gap]:
    return [fact for fact in read(code, head) if isinstance(fact, Gap)]


NOT_LOADED = [
    ("# AutoModel.from_pretrained('meta-llama/Llama-2-7b-hf')", "comment"),
    ('"""\nAutoModel.from_pretrained("tiiuae/falcon-180B")\n"""', "doc string"),
    ("HELP = 'try AutoModel.from_pretrained(\"acme/name\")'", "plain string"),
    ("MODEL = 'meta-llama/Llama-2-7b-hf'", "constant that nothing loads"),
    ("AutoModel.from_pretrained(cache_dir='data/cache')", "cache folder only"),
    ("load_dataset('csv', data_files='x/y.csv')", "file format"),
    ("load_dataset('imagefolder', data_dir='x/y')", "folder reader"),
    ("load_dataset('json', data_files={'train': 'a/b.json'})", "files by split"),
    ("load_dataset('scripts/my_reader.py')", "loading script"),
    ("load_dataset('data/train')", "folder of data"),
    ("load_from_disk('owner/name')", "load_from_disk takes folders only"),
    ("AutoModel.from_pretrained('data/checkpoints')", "folder named data"),
    ("AutoModel.from_pretrained('models/bert')", "folder named models"),
    ("AutoModel.from_pretrained('outputs/run-1/checkpoint-500')", "three segments"),
    ("AutoModel.from_pretrained('/srv/models/llama')", "absolute path"),
    ("AutoModel.from_pretrained('C:\\\\models\\\\llama')", "Windows path"),
    ("AutoModel.from_pretrained('~/llama')", "home folder"),
    ("AutoModel.from_pretrained('s3://bucket/llama')", "bucket"),
    ("AutoModel.from_pretrained('saved_model')", "bare folder"),
    ("AutoModel.from_pretrained('bert-finetuned-ner')", "bare name that the Hub does not have"),
    ("AutoModel.from_pretrained('.')", "this folder"),
    ("AutoModel.from_pretrained('./models/tuned')", "relative path"),
    ("AutoModel.from_pretrained('../tuned')", "path beside the project"),
    ("torch.nn.Embedding.from_pretrained(make())", "layer from numbers"),
    ("AutoModel.from_pretrained('your-username/your-model')", "placeholder"),
    ("AutoModel.from_pretrained('path/to/model')", "placeholder path"),
    ("m.save_pretrained('acme/tuned')\nAutoModel.from_pretrained('acme/tuned')", "own output"),
    ("T(output_dir='runs_a/b')\nAutoModel.from_pretrained('runs_a/b')", "own output folder"),
    ("import seaborn as sns\nsns.load_dataset('iris')", "load_dataset of another library"),
    ("from utils import load_dataset\nload_dataset('a/b')", "load_dataset of the project"),
    ("def load_dataset(x): ...\nload_dataset('a/b')", "load_dataset defined here"),
    ("from kedro.pipeline import pipeline\npipeline([], model='a/b')", "other pipeline"),
    ("pipeline('text-generation')", "task only"),
    ("SentenceTransformer('output')", "bare folder for a sentence model"),
    ("SentenceTransformer(modules=[a, b])", "no name"),
    ("timm.create_model('resnet50', pretrained=True)", "architecture"),
    ("torch.hub.load('owner/repo', 'net', source='local')", "local hub folder"),
    ("PeftModel.from_pretrained(base, './adapter_dir_'.strip())", "no owner"),
    ("import json\njson.load(open('a/b'))", "another load"),
    ("df.to_parquet('hf://datasets/acme/out/x.parquet')", "upload"),
    ("AutoModel.from_pretrained(*names)", "starred"),
    ("ollama.chat(messages=[])", "no model"),
    ("print(ollama)", "module mentioned"),
]


@pytest.mark.parametrize("code", [pytest.param(c, id=i) for c, i in NOT_LOADED])
def test_python_code_ignores(code: str) -> None:
    assert (parents(code), gaps(code)) == ([], [])


SILENT = [
    ("AutoModel.from_pretrained(args.model)", "option without a default"),
    ("def f(name):\n    AutoModel.from_pretrained(name)", "parameter"),
    ("class A:\n    def f(self):\n        AutoModel.from_pretrained(self.name)", "attribute"),
    ("AutoModel.from_pretrained(os.environ['MODEL'])", "environment"),
    ("AutoModel.from_pretrained(config['model'])", "setting"),
    ("AutoModel.from_pretrained(config.get('model'))", "setting by get"),
    ("from settings import MODEL\nAutoModel.from_pretrained(MODEL)", "imported constant"),
    ("AutoModel.from_pretrained(os.path.join(root, 'model'))", "joined path"),
    ("AutoModel.from_pretrained(Path('a') / 'b')", "path object"),
    ("AutoModel.from_pretrained(f'{output_dir}/checkpoint-{n}')", "built path"),
    ("AutoModel.from_pretrained(f'./runs/{n}')", "built relative path"),
    ("AutoModel.from_pretrained(output_dir + '/final')", "concatenated path"),
    ("p = snapshot_download(args.repo)\nAutoModel.from_pretrained(p)", "downloaded folder"),
    ("AutoModel.from_pretrained(None)", "nothing"),
    ("LLM(model=model)", "name that is bound nowhere"),
    ("def f(n):\n    n = clean(n)\n    AutoModel.from_pretrained(n)", "parameter that is cleaned"),
]


@pytest.mark.parametrize("code", [pytest.param(c, id=i) for c, i in SILENT])
def test_python_code_is_silent_on_settings(code: str) -> None:
    assert (parents(code), gaps(code)) == ([], [])


def test_python_code_without_a_loader_says_nothing_at_all() -> None:
    assert read("x = 'acme/name'\nprint(x)\n") == []


def test_python_code_without_a_trigger_is_not_parsed() -> None:
    assert read("def broken(:\n", head="") == []


LOADED = [
    ("AutoModel.from_pretrained('acme/name')", ["acme/name"], "positional"),
    (
        "AutoModel.from_pretrained(pretrained_model_name_or_path='acme/name')",
        ["acme/name"],
        "keyword",
    ),
    ("AutoModel.from_pretrained('gpt2')", ["gpt2"], "old model without an owner"),
    (
        "AutoModel.from_pretrained('Acme/name', cache_dir='data/cache')",
        ["Acme/name"],
        "cache beside it",
    ),
    (
        "x = AutoModel.from_pretrained(\n    'acme/'\n    'name'\n)",
        ["acme/name"],
        "adjacent strings",
    ),
    ("transformers.AutoModel.from_pretrained('a/b')", ["a/b"], "through the module"),
    ("import transformers as tf\ntf.pipeline('x', model='a/b')", ["a/b"], "aliased module"),
    ("from transformers import pipeline as p\np('x', 'a/b')", ["a/b"], "aliased function"),
    ("pipeline('ner', 'a/b')", ["a/b"], "pipeline, positional"),
    ("pipeline(task='ner', model='a/b')", ["a/b"], "pipeline, keyword"),
    ("pipeline(model='a/b')", ["a/b"], "pipeline without a task"),
    ("PeftModel.from_pretrained(base, 'acme/adapter')", ["acme/adapter"], "adapter is second"),
    (
        "PeftModel.from_pretrained(base, model_id='acme/adapter')",
        ["acme/adapter"],
        "adapter by keyword",
    ),
    ("PeftConfig.from_pretrained('acme/adapter')", ["acme/adapter"], "its config is first"),
    ("AutoPeftModelForCausalLM.from_pretrained('o/adapter')", ["o/adapter"], "auto class is first"),
    (
        "PeftModel.from_pretrained(AutoModel.from_pretrained('o/base'), 'o/adapter')",
        ["o/adapter", "o/base"],
        "base and adapter nested",
    ),
    ("from unsloth import F\nF.from_pretrained(model_name='unsloth/x')", ["unsloth/x"], "unsloth"),
    ("Llama.from_pretrained(repo_id='o/x-GGUF', filename='*q4.gguf')", ["o/x-GGUF"], "llama.cpp"),
    ("LLM(model='o/x')", ["o/x"], "vLLM keyword"),
    ("LLM('o/x', tensor_parallel_size=2)", ["o/x"], "vLLM positional"),
    ("SentenceTransformer('BAAI/bge-m3')", ["BAAI/bge-m3"], "sentence model"),
    (
        "SentenceTransformer('all-MiniLM-L6-v2')",
        ["sentence-transformers/all-MiniLM-L6-v2"],
        "bare sentence model",
    ),
    ("CrossEncoder('cross-encoder/x')", ["cross-encoder/x"], "cross encoder"),
    ("timm.create_model('hf_hub:timm/vit', pretrained=True)", ["timm/vit"], "timm"),
    ("timm.create_model('hf-hub:timm/vit')", ["timm/vit"], "timm with hyphen"),
    ("hf_hub_download('o/x', 'a.bin')", ["o/x"], "download"),
    ("snapshot_download(repo_id='o/x')", ["o/x"], "snapshot"),
    ("load_dataset('rajpurkar/squad', split='train')", ["rajpurkar/squad"], "dataset"),
    ("load_dataset('squad')", ["squad"], "dataset without an owner"),
    ("load_dataset(path='glue', name='mrpc')", ["glue"], "dataset by keyword"),
    ("datasets.load_dataset('a/b')", ["a/b"], "through the datasets module"),
    ("load_dataset('parquet', data_files='hf://datasets/a/b@main/x.parquet')", ["a/b"], "hf path"),
    ("import pandas as pd\npd.read_csv('hf://datasets/a/b/x.csv')", ["a/b"], "hf path in pandas"),
    (
        "torch.hub.load('pytorch/vision:v0.10.0', 'net')",
        ["https://github.com/pytorch/vision"],
        "torch hub",
    ),
    (
        "kagglehub.model_download('google/gemma/keras/gemma_2b')",
        ["https://www.kaggle.com/models/google/gemma/keras/gemma_2b"],
        "Kaggle model",
    ),
    (
        "kagglehub.dataset_download('a/b')",
        ["https://www.kaggle.com/datasets/a/b"],
        "Kaggle dataset",
    ),
    ("keras_nlp.models.Gemma.from_preset('hf://o/gemma')", ["o/gemma"], "Keras preset on the Hub"),
    ("keras.saving.load_model('hf://o/net')", ["o/net"], "Keras model on the Hub"),
    ("ollama.chat(model='llama3.1:8b', messages=[])", ["llama3.1:8b"], "Ollama"),
    ("from ollama import chat\nchat('mistral')", ["mistral"], "Ollama function"),
    ("ollama.pull('acme/x')", ["https://ollama.com/acme/x"], "Ollama name with an owner"),
    ("ollama.pull('hf.co/acme/x:Q4_K_M')", ["hf.co/acme/x:Q4_K_M"], "Hub name for Ollama"),
    ("from langchain_ollama import ChatOllama\nChatOllama(model='qwen')", ["qwen"], "LangChain"),
    ("P.from_single_file('https://huggingface.co/o/x/blob/main/a.safetensors')", ["o/x"], "URL"),
    ("pipe.load_lora_weights('o/lora', weight_name='l.safetensors')", ["o/lora"], "LoRA"),
    (
        "E.from_encoder_decoder_pretrained('o/enc', 'o/dec')",
        ["o/dec", "o/enc"],
        "two halves",
    ),
    ("MODEL = 'o/x'\nAutoModel.from_pretrained(MODEL)", ["o/x"], "module constant"),
    ("def f():\n    m = 'o/x'\n    return AutoModel.from_pretrained(m)", ["o/x"], "local constant"),
    ("ORG = 'o'\nAutoModel.from_pretrained(f'{ORG}/x')", ["o/x"], "f-string of constants"),
    ("ORG = 'o/'\nAutoModel.from_pretrained(ORG + 'x')", ["o/x"], "concatenation"),
    ("AutoModel.from_pretrained('{}/{}'.format('o', 'x'))", ["o/x"], "format"),
    ("AutoModel.from_pretrained('o/x' if big else 'o/y')", ["o/x", "o/y"], "either of two"),
    ("AutoModel.from_pretrained(name or 'o/x')", ["o/x"], "fallback"),
    ("AutoModel.from_pretrained(os.environ.get('M', 'o/x'))", ["o/x"], "environment default"),
    ("AutoModel.from_pretrained(os.getenv('M', default='o/x'))", ["o/x"], "getenv default"),
    (
        "for n in ('o/x', 'o/y'):\n    AutoModel.from_pretrained(n)",
        ["o/x", "o/y"],
        "loop over names",
    ),
    ("[AutoModel.from_pretrained(n) for n in ['o/x', 'o/y']]", ["o/x", "o/y"], "comprehension"),
    ("M = {'s': 'o/x', 'l': 'o/y'}\nAutoModel.from_pretrained(M['s'])", ["o/x"], "dict entry"),
    ("M = {'s': 'o/x', 'l': 'o/y'}\nAutoModel.from_pretrained(M[k])", ["o/x", "o/y"], "any entry"),
    (
        "for k, v in {'s': 'o/x'}.items():\n    AutoModel.from_pretrained(v)",
        ["o/x"],
        "items of a dict",
    ),
    (
        "for i, n in enumerate(['o/x']):\n    AutoModel.from_pretrained(n)",
        ["o/x"],
        "enumerate",
    ),
    ("a, b = 'o/x', 'o/y'\nAutoModel.from_pretrained(b)", ["o/y"], "tuple assignment"),
    (
        "p = argparse.ArgumentParser()\np.add_argument('-m', '--model-name', default='o/x')\n"
        "args = p.parse_args()\nAutoModel.from_pretrained(args.model_name)",
        ["o/x"],
        "argparse default",
    ),
    (
        "p.add_argument('--model', dest='base', default='o/x')\nAutoModel.from_pretrained(a.base)",
        ["o/x"],
        "argparse default with dest",
    ),
    (
        "@click.command()\n@click.option('--model', default='o/x')\n"
        "def main(model):\n    AutoModel.from_pretrained(model)",
        ["o/x"],
        "click default",
    ),
    (
        "def f(m: str = typer.Option('o/x', help='h')):\n    AutoModel.from_pretrained(m)",
        ["o/x"],
        "typer default",
    ),
    ("def f(m='o/x'):\n    AutoModel.from_pretrained(m)", ["o/x"], "parameter default"),
    ("def f(*, m='o/x'):\n    AutoModel.from_pretrained(m)", ["o/x"], "keyword-only default"),
    ("def f(m):\n    AutoModel.from_pretrained(m)\n\nf('o/x')", ["o/x"], "argument of a call"),
    (
        "@dataclass\nclass C:\n    model: str = 'o/x'\n\ncfg = C()\n"
        "AutoModel.from_pretrained(cfg.model)",
        ["o/x"],
        "dataclass field",
    ),
    (
        "@dataclass\nclass C:\n    model: str = field(default='o/x', metadata={'help': 'h'})\n\n"
        "AutoModel.from_pretrained(cfg.model)",
        ["o/x"],
        "dataclass field with field()",
    ),
    ("class C:\n    M = 'o/x'\n\nAutoModel.from_pretrained(C.M)", ["o/x"], "class constant"),
    (
        "class C:\n    def __init__(self, m='o/x'):\n        self.m = m\n"
        "    def go(self):\n        AutoModel.from_pretrained(self.m)",
        ["o/x"],
        "attribute from a default",
    ),
    (
        "class C:\n    def __init__(self, m):\n        AutoModel.from_pretrained(m)\n\nC('o/x')",
        ["o/x"],
        "argument of a constructor",
    ),
    ("def pick():\n    return 'o/x'\n\nAutoModel.from_pretrained(pick())", ["o/x"], "returned"),
    ("if (m := 'o/x'):\n    AutoModel.from_pretrained(m)", ["o/x"], "walrus"),
    ("m = 'o/x'\nm = 'o/y'\nAutoModel.from_pretrained(m)", ["o/x", "o/y"], "bound twice"),
    (
        "m = 'o/x'\ndef f():\n    m = 'o/y'\n    AutoModel.from_pretrained(m)",
        ["o/y"],
        "shadowed",
    ),
    ("m = 'o/'\nm += 'x'\nAutoModel.from_pretrained(m)", ["o/x"], "added to"),
    (
        "M = None\ndef f():\n    global M\n    M = 'o/x'\nAutoModel.from_pretrained(M)",
        ["o/x"],
        "global",
    ),
    (
        "class S(BaseSettings):\n    model: str = Field('o/x', alias='m')\n\n"
        "AutoModel.from_pretrained(settings.model)",
        ["o/x"],
        "pydantic setting",
    ),
    (
        "class S:\n    names: list = field(default_factory=lambda: ['o/x', 'o/y'])\n\n"
        "for n in s.names:\n    AutoModel.from_pretrained(n)",
        ["o/x", "o/y"],
        "default factory",
    ),
    (
        "class M(str, Enum):\n    A = 'o/x'\n\nAutoModel.from_pretrained(M.A.value)",
        ["o/x"],
        "value of an enum",
    ),
    (
        "class B:\n    M = 'o/x'\n\nclass A(B):\n    def f(self):\n"
        "        AutoModel.from_pretrained(self.M)",
        ["o/x"],
        "inherited constant",
    ),
    ("AutoModel.from_pretrained(os.environ.setdefault('M', 'o/x'))", ["o/x"], "setdefault"),
    (
        "p.add_argument('--model', default='o/x')\na = vars(p.parse_args())\n"
        "AutoModel.from_pretrained(a['model'])",
        ["o/x"],
        "options as a mapping",
    ),
    (
        "k = {'pretrained_model_name_or_path': 'o/x'}\nAutoModel.from_pretrained(**k)",
        ["o/x"],
        "spread keywords",
    ),
    ("O = 'o'\nAutoModel.from_pretrained('%s/%s' % (O, 'x'))", ["o/x"], "percent format"),
    ("AutoModel.from_pretrained('{o}/x'.format(o='o'))", ["o/x"], "format by name"),
    (
        "for a, b in zip(['k'], ['o/x']):\n    AutoModel.from_pretrained(b)",
        ["o/x"],
        "zipped",
    ),
    ("f = lambda m='o/x': AutoModel.from_pretrained(m)", ["o/x"], "default of a lambda"),
    ("from t import *\nload_dataset('a/b')", ["a/b"], "star import"),
    ("async def f():\n    AutoModel.from_pretrained('o/x')", ["o/x"], "inside async"),
    ("match x:\n    case 1:\n        AutoModel.from_pretrained('o/x')", ["o/x"], "inside match"),
]


@pytest.mark.parametrize(("code", "expected"), [pytest.param(c, e, id=i) for c, e, i in LOADED])
def test_python_code_finds(code: str, expected: list[str]) -> None:
    assert (parents(code), gaps(code)) == (expected, [])


BUILT = [
    ("AutoModel.from_pretrained(f'meta-llama/Llama-2-{size}-hf')", "partly known f-string"),
    ("AutoModel.from_pretrained('o/' + name)", "partly known sum"),
    ("AutoModel.from_pretrained(choose())", "result of an unknown function"),
    ("AutoModel.from_pretrained('o/%s' % name)", "percent format"),
    ("n = name.lower()\nAutoModel.from_pretrained(n)", "variable that is computed"),
    ("load_dataset('o/{}'.format(name))", "format with an unknown part"),
]


@pytest.mark.parametrize("code", [pytest.param(c, id=i) for c, i in BUILT])
def test_python_code_reports_ids_built_at_run_time(code: str) -> None:
    (gap,) = gaps(code)
    assert "put together at run time" in gap.problem
    assert not gap.limit
    assert parents(code) == []


def test_python_code_states_kind_revision_and_place() -> None:
    code = (
        "REV = 'abc123'\n"
        "m = AutoModel.from_pretrained(\n"
        "    'acme/name',\n"
        "    revision=REV,\n"
        ")\n"
        "d = snapshot_download('acme/data', repo_type='dataset', revision='v2')\n"
    )
    component, model, data = read(code, head="from huggingface_hub import snapshot_download\n")
    assert component == ComponentClaim(
        Span("src/app.py", 3, 5), Kind.CODE, "python-code", strong=False
    )
    assert model == ParentClaim(
        span=Span("src/app.py", 4, 5),
        raw="acme/name",
        source=Source.CODE,
        extractor="python-code",
        kind=Kind.MODEL,
        relation=Relation.LOADS,
        revision="abc123",
        note="AutoModel.from_pretrained in line 3",
    )
    assert (data.kind, data.revision, data.span.line) == (Kind.DATASET, "v2", 7)


def test_python_code_names_the_line_of_the_constant() -> None:
    found = list(read("M = 'o/x'\n\nAutoModel.from_pretrained(M)\n", head=""))
    assert found[1].span == Span("src/app.py", 1, 5)
    assert found[1].note == "AutoModel.from_pretrained in line 3"


def test_python_code_counts_columns_in_characters() -> None:
    (_, parent) = read("é = AutoModel.from_pretrained('o/x')\n", head="")
    assert parent.span.column == 31


def test_python_code_reports_one_claim_for_one_id() -> None:
    code = "AutoModel.from_pretrained('o/x')\nAutoTokenizer.from_pretrained('o/x')\n"
    (parent,) = [f for f in read(code, head="") if isinstance(f, ParentClaim)]
    assert parent.span.line == 1


def test_python_code_claims_code_even_where_the_id_comes_from_outside() -> None:
    (fact,) = read("AutoModel.from_pretrained(args.model)")
    assert (fact.kind, fact.strong) == (Kind.CODE, False)


BROKEN = [
    (b"print 'x'\nm = AutoModel.from_pretrained('a/b')\n", 1, "Python 2"),
    (b"x = {{ name }}\ny = (\nAutoModel.from_pretrained('a/b')", 2, "template"),
    (b"AutoModel.from_pretrained('a/b')\n\x00", 1, "NUL byte"),
    (b"# coding: nonsense\nAutoModel.from_pretrained('a/b')\n", 1, "unknown encoding"),
    (b"AutoModel.from_pretrained(" + b"(" * 5_000 + b")" * 5_000 + b")", 1, "deep nesting"),
    (b"x = " + b"-" * 200_000 + b"1\nA.from_pretrained('a/b')", 1, "deep unary"),
]


@pytest.mark.parametrize(("data", "line"), [pytest.param(d, n, id=i) for d, n, i in BROKEN])
def test_python_code_turns_broken_files_into_a_gap(data: bytes, line: int) -> None:
    (gap,) = python_code.extract(from_bytes("a.py", data))
    assert isinstance(gap, Gap)
    assert gap.span.path == "a.py"
    assert gap.span.line <= line


def test_python_code_reports_a_file_that_is_too_large() -> None:
    data = b"AutoModel.from_pretrained('a/b')\n" + b"#" * 1_600_000
    (gap,) = python_code.extract(from_bytes("a.py", data))
    assert gap.limit


def test_python_code_bounds_the_work_on_tangled_values() -> None:
    names = "\n".join(
        f"v{i} = v{i + 1}[0] or v{i + 1}[1] or v{i + 1} or [v{i + 2}, v{i + 1}]" for i in range(60)
    )
    assert parents(f"{names}\nAutoModel.from_pretrained(v0)") == []


def test_python_code_reads_a_file_with_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbfm = AutoModel.from_pretrained('a/b')\r\n"
    facts = list(python_code.extract(from_bytes("a.py", data)))
    assert [f.raw for f in facts if isinstance(f, ParentClaim)] == ["a/b"]


@pytest.mark.skipif(not TREES.is_dir(), reason="the example trees are not beside the project")
def test_python_code_agrees_with_the_tree_of_traps() -> None:
    tree = TREES / "loader-code-traps"
    expected = tomllib.loads((tree / "expect.toml").read_text())
    wanted = {(e["parent"], e["file"], e["line"]) for e in expected["edge"]}
    found = set()
    for path in sorted((tree / "tree").rglob("*.py")):
        name = path.relative_to(tree / "tree").as_posix()
        for fact in python_code.extract(from_bytes(name, path.read_bytes())):
            if isinstance(fact, ParentClaim):
                found.add((fact.raw, fact.span.path, fact.span.line))
    assert found == wanted
