"""Deployments: words that name no model first, then what is served or fetched."""

from __future__ import annotations

import pytest

from licscan.extract import serving
from licscan.model import ComponentClaim, Kind, ParentClaim, Relation
from licscan.sources.document import from_bytes


def read(text: str, path: str = "run.sh") -> list[object]:
    return list(serving.extract(from_bytes(path, text.encode())))


def parents(text: str, path: str = "run.sh") -> list[str]:
    return [fact.raw for fact in read(text, path) if isinstance(fact, ParentClaim)]


IGNORED = [
    ("run.sh", "# vllm serve acme/x\n", "comment"),
    ("run.sh", "echo 'run: ollama pull llama3'\n", "message"),
    ("run.sh", "vllm serve /models/x --port 80\n", "path"),
    ("run.sh", "vllm serve ./x --tokenizer acme/x\n", "local model"),
    ("run.sh", "vllm serve $MODEL\n", "variable from outside"),
    ("run.sh", "vllm serve --help\n", "no model"),
    ("run.sh", "pip install vllm\npython train.py --model acme/x\n", "option of another program"),
    ("run.sh", "huggingface-cli login\nhf upload acme/x .\n", "other commands of the Hub"),
    ("run.sh", "docker run acme/vllm-proxy --name acme/x\n", "other option"),
    ("Dockerfile", "FROM vllm/vllm-openai:latest\nCOPY a b/c\n", "image alone"),
    ("Dockerfile", "FROM vllm/vllm-openai\nRUN python x.py --model acme/x\n", "another program"),
    ("Dockerfile", "LABEL model-id acme/x\nRUN pip install vllm\n", "label"),
    (
        "litellm.yaml",
        "model_list:\n  - model_name: x\n    litellm_params:\n      model: huggingface/acme/x\n"
        "      api_base: http://vllm:80\n",
        "router",
    ),
    ("promptfoo.yaml", "providers:\n  - ollama:chat:llama3\n  - vllm/acme\n", "tests of prompts"),
    (".github/workflows/ci.yml", "steps:\n  - run: hf download acme/x\n", "workflow"),
    ("conf.yaml", "model: acme/x\nlearning_rate: 1\n", "configuration of something else"),
    ("conf.yaml", "model: /models/x\nmax-model-len: 8\n", "path for vLLM"),
    (
        "compose.yaml",
        "services:\n  a:\n    image: vllm/vllm-openai\n  b:\n    image: acme/train\n"
        "    command: --model acme/x\n",
        "option of another container",
    ),
    (
        "compose.yaml",
        "services:\n  a:\n    image: acme/train\n    container_name: vllm\n"
        "    command: --model acme/x\n",
        "container that is only called so",
    ),
    ("compose.yaml", "image: a/vllm:1\ncommand: --served-model-name acme/x\n", "name it serves as"),
    (
        "values.yaml",
        "image: vllm/vllm-openai\nargs: [--model, '{{ .Values.model }}']\n",
        "template",
    ),
]


@pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=i) for p, t, i in IGNORED])
def test_serving_ignores(path: str, text: str) -> None:
    assert read(text, path) == []


FOUND = [
    ("run.sh", "vllm serve acme/x --max-model-len 8\n", ["acme/x"], "vLLM"),
    ("run.sh", "exec vllm serve \\\n  acme/x \\\n  --port 1\n", ["acme/x"], "over lines"),
    (
        "run.sh",
        "python -m vllm.entrypoints.openai.api_server --port 1 --model=acme/x\n",
        ["acme/x"],
        "module of vLLM",
    ),
    ("run.sh", "bash -c 'vllm serve acme/x && true'\n", ["acme/x"], "inside quotes"),
    ("run.sh", "MODEL=acme/x\nvllm serve $MODEL\n", ["acme/x"], "variable of the script"),
    ("run.sh", 'vllm serve "${MODEL:-acme/x}"\n', ["acme/x"], "default of a variable"),
    (
        "run.sh",
        "docker run ghcr.io/huggingface/text-generation-inference:2.0 --model-id acme/x\n",
        ["acme/x"],
        "TGI",
    ),
    ("run.sh", "text-embeddings-router --model-id acme/e\n", ["acme/e"], "TEI"),
    (
        "run.sh",
        "docker run -e MODEL_ID=acme/x ghcr.io/huggingface/text-generation-inference\n",
        ["acme/x"],
        "variable of TGI",
    ),
    ("run.sh", "python3 -m sglang.launch_server --model-path acme/x\n", ["acme/x"], "SGLang"),
    ("run.sh", "lmdeploy serve api_server acme/x\n", ["acme/x"], "LMDeploy"),
    ("run.sh", "trtllm-serve acme/x\n", ["acme/x"], "TensorRT-LLM"),
    ("run.sh", "llama-server -hf acme/x-GGUF:Q4_K_M\n", ["acme/x-GGUF"], "llama.cpp"),
    ("run.sh", "mlx_lm.server --model acme/x\n", ["acme/x"], "MLX"),
    ("run.sh", "ollama pull llama3.1:8b\n", ["llama3.1:8b"], "Ollama"),
    ("run.sh", "ollama run hf.co/acme/x:Q4\n", ["hf.co/acme/x:Q4"], "Hub name for Ollama"),
    ("Dockerfile", 'CMD ["vllm", "serve", "acme/x"]\n', ["acme/x"], "list of a Dockerfile"),
    (
        "Dockerfile",
        'FROM vllm/vllm-openai:latest\nEXPOSE 80\nCMD ["--model", "acme/x"]\n',
        ["acme/x"],
        "options for the image",
    ),
    (
        "Dockerfile",
        'ENTRYPOINT ["vllm", "serve"]\nCMD ["acme/x"]\n',
        ["acme/x"],
        "name for the entry point",
    ),
    ("Dockerfile", "RUN hf download acme/x --local-dir /m\n", ["acme/x"], "fetched when built"),
    ("run.sh", "hf download --repo-type model acme/x\n", ["acme/x"], "option before the name"),
    ("Dockerfile", "ENV HF_MODEL_ID=acme/x\n", ["acme/x"], "variable of SageMaker"),
    (
        "docker-compose.yml",
        "services:\n  llm:\n    image: vllm/vllm-openai:v0.6\n    command: >\n"
        "      --model acme/x\n      --port 1\n",
        ["acme/x"],
        "compose",
    ),
    (
        "docker-compose.yml",
        "services:\n  tei:\n    image: ghcr.io/huggingface/text-embeddings-inference:1.5\n"
        "    environment:\n      MODEL_ID: acme/e\n",
        ["acme/e"],
        "environment of compose",
    ),
    (
        "deploy.yaml",
        "kind: Service\n---\nkind: Deployment\nspec:\n  containers:\n  - image: vllm/vllm-openai\n"
        "    args:\n    - --model\n    - acme/x\n",
        ["acme/x"],
        "second document of a manifest",
    ),
    (
        "deploy.yaml",
        "- image: ghcr.io/huggingface/text-generation-inference\n  env:\n  - name: MODEL_ID\n"
        "    value: acme/x\n",
        ["acme/x"],
        "variable of a manifest",
    ),
    ("isvc.yaml", "storageUri: hf://acme/x:main\n", ["acme/x"], "KServe"),
    ("values.yaml", "modelSpec:\n- modelURL: acme/x\n", ["acme/x"], "chart of vLLM"),
    ("vllm.yaml", "model: acme/x\ntensor-parallel-size: 2\n", ["acme/x"], "vLLM's own file"),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [pytest.param(p, t, e, id=i) for p, t, e, i in FOUND]
)
def test_serving_finds(path: str, text: str, expected: list[str]) -> None:
    assert parents(text, path) == expected


def test_serving_states_kind_place_and_relation() -> None:
    code, claim = read("set -e\nhf download acme/d --repo-type dataset\n")
    assert isinstance(code, ComponentClaim)
    assert (code.kind, code.strong) == (Kind.CODE, False)
    assert isinstance(claim, ParentClaim)
    assert (claim.raw, claim.kind, claim.relation) == ("acme/d", Kind.DATASET, Relation.LOADS)
    assert (claim.span.line, claim.note) == (2, "hf download")


def test_serving_bounds_its_work() -> None:
    assert parents("vllm serve " * 60_000, "a.yaml") == []


def test_serving_reads_each_model_once() -> None:
    assert parents("vllm serve acme/x\nvllm serve acme/x\n") == ["acme/x"]
